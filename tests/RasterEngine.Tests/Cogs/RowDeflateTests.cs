using System.IO.Compression;
using CsCheck;
using RasterEngine.Cogs;
using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Cogs;

/// <summary>What RowDeflate writes must be read by two implementations of RFC 1950 that are not ours: libdeflate and .NET's zlib.</summary>
public sealed class RowDeflateTests
{
    private static readonly Gen<(byte[] Bytes, int Pixel, int Row)> Blocks =
        from pixel in Gen.Int[0, 3].Select(i => new[] { 1, 2, 4, 6 }[i])
        from width in Gen.Int[2, 600]
        from rows in Gen.Int[1, 40]
        from values in Gen.Int[0, 3].Select(i => new[] { 1, 2, 7, 256 }[i])
        from patch in Gen.Int[1, 90]
        from seed in Gen.Int
        select (Patches(new Random(seed), pixel * width, rows, values, patch), pixel, pixel * width);

    [Fact]
    public void OthersReadBackEveryBlock() => Blocks.Sample(b => ReadBack(b.Bytes, b.Pixel, b.Row), iter: 300);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(512 * 512)]
    public void OthersReadBackRunsOfEveryLength(int length)
    {
        ReadBack(new byte[length], 1, 512);
        ReadBack([.. Enumerable.Repeat((byte)255, length)], 1, 512);
        ReadBack([.. Enumerable.Range(0, length).Select(i => (byte)(i * i * 31 >> 4))], 1, 512);
    }

    [Fact]
    public void OthersReadBackAllMatchLengths()
    {
        // Runs of 1 to 600 of one value, parted by a value of its own.
        byte[] bytes = [.. Enumerable.Range(1, 600).SelectMany(run => Enumerable.Repeat((byte)1, run).Append((byte)(2 + (run % 200))))];

        ReadBack(bytes, 1, 32_768);
    }

    [Fact]
    public void NoiseIsStoredAndNeverLongerThanItsBound()
    {
        byte[] noise = new byte[512 * 512];
        new Random(5).NextBytes(noise);

        Assert.Equal(noise.Length + (5 * 5) + 6, ReadBack(noise, 1, 512));
    }

    [Fact]
    public void CountsLikeFibonaccisNumbersStayWithinFifteenBits()
    {
        // An unlimited code would give the rarest of 24 such values 23 bits. Shuffled, so that hardly a match is found.
        var bytes = new List<byte>();
        for ((int a, int b, byte value) = (1, 1, 0); value < 24; (a, b, value) = (b, a + b, (byte)(value + 1)))
        {
            bytes.AddRange(Enumerable.Repeat(value, a));
        }

        byte[] shuffled = [.. bytes];
        new Random(3).Shuffle(shuffled);

        ReadBack(shuffled, 1, 512);
    }

    [Fact]
    public void ABlockLeavesNothingBehindForTheNext()
    {
        byte[] first = Patches(new Random(1), 512, 512, 7, 40), second = Patches(new Random(2), 512, 300, 5, 9), to = new byte[RowDeflate.Bound(first.Length)];
        var used = new RowDeflate(first.Length, 1, 512);
        used.Encode(first, to);
        byte[] again = to[..used.Encode(second, to)];

        Assert.Equal(to[..new RowDeflate(first.Length, 1, 512).Encode(second, to)], again);
    }

    [Fact]
    public void ClassesOfFieldsTakeAboutAsManyBytesAsGeneralEncodersNeed()
    {
        byte[] bytes = Patches(new Random(7), 512, 512, 6, 60);

        Assert.InRange(ReadBack(bytes, 1, 512), 1, 1.25 * Zlib(bytes));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(512, 512)]
    [InlineData(1, 40_000)]
    public void RowsThatHaveNoRoomForTwoDistancesAreRefused(int pixelBytes, int rowBytes) => Assert.ThrowsAny<ArgumentException>(() => new RowDeflate(100, pixelBytes, rowBytes));

    // Patches of one value, as fields lie, with a tenth of the bytes drawn by themselves.
    private static byte[] Patches(Random random, int rowBytes, int rows, int values, int patch)
    {
        byte[] drawn = new byte[((rowBytes / patch) + 1) * ((rows / patch) + 1)], bytes = new byte[rowBytes * rows];
        random.NextBytes(drawn);
        for (int i = 0; i < bytes.Length; i++)
        {
            int cell = (i / rowBytes / patch * ((rowBytes / patch) + 1)) + (i % rowBytes / patch);
            bytes[i] = (byte)((random.Next(10) == 0 ? random.Next(256) : drawn[cell]) % values);
        }

        return bytes;
    }

    private static int ReadBack(byte[] bytes, int pixelBytes, int rowBytes)
    {
        byte[] to = new byte[RowDeflate.Bound(bytes.Length)], read = new byte[bytes.Length];
        int length = new RowDeflate(bytes.Length, pixelBytes, rowBytes).Encode(bytes, to);

        using var decoder = new DeflateDecoder();
        Assert.True(decoder.TryDecode(to.AsSpan(0, length), read));
        Assert.Equal(bytes, read);
        Assert.Equal(Unzipped(to.AsSpan(0, length)), read);
        return length;
    }

    private static byte[] Unzipped(ReadOnlySpan<byte> stream)
    {
        using var unzipped = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(stream.ToArray()), CompressionMode.Decompress))
        {
            zlib.CopyTo(unzipped);
        }

        return unzipped.ToArray();
    }

    private static int Zlib(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return (int)packed.Length;
    }
}

using System.IO.Compression;
using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Gdal.Codecs;

/// <summary>libdeflate and .NET's zlib are two implementations of RFC 1950: both must read what others wrote.</summary>
public sealed class DeflateTests
{
    public static readonly TheoryData<DeflateCodec> Codecs = [.. Enum.GetValues<DeflateCodec>()];

    // zlib.compress(bytes(i*i//7 for i in range(20)), 6) of Python's zlib.
    private const string PythonHex = "789C6360606064626665E7E4E6131491905150D1D43306000747015C";

    [Fact]
    public void Libdeflate_IsFound_WhereItComesWithLibgdal()
    {
        GdalLibrary.EnsureLoaded();
        Assert.SkipUnless(GdalLibrary.Source == GdalLibrarySource.System && OperatingSystem.IsLinux(), "Only the packages of a Linux system are known to bring it.");
        Assert.Equal("libdeflate.so.0", CodecLibrary.Deflate.LoadedFrom);
        using var decoder = new DeflateDecoder();
        Assert.True(decoder.IsNative);
    }

    [Theory, MemberData(nameof(Codecs))]
    public void Decoder_ReadsWhatPythonWrote(DeflateCodec codec)
    {
        using var decoder = new DeflateDecoder(codec);
        byte[] decoded = new byte[20];
        Assert.True(decoder.TryDecode(Convert.FromHexString(PythonHex), decoded));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)(i * i / 7)), decoded);
    }

    [Theory, MemberData(nameof(Codecs))]
    public void Decoder_SaysNo_WhenTheStreamIsLongerOrShorterOrBroken(DeflateCodec codec)
    {
        byte[] bytes = Noise(3000), packed = Packed(bytes);
        using var decoder = new DeflateDecoder(codec);
        Assert.False(decoder.TryDecode(packed, new byte[2999]));
        Assert.False(decoder.TryDecode(packed, new byte[3001]));
        Assert.False(decoder.TryDecode(packed.AsSpan(0, packed.Length / 2), new byte[3000]));
        Assert.Equal(codec == DeflateCodec.Managed, decoder.TryDecode(packed.AsSpan(0, packed.Length - 1), new byte[3000]));
        Assert.False(decoder.TryDecode([], new byte[3000]));
        for (int i = 0; i < packed.Length; i++)
        {
            byte[] mutant = [.. packed];
            mutant[i] ^= 0x10;
            byte[] decoded = new byte[3000];
            // Only the header has bits that change nothing; the checksum knows the others.
            Assert.True(!decoder.TryDecode(mutant, decoded) || bytes.AsSpan().SequenceEqual(decoded), $"byte {i}");
        }

        byte[] whole = new byte[3000];
        Assert.True(decoder.TryDecode([.. packed, 1, 2, 3], whole));
        Assert.Equal(bytes, whole);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    // Half of it can be predicted.
    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        for (int i = 0; i < length; i += 2)
        {
            bytes[i] = (byte)(i >> 6);
        }

        return bytes;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Gdal.Codecs;

public sealed class Adler32Tests
{
    [Fact]
    public void KnownSum() => Assert.Equal(0x11E60398u, Adler32.Of(Encoding.ASCII.GetBytes("Wikipedia"))); // the example of en.wikipedia.org/wiki/Adler-32

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(5552)]
    [InlineData(262_144)]
    [InlineData(1_000_003)]
    public void EqualsTheSumThatZlibWrites(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, byte.MaxValue);
        Assert.Equal(OfZlib(bytes), Adler32.Of(bytes));
        new Random(length).NextBytes(bytes);
        Assert.Equal(OfZlib(bytes), Adler32.Of(bytes));
    }

    // The last four bytes of a zlib stream.
    private static uint OfZlib(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return BinaryPrimitives.ReadUInt32BigEndian(packed.ToArray().AsSpan()[^4..]);
    }
}

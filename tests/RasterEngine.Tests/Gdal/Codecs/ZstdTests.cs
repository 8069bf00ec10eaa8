using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Gdal.Codecs;

public sealed class ZstdTests
{
    // RFC 8878, 3.1.1: magic number, a header of one segment with its content size (5), one last raw block of 5 bytes.
    private static readonly byte[] RawFrame = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 5, 0x29, 0, 0, 1, 2, 3, 4, 5];

    // One last block of one byte, 200 times (RLE): block header 200 << 3 | 1 << 1 | 1.
    private static readonly byte[] RunFrame = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 200, 0x43, 0x06, 0, 7];

    public ZstdTests() => Assert.SkipUnless(CodecLibrary.Zstd.IsFound, "libzstd was not found.");

    [Fact]
    public void Decoder_ReadsFramesMadeByTheStandard()
    {
        using var decoder = new ZstdDecoder();
        byte[] raw = new byte[5], run = new byte[200];
        Assert.True(decoder.TryDecode(RawFrame, raw));
        Assert.Equal([1, 2, 3, 4, 5], raw);
        Assert.True(decoder.TryDecode(RunFrame, run));
        Assert.All(run, b => Assert.Equal(7, b));
    }

    [Fact]
    public void Decoder_SaysNo_WhenTheFrameIsLongerOrShorterOrBroken()
    {
        using var decoder = new ZstdDecoder();
        Assert.False(decoder.TryDecode(RawFrame, new byte[4]));
        Assert.False(decoder.TryDecode(RawFrame, new byte[6]));
        Assert.False(decoder.TryDecode(RawFrame.AsSpan(0, 12), new byte[5]));
        Assert.False(decoder.TryDecode([], new byte[5]));
        Assert.False(decoder.TryDecode([1, 2, 3, 4, 5, 6, 7, 8], new byte[5]));
    }

    [Theory, InlineData(1), InlineData(9), InlineData(19)]
    public void Encoder_WritesWhatTheDecoderReads(int level)
    {
        using var encoder = new ZstdEncoder(level);
        using var decoder = new ZstdDecoder();
        foreach (int length in (int[])[1, 100, 70_000])
        {
            byte[] bytes = new byte[length], packed = new byte[ZstdEncoder.Bound(length)], decoded = new byte[length];
            new Random(level).NextBytes(bytes.AsSpan(length / 2));
            int written = encoder.Encode(bytes, packed);
            Assert.True(decoder.TryDecode(packed.AsSpan(0, written), decoded));
            Assert.Equal(bytes, decoded);
        }

        Assert.Throws<ArgumentException>(() => encoder.Encode(new byte[] { 1, 2, 3 }, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZstdEncoder(23));
    }
}

using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Gdal.Codecs;

public sealed class LzwTests
{
    [Fact]
    public void Decoder_ReadsTheExampleOfTiff6()
    {
        // TIFF 6.0, section 13: the bytes 7 7 7 8 8 7 7 6 6 become the codes Clear 7 258 8 8 258 6 6 End, of 9 bits each.
        byte[] decoded = new byte[9];
        Assert.True(new LzwDecoder().TryDecode(Pack(256, 7, 258, 8, 8, 258, 6, 6, 257), decoded));
        Assert.Equal([7, 7, 7, 8, 8, 7, 7, 6, 6], decoded);
    }

    [Fact]
    public void Decoder_SaysNo_WhenTheStreamIsShortOrBroken()
    {
        var decoder = new LzwDecoder();
        Assert.False(decoder.TryDecode(Pack(256, 7, 257), new byte[2]));
        Assert.False(decoder.TryDecode(Pack(7, 7), new byte[2]));
        Assert.False(decoder.TryDecode(Pack(256, 258), new byte[2]));
        Assert.False(decoder.TryDecode(Pack(256, 7, 259), new byte[2]));
        Assert.False(decoder.TryDecode([], new byte[2]));
        Assert.True(decoder.TryDecode(Pack(256, 7, 258), new byte[2]));
        Assert.True(decoder.TryDecode([], []));
    }

    [Fact]
    public void Decoder_NeverLeavesItsBuffers_WhateverTheStream()
    {
        var decoder = new LzwDecoder();
        var random = new Random(1);
        byte[] destination = new byte[3000 + 32];
        int decoded = 0;
        for (int i = 0; i < 5000; i++)
        {
            // Codes that the table has or is about to have, but for one in five hundred.
            int[] codes = [256, random.Next(256), .. Enumerable.Range(0, random.Next(250)).Select(k => random.Next(500) == 0 ? random.Next(512) : random.Next(2) == 0 ? random.Next(256) : random.Next(258, 259 + k))];
            destination.AsSpan().Fill(0xA5);
            int length = random.Next(3000);
            decoded += decoder.TryDecode(Pack(codes), destination.AsSpan(16, length)) ? 1 : 0;
            Assert.True(destination.AsSpan(0, 16).IndexOfAnyExcept((byte)0xA5) < 0 && destination.AsSpan(16 + length).IndexOfAnyExcept((byte)0xA5) < 0);
        }

        Assert.True(decoded > 100);
    }

    private static byte[] Pack(params int[] codes)
    {
        string bits = string.Concat(codes.Select(c => Convert.ToString(c, 2).PadLeft(9, '0')));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}

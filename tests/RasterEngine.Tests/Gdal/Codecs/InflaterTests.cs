using System.IO.Compression;
using RasterEngine.Gdal.Codecs;
using Xunit;

namespace RasterEngine.Tests.Gdal.Codecs;

/// <summary>Our own decoder of zlib streams against .NET's zlib and libdeflate: what it says yes to is what they read, and it writes nowhere else.</summary>
public sealed class InflaterTests
{
    private const int Guard = 64;
    private const byte Untouched = 0xA5;

    private readonly Inflater inflater = new();

    public InflaterTests() => Assert.SkipUnless(Inflater.IsSupported, "Our own decoder needs BMI2.");

    public static TheoryData<ZLibCompressionStrategy, int> Ways()
    {
        var ways = new TheoryData<ZLibCompressionStrategy, int>();
        foreach (ZLibCompressionStrategy strategy in Enum.GetValues<ZLibCompressionStrategy>())
        {
            foreach (int level in (int[])[0, 1, 6, 9])
            {
                ways.Add(strategy, level);
            }
        }

        return ways;
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(9)]
    public void DecodesRowsOfDifferences(int level)
    {
        byte[] bytes = Differences(300_001, seed: level);
        byte[] packed = Packed(bytes, ZLibCompressionStrategy.Default, level);
        Assert.InRange(packed.Length, Inflater.FewestBytes, bytes.Length);
        Assert.Equal(bytes, Decoded(packed, bytes.Length));
        Assert.Equal(bytes, Decoded([.. packed, 1, 2, 3], bytes.Length));
    }

    [Fact]
    public void DecodesLongRuns_NearAndFarMatches_AndBytesThatWereStored()
    {
        // Differences make the first block, which decides; what follows is of every kind, distances of 1 to 40 and of up to 32 KiB among them.
        var random = new Random(5);
        List<byte> all = [.. Differences(120_000, seed: 2)];
        for (int distance = 1; distance <= 40; distance++)
        {
            byte[] pattern = new byte[distance];
            random.NextBytes(pattern);
            for (int i = 0; i < 1000; i++)
            {
                all.Add(pattern[i % distance]);
            }
        }

        byte[] noise = new byte[31_000];
        random.NextBytes(noise);
        all.AddRange([.. noise, .. noise, .. noise, .. Differences(90_000, seed: 3)]);
        byte[] bytes = [.. all];
        Assert.Equal(bytes, Decoded(Packed(bytes, ZLibCompressionStrategy.Default, 9), bytes.Length));
    }

    [Theory, MemberData(nameof(Ways))]
    public void NeverDisagreesWithZlib(ZLibCompressionStrategy strategy, int level)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            byte[] bytes = seed < 2 ? Differences(150_000, seed) : Words(150_000, seed);
            byte[]? decoded = Decoded(Packed(bytes, strategy, level), bytes.Length);
            Assert.True(decoded is null || bytes.AsSpan().SequenceEqual(decoded), $"seed {seed}");
            // Other ways write bytes rather than short matches, or codes too long for a step.
            Assert.True(decoded is not null || seed >= 2 || level < 6 || strategy != ZLibCompressionStrategy.Default, $"seed {seed} was left to others");
        }
    }

    [Fact]
    public void SaysNo_WhenTheStreamIsLongerOrShorterOrBroken()
    {
        byte[] bytes = Differences(60_000, seed: 7), packed = Packed(bytes, ZLibCompressionStrategy.Default, 6);
        Assert.Equal(bytes, Decoded(packed, bytes.Length));
        Assert.Null(Decoded(packed, bytes.Length - 1));
        Assert.Null(Decoded(packed, bytes.Length + 1));
        for (int length = packed.Length - 1; length > 0; length -= 97)
        {
            Assert.Null(Decoded(packed[..length], bytes.Length));
        }

        var random = new Random(11);
        for (int i = 0; i < 3000; i++)
        {
            byte[] mutant = [.. packed];
            int changes = random.Next(1, 4);
            for (int k = 0; k < changes; k++)
            {
                // Half of the changes hit the header and its codes, where most can go wrong.
                mutant[random.Next(2) == 0 ? random.Next(120) : random.Next(mutant.Length)] ^= (byte)(1 << random.Next(8));
            }

            byte[]? decoded = Decoded(mutant, bytes.Length);
            Assert.True(decoded is null || bytes.AsSpan().SequenceEqual(decoded), $"mutant {i}");
        }
    }

    [Fact]
    public void WritesNothingElse_WhateverTheBytes()
    {
        var random = new Random(13);
        byte[] packed = Packed(Differences(60_000, seed: 1), ZLibCompressionStrategy.Default, 6);
        for (int i = 0; i < 2000; i++)
        {
            // A good beginning, then anything: codes that mean something, and then match what never was written.
            byte[] mutant = [.. packed];
            random.NextBytes(mutant.AsSpan(random.Next(2, 3000)));
            Decoded(mutant, random.Next(1, 70_000));
        }
    }

    [Fact]
    public void LeavesOthers_WhatIsShort_OrMostlyBytes()
    {
        byte[] few = Differences(10_000, seed: 1), noise = new byte[100_000];
        Assert.Null(Decoded(Packed(few, ZLibCompressionStrategy.Default, 6), few.Length));
        new Random(1).NextBytes(noise);
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] &= 0x3F;
        }

        Assert.Null(Decoded(Packed(noise, ZLibCompressionStrategy.Default, 6), noise.Length));
        using var decoder = new DeflateDecoder();
        byte[] decoded = new byte[noise.Length];
        Assert.True(decoder.TryDecode(Packed(noise, ZLibCompressionStrategy.Default, 6), decoded));
        Assert.Equal(noise, decoded);
    }

    // Null where it says no; never a byte before or after.
    private byte[]? Decoded(byte[] packed, int bytes)
    {
        byte[] room = new byte[bytes + (2 * Guard)];
        Array.Fill(room, Untouched);
        bool isDecoded = inflater.TryDecode(packed, room.AsSpan(Guard, bytes));
        Assert.Equal(-1, room.AsSpan(0, Guard).IndexOfAnyExcept(Untouched));
        Assert.Equal(-1, room.AsSpan(Guard + bytes).IndexOfAnyExcept(Untouched));
        return isDecoded ? room[Guard..(Guard + bytes)] : null;
    }

    private static byte[] Packed(byte[] bytes, ZLibCompressionStrategy strategy, int level)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, new ZLibCompressionOptions { CompressionLevel = level, CompressionStrategy = strategy }, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    // Small 16-bit numbers around zero, as a predictor leaves them: matches are short and everywhere.
    private static byte[] Differences(int length, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i + 1 < length; i += 2)
        {
            int value = (int)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 12);
            (bytes[i], bytes[i + 1]) = ((byte)value, (byte)(value >> 8));
        }

        return bytes;
    }

    // A few words over and over: long matches of all lengths.
    private static byte[] Words(int length, int seed)
    {
        var random = new Random(seed);
        byte[][] words = [.. Enumerable.Range(0, 200).Select(_ => new byte[random.Next(1, 400)])];
        List<byte> all = [];
        while (all.Count < length)
        {
            byte[] word = words[random.Next(words.Length)];
            if (all.Count < 30_000)
            {
                random.NextBytes(word);
            }

            all.AddRange(word);
        }

        return [.. all.Take(length)];
    }
}

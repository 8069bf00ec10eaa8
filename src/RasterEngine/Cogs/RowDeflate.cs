using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Cogs;

/// <summary>
/// Encodes rows of pixels as a zlib stream (RFC 1950, 1951). Classes lie in runs and repeat the row above, so a match is looked for at these two places alone, for 64
/// bytes at once: several times as fast as a general encoder, for files of about the same size. The bytes depend on the pixels alone, not on a library's version.
/// One a worker; allocates once.
/// </summary>
internal sealed class RowDeflate
{
    private const int LongestMatch = 258, LiteralSymbols = 286, EndOfBlock = 256, LengthSymbols = 19, LongestStored = ushort.MaxValue, Slack = 8;
    private const ushort Header = 0x7801;

    // A word read at any bit has at least so many bits of the bits asked for.
    private const int BitsOfWord = 57;

    // RFC 1951 §3.2.7.
    private static readonly byte[] OrderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly int near, above;
    private readonly ulong[] likeNear, likeAbove;

    // Literals as they are, matches as 256 + 2 × length, plus 1 when it is the row above that is repeated.
    private readonly ushort[] tokens;
    private readonly int[] counts = new int[LiteralSymbols], otherCounts = new int[256], lengthCounts = new int[LengthSymbols];

    // Word and, above it, bits of each literal.
    private readonly uint[] literalWords = new uint[256];
    private readonly HuffmanCode literals = new(LiteralSymbols, 15), lengths = new(LengthSymbols, 7);
    private readonly byte[] described = new byte[LiteralSymbols + 30];
    private readonly DeflateSymbol nearDistance, aboveDistance;

    /// <param name="bytes">Of a block, at most.</param>
    /// <param name="pixelBytes">From a pixel to its neighbour.</param>
    /// <param name="rowBytes">From a pixel to the one below it, 32,768 at most.</param>
    public RowDeflate(int bytes, int pixelBytes, int rowBytes)
    {
        (near, above) = (pixelBytes, rowBytes);
        (nearDistance, aboveDistance) = (DeflateSymbol.OfDistance(near), DeflateSymbol.OfDistance(above));
        if (near >= above || nearDistance.Symbol == aboveDistance.Symbol)
        {
            throw new ArgumentException($"rows of {rowBytes} bytes with {pixelBytes} a pixel; expected several pixels a row");
        }

        likeNear = new ulong[(bytes / 64) + 2];
        likeAbove = new ulong[likeNear.Length];
        tokens = new ushort[bytes];
    }

    /// <summary>Bytes of a destination that holds any stream of so many bytes.</summary>
    public static int Bound(int bytes) => bytes + (5 * (1 + (bytes / LongestStored))) + 6 + Slack;

    /// <param name="bytes">A block; not empty.</param>
    /// <param name="to">As long as <see cref="Bound"/> says.</param>
    /// <returns>Bytes of the stream.</returns>
    public int Encode(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        if (bytes.IsEmpty || bytes.Length > tokens.Length || to.Length < Bound(bytes.Length))
        {
            throw new ArgumentException($"{bytes.Length} bytes into {to.Length}; expected up to {tokens.Length} into {Bound(bytes.Length)}", nameof(bytes));
        }

        FindLike(bytes, near, likeNear);
        FindLike(bytes, above, likeAbove);
        int tokenCount = Tokenise(bytes);
        literals.Make(counts);
        int described = Describe(out int literalSymbols);
        lengths.Make(lengthCounts);

        BinaryPrimitives.WriteUInt16BigEndian(to, Header);
        int end = 2 + (BitsNeeded(described) < 8L * bytes.Length ? WriteBlock(tokenCount, described, literalSymbols, to[2..]) : WriteStored(bytes, to[2..]));
        BinaryPrimitives.WriteUInt32BigEndian(to[end..], Adler32.Of(bytes));
        return end + sizeof(uint);
    }

    // Bit i is set when byte i equals the one so many bytes before it.
    private static void FindLike(ReadOnlySpan<byte> bytes, int distance, ulong[] like)
    {
        Array.Clear(like);
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        for (int start = 0; start < bytes.Length; start += 64)
        {
            if (start >= distance && start + 64 <= bytes.Length)
            {
                like[start / 64] = Vector512.Equals(Vector512.LoadUnsafe(ref first, (nuint)start), Vector512.LoadUnsafe(ref first, (nuint)(start - distance))).ExtractMostSignificantBits();
            }
            else
            {
                for (int i = Math.Max(start, distance); i < Math.Min(start + 64, bytes.Length); i++)
                {
                    like[start / 64] |= bytes[i] == bytes[i - distance] ? 1UL << (i - start) : 0;
                }
            }
        }
    }

    // Literals up to where one of the two matches is worth it, then the longer one. Counts the symbols.
    private int Tokenise(ReadOnlySpan<byte> bytes)
    {
        Array.Clear(counts);
        Array.Clear(otherCounts);
        counts[EndOfBlock] = 1;
        int tokenCount = 0;
        for (int i = 0; i < bytes.Length;)
        {
            int end = Math.Min(NextMatch(i), bytes.Length);
            ReadOnlySpan<byte> literals = bytes[i..end];
            Span<ushort> to = tokens.AsSpan(tokenCount, literals.Length);
            int pairs = literals.Length & ~1;
            for (int k = 0; k < pairs; k += 2)
            {
                // Two counts in turn: neighbours are often alike, and one sum would wait for the other.
                counts[to[k] = literals[k]]++;
                otherCounts[to[k + 1] = literals[k + 1]]++;
            }

            if (pairs < literals.Length)
            {
                counts[to[pairs] = literals[pairs]]++;
            }

            tokenCount += literals.Length;
            i = end;
            if (i < bytes.Length)
            {
                int run = Run(likeNear, i), repeat = Run(likeAbove, i), length = Math.Max(run, repeat);
                tokens[tokenCount++] = (ushort)(256 + (2 * length) + (repeat > run ? 1 : 0));
                counts[DeflateSymbol.OfLength(length).Symbol]++;
                i += length;
            }
        }

        for (int value = 0; value < otherCounts.Length; value++)
        {
            counts[value] += otherCounts[value];
        }

        return tokenCount;
    }

    // The first place from this one on where either match has three bytes; beyond the block when there is none.
    private int NextMatch(int place)
    {
        int word = place / 64;
        ulong starts = Starts(likeNear, word) | Starts(likeAbove, word);
        starts &= ulong.MaxValue << (place % 64);
        while (starts == 0)
        {
            if (++word >= likeNear.Length - 1)
            {
                return int.MaxValue;
            }

            starts = Starts(likeNear, word) | Starts(likeAbove, word);
        }

        return (word * 64) + BitOperations.TrailingZeroCount(starts);

        static ulong Starts(ulong[] like, int word)
        {
            ulong bits = like[word], following = like[word + 1];
            return bits & ((bits >> 1) | (following << 63)) & ((bits >> 2) | (following << 62));
        }
    }

    // Set bits from a place on, as many as a match may have.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run(ulong[] like, int place)
    {
        ref byte bits = ref Unsafe.As<ulong, byte>(ref MemoryMarshal.GetArrayDataReference(like));
        int run = 0;
        do
        {
            int found = BitOperations.TrailingZeroCount(~(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bits, (place + run) >> 3)) >> ((place + run) & 7)));
            if (found < BitsOfWord)
            {
                return Math.Min(run + found, LongestMatch);
            }

            run += BitsOfWord;
        }
        while (run < LongestMatch);
        return LongestMatch;
    }

    // Lengths of all code words in the alphabet of RFC 1951 §3.2.7: 0 to 15 themselves, 16 the last one 3 to 6 times more, 17 and 18 zeros. Each is followed by its repeats.
    private int Describe(out int literalSymbols)
    {
        literalSymbols = LiteralSymbols;
        while (literals.Lengths[literalSymbols - 1] == 0)
        {
            literalSymbols--;
        }

        Span<byte> all = stackalloc byte[LiteralSymbols + 30];
        int total = literalSymbols + aboveDistance.Symbol + 1, written = 0;
        literals.Lengths.AsSpan(0, literalSymbols).CopyTo(all);
        // Two distances, a bit each.
        all[literalSymbols + nearDistance.Symbol] = all[literalSymbols + aboveDistance.Symbol] = 1;
        Array.Clear(lengthCounts);
        for (int i = 0; i < total;)
        {
            int same = 1;
            while (i + same < total && all[i + same] == all[i])
            {
                same++;
            }

            if (all[i] == 0 && same >= 3)
            {
                int zeros = Math.Min(same, 138);
                Add(zeros <= 10 ? 17 : 18, zeros - (zeros <= 10 ? 3 : 11));
                i += zeros;
            }
            else
            {
                Add(all[i], -1);
                i++;
                for (int left = same - 1; all[i - 1] != 0 && left >= 3; left = same - 1)
                {
                    int repeated = Math.Min(left, 6);
                    Add(16, repeated - 3);
                    (i, same) = (i + repeated, same - repeated);
                }
            }
        }

        return written;

        void Add(int symbol, int extra)
        {
            lengthCounts[symbol]++;
            described[written++] = (byte)symbol;
            if (extra >= 0)
            {
                described[written++] = (byte)extra;
            }
        }
    }

    private long BitsNeeded(int describedBytes)
    {
        // The description is short beside the block; its longest form is counted.
        long bits = 17 + (LengthSymbols * 3) + (describedBytes * 14L);
        for (int symbol = 0; symbol < LiteralSymbols; symbol++)
        {
            bits += (long)counts[symbol] * (literals.Lengths[symbol] + (symbol > EndOfBlock ? 1 + aboveDistance.ExtraBits + DeflateSymbol.ExtraBitsOf(symbol) : 0));
        }

        return bits;
    }

    private int WriteBlock(int tokenCount, int describedBytes, int literalSymbols, Span<byte> to)
    {
        var bits = new BitWriter(to);
        // The last block, of its own codes.
        bits.Write(0b101, 3);
        bits.Write((ulong)(literalSymbols - 257), 5);
        bits.Write((ulong)aboveDistance.Symbol, 5);
        int ordered = LengthSymbols;
        while (lengths.Lengths[OrderOfLengths[ordered - 1]] == 0)
        {
            ordered--;
        }

        bits.Write((ulong)(ordered - 4), 4);
        for (int i = 0; i < ordered; i++)
        {
            bits.Write(lengths.Lengths[OrderOfLengths[i]], 3);
        }

        for (int i = 0; i < describedBytes; i++)
        {
            int symbol = described[i];
            bits.Write(lengths.Words[symbol], lengths.Lengths[symbol]);
            if (symbol >= 16)
            {
                bits.Write(described[++i], symbol == 16 ? 2 : symbol == 17 ? 3 : 7);
            }
        }

        // Words of the distances: the nearer, being first, is 0.
        ulong aboveWord = 1UL | ((ulong)aboveDistance.Extra << 1), nearWord = (ulong)nearDistance.Extra << 1;
        for (int value = 0; value < literalWords.Length; value++)
        {
            literalWords[value] = literals.Words[value] | ((uint)literals.Lengths[value] << 16);
        }

        uint[] words = literalWords;
        foreach (ushort token in tokens.AsSpan(0, tokenCount))
        {
            if (token < words.Length)
            {
                bits.Write((ushort)words[token], (int)(words[token] >> 16));
                continue;
            }

            DeflateSymbol length = DeflateSymbol.OfLength((token - 256) >> 1);
            int wordBits = literals.Lengths[length.Symbol];
            ulong word = literals.Words[length.Symbol] | ((ulong)length.Extra << wordBits);
            wordBits += length.ExtraBits;
            bool isAbove = (token & 1) == 1;
            bits.Write(word | ((isAbove ? aboveWord : nearWord) << wordBits), wordBits + 1 + (isAbove ? aboveDistance : nearDistance).ExtraBits);
        }

        bits.Write(literals.Words[EndOfBlock], literals.Lengths[EndOfBlock]);
        bits.Align();
        return bits.Bytes;
    }

    // Noise: blocks that are not compressed.
    private static int WriteStored(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        int at = 0;
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, LongestStored);
            to[at] = (byte)(length == bytes.Length ? 1 : 0);
            BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 1)..], (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(to[(at + 3)..], (ushort)~length);
            bytes[..length].CopyTo(to[(at + 5)..]);
            at += 5 + length;
            bytes = bytes[length..];
        }

        return at;
    }
}

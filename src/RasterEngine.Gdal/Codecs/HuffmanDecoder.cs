using System.Runtime.CompilerServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>One alphabet's prefix code (RFC 1951 §3.2.2), told by the length of each symbol's code: a table for short codes, a search among the lengths for long ones.</summary>
/// <param name="tableBits">Codes of up to so many bits are looked up.</param>
/// <param name="symbols">The most symbols of the alphabet.</param>
internal sealed class HuffmanDecoder(int tableBits, int symbols)
{
    /// <summary>The most bits of a code.</summary>
    public const int MostBits = 15;

    /// <summary>What <see cref="Find"/> returns for bits that begin no code.</summary>
    public const int NoSymbol = -1;

    // A symbol in the high bits and the length of its code in the low four; 0 where a code is longer, or none.
    private const int LengthBits = 4;
    private static readonly byte[] ReversedBytes = [.. Enumerable.Range(0, 256).Select(ReverseByte)];
    private readonly ushort[] table = new ushort[1 << tableBits], codes = new ushort[symbols], sorted = new ushort[symbols];
    private readonly int[] counts = new int[MostBits + 1], firstCodes = new int[MostBits + 1], firstPlaces = new int[MostBits + 1];
    private readonly byte[] lengths = new byte[symbols];

    /// <summary>The bits of a symbol's code, 0 for one that does not occur.</summary>
    public int Length(int symbol) => lengths[symbol];

    /// <summary>A symbol's code, its first bit lowest, as it lies in the stream.</summary>
    public int Code(int symbol) => codes[symbol];

    /// <summary>Takes the code that these lengths stand for.</summary>
    /// <returns>False for lengths of no prefix code, and for one that leaves bits without meaning, unless there is one code at most.</returns>
    public bool TryTake(ReadOnlySpan<byte> codeLengths)
    {
        lengths.AsSpan(codeLengths.Length).Clear();
        codeLengths.CopyTo(lengths);
        Array.Clear(counts);
        foreach (byte length in codeLengths)
            counts[length]++;
        int used = codeLengths.Length - counts[0], code = 0, place = 0;
        counts[0] = 0;
        for (int length = 1; length <= MostBits; length++)
        {
            code = (code + counts[length - 1]) << 1;
            if (code + counts[length] > 1 << length)
                return false;
            (firstCodes[length], firstPlaces[length]) = (code, place);
            place += counts[length];
        }
        if (code + counts[MostBits] != 1 << MostBits && used > 1)
            return false;

        Array.Clear(table);
        Span<int> next = stackalloc int[MostBits + 1];
        next.Clear();
        for (int symbol = 0; symbol < codeLengths.Length; symbol++)
        {
            int length = codeLengths[symbol];
            if (length == 0)
                continue;
            int number = next[length]++;
            sorted[firstPlaces[length] + number] = (ushort)symbol;
            int reversed = Reverse((uint)(firstCodes[length] + number)) >> (MostBits - length);
            codes[symbol] = (ushort)reversed;
            for (int i = reversed; length <= tableBits && i < table.Length; i += 1 << length)
                table[i] = (ushort)((symbol << LengthBits) | length);
        }
        return true;
    }

    /// <summary>The symbol whose code these bits begin with, lowest first.</summary>
    /// <param name="bits">At least <see cref="MostBits"/>.</param>
    /// <param name="length">The bits of its code.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong bits, out int length)
    {
        int entry = table[bits & ((1ul << tableBits) - 1)];
        length = entry & ((1 << LengthBits) - 1);
        return entry != 0 ? entry >> LengthBits : FindLong(bits, out length);
    }

    private int FindLong(ulong bits, out int length)
    {
        int reversed = Reverse((uint)bits & ((1 << MostBits) - 1));
        for (length = tableBits + 1; length <= MostBits; length++)
        {
            int number = (reversed >> (MostBits - length)) - firstCodes[length];
            if (number >= 0 && number < counts[length])
                return sorted[firstPlaces[length] + number];
        }
        length = 0;
        return NoSymbol;
    }

    // Of fifteen bits.
    private static int Reverse(uint bits) => (ReversedBytes[(byte)bits] << 7) | (ReversedBytes[bits >> 8] >> 1);

    private static byte ReverseByte(int value)
    {
        int reversed = 0;
        for (int bit = 0; bit < 8; bit++)
            reversed |= ((value >> bit) & 1) << (7 - bit);
        return (byte)reversed;
    }
}

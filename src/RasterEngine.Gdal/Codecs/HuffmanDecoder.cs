using System.Runtime.CompilerServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>One alphabet's prefix code (RFC 1951 §3.2.2), told by the length of each symbol's code: a table, and for codes that are longer a second one behind each beginning that they share.</summary>
/// <param name="tableBits">Codes of up to so many bits are looked up.</param>
/// <param name="symbols">The most symbols of the alphabet.</param>
internal sealed class HuffmanDecoder(int tableBits, int symbols)
{
    /// <summary>The most bits of a code.</summary>
    public const int MostBits = 15;

    /// <summary>What <see cref="Find"/> returns for bits that begin no code.</summary>
    public const int NoSymbol = -1;

    // A symbol in the high bits and the length of its code in the low four. Where codes are longer the length is 0 and the high bits tell which of the second
    // tables, from 1 on, tells on; 0 where there is no code.
    private const int LengthBits = 4;
    private static readonly byte[] ReversedBytes = [.. Enumerable.Range(0, 256).Select(ReverseByte)];
    private readonly ushort[] table = new ushort[(1 << tableBits) + (symbols << (MostBits - tableBits))], codes = new ushort[symbols];
    private readonly int[] counts = new int[MostBits + 1], nextCodes = new int[MostBits + 1];
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
        int used = codeLengths.Length - counts[0], code = 0;
        counts[0] = 0;
        for (int length = 1; length <= MostBits; length++)
        {
            code = (code + counts[length - 1]) << 1;
            if (code + counts[length] > 1 << length)
                return false;
            nextCodes[length] = code;
        }
        if (code + counts[MostBits] != 1 << MostBits && used > 1)
            return false;

        Array.Clear(table, 0, 1 << tableBits);
        int tables = 0;
        for (int symbol = 0; symbol < codeLengths.Length; symbol++)
        {
            int length = codeLengths[symbol];
            if (length == 0)
                continue;
            int reversed = Reverse((uint)nextCodes[length]++) >> (MostBits - length);
            codes[symbol] = (ushort)reversed;
            ushort entry = (ushort)((symbol << LengthBits) | length);
            if (length <= tableBits)
                Fill(table.AsSpan(0, 1 << tableBits), reversed, 1 << length, entry);
            else
                Fill(Second(reversed & ((1 << tableBits) - 1), ref tables), reversed >> tableBits, 1 << (length - tableBits), entry);
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
        if ((entry & ((1 << LengthBits) - 1)) == 0 && entry != 0)
            entry = table[(1 << tableBits) + (((entry >> LengthBits) - 1) << (MostBits - tableBits)) + (int)((bits & ((1ul << MostBits) - 1)) >> tableBits)];
        length = entry & ((1 << LengthBits) - 1);
        return entry != 0 ? entry >> LengthBits : NoSymbol;
    }

    private Span<ushort> Second(int beginning, ref int tables)
    {
        bool isNew = table[beginning] == 0;
        if (isNew)
            table[beginning] = (ushort)(++tables << LengthBits);
        int length = 1 << (MostBits - tableBits);
        Span<ushort> second = table.AsSpan((1 << tableBits) + (((table[beginning] >> LengthBits) - 1) * length), length);
        if (isNew)
            second.Clear();
        return second;
    }

    private static void Fill(Span<ushort> entries, int first, int step, ushort entry)
    {
        for (int i = first; i < entries.Length; i += step)
            entries[i] = entry;
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

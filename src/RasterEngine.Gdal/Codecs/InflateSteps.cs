using System.Runtime.CompilerServices;
using static RasterEngine.Gdal.Codecs.InflateAlphabet;

namespace RasterEngine.Gdal.Codecs;

/// <summary>
/// The table of steps of one block. Rasters after a predictor are short matches with a byte now and then; matches of up to ten bytes have no bits between
/// the length's code and the distance's, so a byte, a length and a distance are one entry wherever their codes fit.
/// </summary>
internal sealed unsafe class InflateSteps
{
    /// <summary>Bits that choose a step: a table of 16 KiB leaves half the nearest cache to what is copied.</summary>
    public const int Bits = 11;

    private const int Count = 1 << Bits;

    // Where no step fits: no code is as long, and the length is more than the distance.
    private static readonly ulong none = Pack(new InflateStep { CodeBits = byte.MaxValue, Length = 1 });

    // Pinned, so that they have an address; matches alone first, to be put behind bytes.
    private readonly ulong[] steps = GC.AllocateArray<ulong>(Count, pinned: true), matches = GC.AllocateArray<ulong>(Count, pinned: true);

    public InflateStep* Table => (InflateStep*)Unsafe.AsPointer(ref steps[0]);

    /// <summary>Makes the table of a block with these codes.</summary>
    /// <returns>The part of the bits' values that hold a match, as likely as the code takes them to be.</returns>
    public double Make(HuffmanDecoder literals, HuffmanDecoder distances)
    {
        Array.Fill(matches, none);
        for (int symbol = FirstLength; symbol < FirstWideLength; symbol++)
        {
            if (literals.Length(symbol) > 0)
                AddMatches(literals.Length(symbol), literals.Code(symbol), ShortestLengths[symbol - FirstLength], distances);
        }
        matches.CopyTo(steps, 0);
        int alone = 0;
        for (int symbol = 0; symbol < EndOfBlock; symbol++)
        {
            int length = literals.Length(symbol);
            if (length is > 0 and <= Bits)
                alone += AddByte((byte)symbol, length, literals.Code(symbol));
        }
        return 1 - ((alone + steps.AsSpan().Count(none)) / (double)Count);
    }

    private void AddMatches(int lengthBits, int lengthCode, int length, HuffmanDecoder distances)
    {
        for (int symbol = 0; symbol < DistanceBits.Length; symbol++)
        {
            int bits = lengthBits + distances.Length(symbol);
            if (bits == lengthBits || bits > Bits)
                continue;
            ulong step = Pack(new InflateStep { Bits = (byte)(bits + DistanceBits[symbol]), CodeBits = (byte)bits, Length = (byte)length, Distance = ShortestDistances[symbol] });
            for (int i = lengthCode | (distances.Code(symbol) << lengthBits); i < Count; i += 1 << bits)
                matches[i] = step;
        }
    }

    // The byte alone, or with the match behind it where the bits left hold one: chosen without a branch, for neither is the rule.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddByte(byte value, int bits, int code)
    {
        ulong added = Pack(new InflateStep { Bits = (byte)bits, CodeBits = (byte)bits, Bytes = 1, Byte = value });
        ulong alone = Pack(new InflateStep { Bits = (byte)bits, CodeBits = (byte)bits, Bytes = 1, Byte = value, Distance = InflateStep.NoMatch });
        int left = Bits - bits, withMatch = 0;
        for (int i = 0; i < 1 << left; i++)
        {
            ulong match = matches[i];
            long fits = ((int)(byte)(match >> 8) - left - 1) >> 31;
            steps[code | (i << bits)] = ((ulong)fits & (match + added)) | (~(ulong)fits & alone);
            withMatch -= (int)fits;
        }
        return (1 << left) - withMatch;
    }

    private static ulong Pack(InflateStep step) => *(ulong*)&step;
}

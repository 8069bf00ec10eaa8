using System.Numerics;

namespace RasterEngine.Cogs;

/// <summary>How RFC 1951 §3.2.5 writes a length or a distance: a symbol and extra bits.</summary>
/// <param name="Symbol">257 to 285 for lengths, 0 to 29 for distances.</param>
/// <param name="ExtraBits">How many follow the symbol's word.</param>
/// <param name="Extra">Their number.</param>
internal readonly record struct DeflateSymbol(ushort Symbol, byte ExtraBits, ushort Extra)
{
    private const int ShortestLength = 3, LongestLength = 258, FirstLength = 257, LastLength = 285;

    private static readonly DeflateSymbol[] Lengths = [.. Enumerable.Range(0, LongestLength + 1).Select(l => l < ShortestLength ? default : MakeLength(l))];

    /// <param name="length">3 to 258.</param>
    public static DeflateSymbol OfLength(int length) => Lengths[length];

    /// <param name="distance">1 to 32,768.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too far.</exception>
    public static DeflateSymbol OfDistance(int distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, 1 << 15);
        return Of(distance - 1, 1);
    }

    /// <param name="lengthSymbol">257 to 285.</param>
    public static int ExtraBitsOf(int lengthSymbol) => lengthSymbol == LastLength ? 0 : Math.Max(0, ((lengthSymbol - FirstLength) >> 2) - 1);

    private static DeflateSymbol MakeLength(int length)
    {
        DeflateSymbol made = Of(length - ShortestLength, 2);
        return length == LongestLength ? new(LastLength, 0, 0) : made with { Symbol = (ushort)(FirstLength + made.Symbol) };
    }

    // Both tables have 2ᵏ symbols a power of two, after the first 2ᵏ⁺¹ numbers, which have one each.
    private static DeflateSymbol Of(int number, int k)
    {
        int extraBits = Math.Max(0, BitOperations.Log2((uint)Math.Max(number, 1)) - k);
        int symbol = (extraBits << k) + (number >> extraBits);
        return new((ushort)symbol, (byte)extraBits, (ushort)(number & ((1 << extraBits) - 1)));
    }
}

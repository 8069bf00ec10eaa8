using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// One date's index on 16-bit lanes. Stored numbers within a window that holds nothing excluded are told from its lower end, 0..32,767, so that numerator
/// and denominator are exact in 32 bits. What lies outside the window is sorted out by its reasons, or by the exact formula.
/// </summary>
internal sealed record WordForm
{
    /// <summary>Most numbers in a window: what a signed 16-bit factor reaches.</summary>
    private const int WindowLength = 32768;

    /// <summary>Lower end of the window, as stored (its low 16 bits).</summary>
    public required short From { get; init; }

    /// <summary>The last number of the window, told from its lower end.</summary>
    public required short Last { get; init; }

    /// <summary>Pair of coefficients of the index's numerator, and its constant.</summary>
    public required (int Pair, int Constant) Numerator { get; init; }

    /// <summary>The same of its denominator, which is greater than 0 in the whole window.</summary>
    public required (int Pair, int Constant) Denominator { get; init; }

    public required WordIndex Index { get; init; }

    /// <summary>Whether no index in the window reaches <see cref="WordIndex.Extreme"/>, as none of a normalised difference does.</summary>
    public required bool IsBounded { get; init; }

    /// <summary>Null when a coefficient needs more than 16 bits (scales of many digits), or nothing can be observed.</summary>
    public static WordForm? Of<T>(DateForm date, WordIndex index)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        (int from, int to) = Window<T>(date);
        return from <= to && index.HoldsThresholds && Lowest(date.M, from, to) > 0 && Words(date.N, from) is { } numerator && Words(date.M, from) is { } denominator
            ? new() { From = unchecked((short)from), Last = (short)(to - from), Numerator = numerator, Denominator = denominator, Index = index, IsBounded = Bounded(date, index, from, to) }
            : null;
    }

    /// <summary>All of it spread over lanes, a vector of <paramref name="count"/> lanes each, in the order of <see cref="WordDate{T}"/>.</summary>
    public short[] Spread(int count)
    {
        int from = Both(From), last = Both(Last);
        ReadOnlySpan<int> constants = [from, last, Numerator.Pair, Numerator.Constant, Denominator.Pair, Denominator.Constant, .. Index.Doubtful.Select(Both)];
        var spread = new short[constants.Length * count];
        for (int i = 0; i < spread.Length; i++)
        {
            spread[i] = (short)(constants[i / count] >> (16 * (i & 1)));
        }

        return spread;

        static int Both(short word) => (word << 16) | (ushort)word;
    }

    // The window begins above the smallest reflectance that is not negative: at it, both bands' sum may be 0.
    private static (int From, int To) Window<T>(DateForm date)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int least = int.CreateChecked(T.MinValue), most = int.CreateChecked(T.MaxValue);
        BigInteger above = BigInteger.Max(Smallest(date.X), Smallest(date.Y)) + 1;
        if (above > most)
        {
            return (0, -1);
        }

        int from = Math.Max((int)above, least), to = Math.Min(from + WindowLength - 1, most);
        foreach (double? excluded in (double?[])[date.X.NoData, date.X.Saturated, date.Y.NoData, date.Y.Saturated])
        {
            // A value between whole numbers excludes none; rounding towards it costs one number at most.
            if (excluded is { } value && value >= from && value <= to)
            {
                (from, to) = value - from < to - value ? ((int)Math.Floor(value) + 1, to) : (from, (int)Math.Ceiling(value) - 1);
            }
        }

        return (from, to);

        BigInteger Smallest(BandForm band) => band.MayBeNegative ? Math.Max(least, -WindowLength / 2) - 1 : band.SmallestNonNegative();
    }

    // The denominator being positive, the quotient of two straight functions is largest, and least, at a corner.
    private static bool Bounded(DateForm date, WordIndex index, int from, int to) =>
        new (int X, int Y)[] { (from, from), (from, to), (to, from), (to, to) }.All(c => BigInteger.Abs(At(date.N, c)) * index.Unit < (WordIndex.Extreme - 1) * At(date.M, c));

    private static BigInteger At(BigInteger[] c, (int X, int Y) at) => (c[0] * at.X) + (c[1] * at.Y) + c[2];

    private static BigInteger Lowest(BigInteger[] c, int from, int to) =>
        BigInteger.Min(c[0] * from, c[0] * to) + BigInteger.Min(c[1] * from, c[1] * to) + c[2];

    private static (int Pair, int Constant)? Words(BigInteger[] c, int from)
    {
        BigInteger constant = c[2] + ((c[0] + c[1]) * from);
        // −32,768 is left out as a factor, so that no sum of two products overflows.
        BigInteger reach = ((BigInteger.Abs(c[0]) + BigInteger.Abs(c[1])) * WindowLength) + BigInteger.Abs(constant);
        return reach <= int.MaxValue && BigInteger.Abs(c[0]) <= short.MaxValue && BigInteger.Abs(c[1]) <= short.MaxValue
            ? (((int)c[1] << 16) | (ushort)(short)c[0], (int)constant)
            : null;
    }
}

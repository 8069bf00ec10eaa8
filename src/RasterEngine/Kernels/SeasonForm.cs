using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>A season's dates, the days they fall on and the rule they are held against: everything a season kernel needs to know, as exact numbers.</summary>
public sealed class SeasonForm
{
    // Whole numbers up to here are exact in double, and fractions whose product of terms stays half below it keep their order when divided out.
    private static readonly BigInteger ExactLimit = BigInteger.Pow(2, 53);

    /// <param name="dates">One a date, in order.</param>
    /// <param name="days">The day of each, ascending, from 1: counted from 1 January of the first date's year and on past its end.</param>
    /// <param name="rule">What makes a crop.</param>
    /// <exception cref="ArgumentException">Days that do not ascend, or a rule that contradicts itself.</exception>
    public SeasonForm(IReadOnlyList<DateForm> dates, IReadOnlyList<int> days, SeasonRule rule)
    {
        ArgumentNullException.ThrowIfNull(dates);
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(rule);
        if (dates.Count == 0 || days.Count != dates.Count || days[0] < 1 || days[^1] > ushort.MaxValue || days.Zip(days.Skip(1)).Any(d => d.First >= d.Second))
        {
            throw new ArgumentException($"{dates.Count} dates on {days.Count} days; expected as many of both, at least one, and days that ascend within 1..{ushort.MaxValue}");
        }

        if (rule.BareAt >= rule.PeakAt || rule.Amplitude < 0m || rule.MinClear < 1 || rule.MaxGapDays < 1 || rule.LossWithinDays < 0)
        {
            throw new ArgumentException($"a peak at {rule.PeakAt}, bare at {rule.BareAt}, an amplitude of {rule.Amplitude}, {rule.MinClear} clear dates, gaps of {rule.MaxGapDays} days; expected bare below peak and nothing negative");
        }

        (Dates, Days, Rule) = ([.. dates], [.. days], rule);

        // The appended 1 becomes the common denominator Q of all four decimals.
        BigInteger[] integers = DecimalInteger.ToIntegers(rule.PeakAt, rule.BareAt, rule.VegetatedAt ?? 0m, rule.Amplitude, 1m);
        (Peak, Bare, Vegetated, Amplitude, Q) = (integers[0], integers[1], integers[2], integers[3], integers[4]);
    }

    public DateForm[] Dates { get; }

    /// <summary>The day of each date, from 1.</summary>
    public int[] Days { get; }

    public SeasonRule Rule { get; }

    /// <summary>Each threshold is this ÷ <see cref="Q"/>.</summary>
    internal BigInteger Peak { get; }

    internal BigInteger Bare { get; }

    internal BigInteger Vegetated { get; }

    internal BigInteger Amplitude { get; }

    internal BigInteger Q { get; }

    /// <summary>
    /// Whether whole stored numbers up to <paramref name="largestStored"/> are compared exactly: every product of a threshold test is a whole number
    /// below 2⁵³, and two different fractions n₁/m₁ ≠ n₂/m₂ differ by at least 1/(m₁m₂), more than a quotient rounded to double can hide while n·m ≤ 2⁵².
    /// </summary>
    internal bool IsExact(BigInteger largestStored)
    {
        BigInteger n = Dates.Max(d => Reach(d.N)), m = Dates.Max(d => Reach(d.M));
        BigInteger thresholds = BigInteger.Max(Q, BigInteger.Max(BigInteger.Abs(Peak), BigInteger.Max(BigInteger.Abs(Bare), BigInteger.Abs(Vegetated))));
        return n * thresholds < ExactLimit && m * thresholds < ExactLimit && n * m * 2 <= ExactLimit;

        BigInteger Reach(BigInteger[] c) => ((BigInteger.Abs(c[0]) + BigInteger.Abs(c[1])) * largestStored) + BigInteger.Abs(c[2]);
    }
}

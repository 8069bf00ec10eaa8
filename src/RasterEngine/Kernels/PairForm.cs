using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>Two dates and the thresholds they are compared at: everything a comparison kernel needs to know, as exact numbers.</summary>
public sealed class PairForm
{
    /// <param name="before">The earlier date.</param>
    /// <param name="after">The later date.</param>
    /// <param name="thresholds">T₀ &lt; T₁ &lt; T₂; vegetated means index ≥ T₁.</param>
    /// <param name="changes">0 ≤ D₀ ≤ D₁ ≤ D₂; a change is one of at least D₁.</param>
    public PairForm(DateForm before, DateForm after, ReadOnlySpan<decimal> thresholds, ReadOnlySpan<decimal> changes)
    {
        if (thresholds.Length != Cell.ThresholdCount || changes.Length != Cell.ChangeCount)
        {
            throw new ArgumentException($"expected {Cell.ThresholdCount} thresholds and {Cell.ChangeCount} changes; found {thresholds.Length} and {changes.Length}");
        }

        Before = before;
        After = after;
        Thresholds = [.. thresholds];
        Changes = [.. changes];

        // The appended 1 becomes the common denominator Q of all six decimals.
        BigInteger[] integers = DecimalInteger.ToIntegers([.. thresholds, .. changes, 1m]);
        P = integers[..Cell.ThresholdCount];
        R = integers[Cell.ThresholdCount..^1];
        Q = integers[^1];
    }

    public DateForm Before { get; }

    public DateForm After { get; }

    public decimal[] Thresholds { get; }

    public decimal[] Changes { get; }

    /// <summary>Threshold k is P[k] ÷ Q.</summary>
    internal BigInteger[] P { get; }

    /// <summary>Change threshold k is R[k] ÷ Q.</summary>
    internal BigInteger[] R { get; }

    internal BigInteger Q { get; }

    /// <summary>The largest magnitude that any step of the exact comparison can reach for stored values up to <paramref name="largestStored"/>.</summary>
    internal BigInteger LargestIntermediate(BigInteger largestStored)
    {
        static BigInteger Reach(BigInteger[] c, BigInteger v) => ((BigInteger.Abs(c[0]) + BigInteger.Abs(c[1])) * v) + BigInteger.Abs(c[2]);

        BigInteger n = BigInteger.Max(Reach(Before.N, largestStored), Reach(After.N, largestStored));
        BigInteger m = BigInteger.Max(Reach(Before.M, largestStored), Reach(After.M, largestStored));
        BigInteger factor = BigInteger.Max(Q, P.Concat(R).Max(BigInteger.Abs));
        return BigInteger.Max(2 * factor * (n + m), 4 * factor * m * (n + m));
    }
}

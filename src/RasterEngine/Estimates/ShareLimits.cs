using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace RasterEngine.Estimates;

/// <summary>Confidence limits of a share from x of n units.</summary>
public static class ShareLimits
{
    /// <summary>Fewer found, or fewer not found, than this: Wilson's limits may be too narrow, Clopper and Pearson's are not (algorithms.md §14).</summary>
    private const double Few = 5;

    private const double RootAccuracy = 1e-15;

    /// <summary>Clopper–Pearson where x or n − x is below 5, Wilson elsewhere; x and n may be fractions (effective numbers).</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval Of(double x, double n, double level) => x < Few || n - x < Few ? ClopperPearson(x, n, level) : Wilson(x, n, level);

    /// <summary>The score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209).</summary>
    /// <param name="x">Units found, 0 to n.</param>
    /// <param name="n">Units, above 0.</param>
    /// <param name="level">Confidence, such as 0.95.</param>
    public static Interval Wilson(double x, double n, double level)
    {
        Check(x, n, level);
        return Score(x, n, Quantile(level));
    }

    /// <summary>Wilson's interval for a normal quantile <paramref name="z"/>.</summary>
    internal static Interval Score(double x, double n, double z)
    {
        double z2 = z * z;
        double centre = (x + (z2 / 2)) / (n + z2);
        double half = z / (n + z2) * Math.Sqrt((x * (n - x) / n) + (z2 / 4));
        return new Interval(x == 0 ? 0 : centre - half, x == n ? 1 : centre + half);
    }

    /// <summary>The exact interval of the binomial (Clopper and Pearson 1934, Biometrika 26:404): quantiles of beta distributions.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval ClopperPearson(double x, double n, double level)
    {
        Check(x, n, level);
        double tail = (1 - level) / 2;
        return new Interval(
            x == 0 ? 0 : x == n ? Math.Pow(tail, 1 / n) : BetaQuantile(x, n - x + 1, tail),
            x == n ? 1 : x == 0 ? 1 - Math.Pow(tail, 1 / n) : BetaQuantile(x + 1, n - x, 1 - tail));
    }

    /// <summary>z: the normal quantile that leaves (1 − level)/2 above it.</summary>
    public static double Quantile(double level) => Normal.InvCDF(0, 1, 1 - ((1 - level) / 2));

    private static double BetaQuantile(double a, double b, double probability) =>
        Brent.FindRoot(p => SpecialFunctions.BetaRegularized(a, b, p) - probability, 0, 1, RootAccuracy, 1000);

    private static void Check(double x, double n, double level)
    {
        if (!(n > 0 && x >= 0 && x <= n && level > 0 && level < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"x = {x} of n = {n} at level {level}; expected 0 ≤ x ≤ n, n > 0 and a level between 0 and 1"));
        }
    }
}

namespace RasterEngine.Estimates;

/// <summary>Intervals of accuracies that are ratios of two estimates.</summary>
public static class RatioInterval
{
    /// <summary>
    /// The interval of a/(a + b) from independent a and b: limits of b/a by square-and-add (Donner and Zou 2012, Stat. Methods Med. Res. 21:347), turned over.
    /// Null where the map has no a.
    /// </summary>
    /// <param name="a">What the map shows of a class and the reference confirms.</param>
    /// <param name="b">What the map does not show of it.</param>
    /// <param name="level">Confidence, such as 0.95.</param>
    public static Interval? PartOfBoth(StratifiedMean a, StratifiedMean b, double level)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Hectares == 0)
        {
            return null;
        }

        return PartOfBoth(a.Total, MoverInterval.Of(a, level), b.Total, MoverInterval.Of(b, level));
    }

    /// <summary>The same from estimates with their own limits.</summary>
    internal static Interval PartOfBoth(double a, Interval ofA, double b, Interval ofB)
    {
        double low = Root(a, b, ofA.High, ofB.Low, -1), high = Root(a, b, ofA.Low, ofB.High, 1);
        return new Interval(1 / (1 + high), 1 / (1 + low));
    }

    /// <summary>The t interval of the ratio's logit; null where the ratio is 0 or 1 or its variance is not known.</summary>
    public static Interval? Logit(StratifiedRatio ratio, double level)
    {
        ArgumentNullException.ThrowIfNull(ratio);
        if (ratio.Value is not (> 0 and < 1) || ratio.StandardError is not { } error || ratio.DegreesOfFreedom is not { } freedom)
        {
            return null;
        }

        double share = ratio.Value.Value, centre = Math.Log(share / (1 - share)), reach = AreaInterval.TQuantile(level, freedom) * error / (share * (1 - share));
        return new Interval(1 / (1 + Math.Exp(reach - centre)), 1 / (1 + Math.Exp(-reach - centre)));
    }

    // The ratio ρ at which b − ρa has 0 as its limit: ρ²·m(2a − m) − 2abρ + k(2b − k) = 0 with a's limit m on one side and b's limit k on the other.
    private static double Root(double a, double b, double m, double k, int side)
    {
        double square = m * ((2 * a) - m), rest = k * ((2 * b) - k);
        if (square == 0)
        {
            return side > 0 ? double.PositiveInfinity : a * b > 0 ? rest / (2 * a * b) : 0;
        }

        return ((a * b) + (side * Math.Sqrt(Math.Max(0, (a * a * b * b) - (square * rest))))) / square;
    }
}

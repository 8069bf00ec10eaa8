using MathNet.Numerics.Distributions;

namespace RasterEngine.Estimates;

/// <summary>The interval of an estimated area by any method; null where the method has nothing to stand on, never of zero width.</summary>
public static class AreaInterval
{
    /// <summary>Published tables multiply by 1.96 at 95 %, not by 1.959964 (Olofsson et al. 2014, Table 9); so does <see cref="IntervalMethod.Normal"/>, to reproduce them.</summary>
    private const double PublishedQuantile = 1.96, PublishedLevel = 0.95;

    /// <summary>In hectares, within 0 and the area of all strata.</summary>
    /// <param name="mean">The estimate.</param>
    /// <param name="variance">Its variance under the design; null: not known.</param>
    /// <param name="options">Level and method; the bootstrap is not among them, because it needs the units.</param>
    public static Interval? Of(StratifiedMean mean, double? variance, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(options);
        if (variance is null)
        {
            return null;
        }

        if (mean.IsCensus)
        {
            return new Interval(mean.Total, mean.Total);
        }

        return options.Method switch
        {
            IntervalMethod.Mover => MoverInterval.Of(mean, options.Level),
            _ when variance == 0 => null,
            IntervalMethod.Normal => Symmetric(mean, NormalQuantile(options.Level) * Math.Sqrt(variance.Value)),
            IntervalMethod.T => Symmetric(mean, T(mean, options.Level) * Math.Sqrt(variance.Value)),
            IntervalMethod.Logit => Logit(mean, T(mean, options.Level) * Math.Sqrt(variance.Value)),
            _ => throw new ArgumentException($"the interval {options.Method} is not made from a variance", nameof(options)),
        };
    }

    /// <summary>z, with the two decimals of published tables at 95 %.</summary>
    public static double NormalQuantile(double level) => level == PublishedLevel ? PublishedQuantile : ShareLimits.Quantile(level);

    /// <summary>Student's t that leaves (1 − level)/2 above it.</summary>
    public static double TQuantile(double level, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 1 - ((1 - level) / 2));

    private static double T(StratifiedMean mean, double level) => TQuantile(level, mean.DegreesOfFreedom!.Value);

    private static Interval Symmetric(StratifiedMean mean, double half) => new(Math.Max(0, mean.Total - half), Math.Min(mean.Hectares, mean.Total + half));

    // ln(p/(1 − p)) has the standard error se/(p(1 − p)).
    private static Interval? Logit(StratifiedMean mean, double half)
    {
        double share = mean.Total / mean.Hectares;
        if (share is <= 0 or >= 1)
        {
            return null;
        }

        double centre = Math.Log(share / (1 - share)), reach = half / mean.Hectares / (share * (1 - share));
        return new Interval(Back(centre - reach), Back(centre + reach));

        double Back(double logit) => mean.Hectares / (1 + Math.Exp(-logit));
    }
}

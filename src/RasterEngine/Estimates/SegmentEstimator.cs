namespace RasterEngine.Estimates;

/// <summary>
/// Direct, ratio and regression totals of segments whose reference was measured (drone, very high resolution) and whose map is known everywhere
/// (Cochran 1977, ch. 6 and 7; FAO and JRC practice: Gallego 2004, Int. J. Remote Sens. 25:3019).
/// </summary>
public static class SegmentEstimator
{
    /// <summary>Fewer segments in a stratum do not earn a slope of their own; one slope is then shared.</summary>
    public const int FewestForSlope = 10;

    /// <param name="strata">Where segments were drawn.</param>
    /// <param name="segments">Labelled ones.</param>
    /// <param name="method">How the map helps.</param>
    /// <param name="level">Confidence of the interval.</param>
    /// <param name="separate">A slope a stratum; null: where every stratum has <see cref="FewestForSlope"/>.</param>
    /// <exception cref="ScanException">A stratum without segments, with more than it holds, or too few for a slope of its own that was asked for.</exception>
    public static SegmentEstimate Estimate(IReadOnlyList<SegmentStratum> strata, IReadOnlyList<Segment> segments, SegmentMethod method, double level = 0.95, bool? separate = null)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(segments);
        SegmentMoments[] moments = [.. strata.Select((s, h) => Moments(s, [.. segments.Where(g => g.Stratum == h)]))];
        int fewest = moments.Min(m => m.Count);
        if (separate == true && fewest < FewestForSlope)
        {
            throw new ScanException("too-few-for-slope", $"Stratum “{strata[Array.FindIndex(moments, m => m.Count == fewest)].Name}” has {fewest} labelled segments; expected {FewestForSlope} or more for a slope of its own. Use one slope for all strata, or label more.");
        }

        bool own = separate ?? fewest >= FewestForSlope;
        Outcome direct = Direct(moments);
        Outcome outcome = method switch
        {
            SegmentMethod.Direct => direct,
            SegmentMethod.Ratio => own ? SeparateRatio(moments) : CombinedRatio(moments),
            _ => own || moments.Length == 1 ? SeparateRegression(moments) : CombinedRegression(moments),
        };
        double? error = outcome.StandardError;
        Interval? interval = error is > 0 ? new Interval(Math.Max(0, outcome.Total - Reach()), outcome.Total + Reach()) : null;
        return new SegmentEstimate(outcome.Total, error, interval, direct.Total, direct.StandardError, outcome.Slopes, own && method != SegmentMethod.Direct, segments.Count);

        double Reach() => AreaInterval.TQuantile(level, outcome.DegreesOfFreedom) * error.Value;
    }

    /// <summary>N(ȳ + b(X̄ − x̄)): what the sample's mean misses of the map's, times the slope, is put right.</summary>
    internal static double RegressionTotal(double population, double meanY, double slope, double populationMean, double meanX) => population * (meanY + (slope * (populationMean - meanX)));

    private static SegmentMoments Moments(SegmentStratum stratum, IReadOnlyList<Segment> segments)
    {
        return segments.Count == 0 ? throw new ScanException("stratum-without-sample", $"Stratum “{stratum.Name}” has {stratum.Segments} segments and no labelled one, so nothing is known of it; label segments there, or merge it with a stratum like it.")
            : segments.Count > stratum.Segments ? throw new ScanException("more-units-than-stratum", $"Stratum “{stratum.Name}” has {segments.Count} labelled segments and holds {stratum.Segments}; give the number that it was drawn from.")
            : SegmentMoments.Of(stratum, segments);
    }

    private static Outcome Direct(SegmentMoments[] moments) =>
        Outcome.Of(moments.Sum(m => m.Population * m.MeanY), [], moments, (m, _) => m.SumYY, freedomLost: 1);

    // V = N²(1 − n/N)·SSE/(n(n − 2)) a stratum.
    private static Outcome SeparateRegression(SegmentMoments[] moments)
    {
        double[] slopes = [.. moments.Select(m => m.Slope)];
        return Outcome.Of(moments.Sum(m => RegressionTotal(m.Population, m.MeanY, m.Slope, m.PopulationMean, m.MeanX)), slopes, moments, (m, h) => m.Residual(slopes[h]), freedomLost: 2);
    }

    // Cochran 1977, eqs. 7.52 and 7.53: the slope that makes the variance least.
    private static Outcome CombinedRegression(SegmentMoments[] moments)
    {
        double under = moments.Sum(m => m.Expansion * m.SumXX / (m.Count - 1)), over = moments.Sum(m => m.Expansion * m.SumXY / (m.Count - 1));
        double slope = under > 0 ? over / under : 0;
        return Outcome.Of(moments.Sum(m => RegressionTotal(m.Population, m.MeanY, slope, m.PopulationMean, m.MeanX)), [slope], moments, (m, _) => m.Residual(slope), freedomLost: 1);
    }

    private static Outcome SeparateRatio(SegmentMoments[] moments)
    {
        double[] ratios = [.. moments.Select(m => m.MeanX > 0 ? m.MeanY / m.MeanX : throw NothingMapped())];
        return Outcome.Of(moments.Select((m, h) => ratios[h] * m.Population * m.PopulationMean).Sum(), ratios, moments, (m, h) => m.Residual(ratios[h]), freedomLost: 1);
    }

    private static Outcome CombinedRatio(SegmentMoments[] moments)
    {
        double under = moments.Sum(m => m.Population * m.MeanX);
        double ratio = under > 0 ? moments.Sum(m => m.Population * m.MeanY) / under : throw NothingMapped();
        return Outcome.Of(ratio * moments.Sum(m => m.Population * m.PopulationMean), [ratio], moments, (m, _) => m.Residual(ratio), freedomLost: 1);
    }

    private static ScanException NothingMapped() => new("nothing-mapped", "The labelled segments have nothing mapped in them, so there is no ratio to the map; use the regression or the direct estimator.");

    private sealed record Outcome(double Total, double[] Slopes, double? Variance, double DegreesOfFreedom)
    {
        public double? StandardError => Variance is > 0 ? Math.Sqrt(Variance.Value) : null;

        public static Outcome Of(double total, double[] slopes, SegmentMoments[] moments, Func<SegmentMoments, int, double> residual, int freedomLost)
        {
            if (moments.Any(m => m.Count <= freedomLost))
            {
                return new Outcome(total, slopes, null, 0);
            }

            double[] parts = [.. moments.Select((m, h) => m.Expansion * residual(m, h) / (m.Count - freedomLost))];
            double variance = parts.Sum(), below = moments.Select((m, h) => parts[h] * parts[h] / (m.Count - freedomLost)).Sum();
            return new Outcome(total, slopes, variance, below > 0 ? variance * variance / below : 0);
        }
    }
}

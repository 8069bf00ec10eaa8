namespace RasterEngine.Estimates;

/// <summary>The trend of a part of a series that one method made.</summary>
/// <param name="Points">In the order of time.</param>
/// <param name="Test">Mann–Kendall; null where there are too few points.</param>
/// <param name="Slope">Sen's slope, hectares a year; null for a single point.</param>
/// <param name="Change">Last against first point; null where either has no standard error.</param>
public sealed record SeriesTrend(IReadOnlyList<SeriesPoint> Points, MannKendall? Test, double? Slope, ChangeEstimate? Change)
{
    /// <summary>What the test says at a level: a trend needs p ≤ 1 − level.</summary>
    public ChangeVerdict Verdict(double level) => Test is { } t && t.P <= 1 - level ? t.S > 0 ? ChangeVerdict.Increase : ChangeVerdict.Decrease : ChangeVerdict.NotDistinguishable;

    /// <summary>Cuts a series where its method changes, and tests each part by itself: a trend across a break would be one of methods.</summary>
    /// <param name="points">Any order; times differ.</param>
    /// <param name="level">Confidence of the change.</param>
    public static IReadOnlyList<SeriesTrend> Of(IEnumerable<SeriesPoint> points, double level)
    {
        var parts = new List<List<SeriesPoint>>();
        foreach (SeriesPoint point in points.OrderBy(p => p.Time))
        {
            if (parts.Count == 0 || parts[^1][^1].Method != point.Method)
            {
                parts.Add([]);
            }

            parts[^1].Add(point);
        }

        return [.. parts.Select(p => Part(p, level))];
    }

    private static SeriesTrend Part(List<SeriesPoint> points, double level)
    {
        double[] times = [.. points.Select(p => p.Time)], hectares = [.. points.Select(p => p.Hectares)];
        return new SeriesTrend(
            points,
            points.Count >= MannKendall.FewestValues ? MannKendall.Of(hectares) : null,
            points.Count > 1 ? SenSlope.Of(times, hectares) : null,
            points.Count > 1 && points[0].StandardError is not null && points[^1].StandardError is not null ? ChangeEstimator.Independent(Estimate(points[0], level), Estimate(points[^1], level), level) : null);
    }

    private static AreaEstimate Estimate(SeriesPoint p, double level)
    {
        double reach = ShareLimits.Quantile(level) * p.StandardError!.Value;
        Interval? interval = reach > 0 ? new Interval(p.Hectares - reach, p.Hectares + reach) : null;
        return new AreaEstimate("", p.Hectares, null, p.StandardError, interval, IntervalMethod.Normal, null, 0);
    }
}

namespace RasterEngine.Estimates;

/// <summary>Differences and ratios of two estimates, from the same units or from independent samples (algorithms.md §15).</summary>
public static class ChangeEstimator
{
    /// <summary>Two samples that were drawn independently: variances add, and so do the squared distances of the intervals' limits (MOVER).</summary>
    /// <param name="before">Earlier.</param>
    /// <param name="after">Later.</param>
    /// <param name="level">Confidence of both intervals and of what is returned.</param>
    public static ChangeEstimate Independent(AreaEstimate before, AreaEstimate after, double level)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Hectares is not { } a || after.Hectares is not { } b)
        {
            throw new ArgumentException("an estimate without hectares cannot be compared");
        }

        double? error = before.StandardError is { } ea && after.StandardError is { } eb ? Math.Sqrt((ea * ea) + (eb * eb)) : null;
        Interval? interval = before.Interval is { } x && after.Interval is { } y ? Difference(a, x, b, y, 0) : null;
        return new ChangeEstimate(a, b, error, interval, Ratio(a, before.StandardError, b, after.StandardError, 0, level), SamePanel: false);
    }

    /// <summary>
    /// The same units at both dates: the variance is that of the units' differences, y₂ − y₁ from −1 to 1. The interval squares and adds the limits of what
    /// was gained and what was lost, with their correlation (Zou and Donner 2008, eq. 3).
    /// </summary>
    /// <param name="panel">Units whose reference classes are states such as “before only”.</param>
    /// <param name="before">Share of a unit, earlier.</param>
    /// <param name="after">Share of the same unit, later.</param>
    /// <param name="level">Confidence.</param>
    public static ChangeEstimate SamePanel(Panel panel, Func<UnitGroup, double> before, Func<UnitGroup, double> after, double level)
    {
        StratifiedMean a = StratifiedMean.Of(panel, before), b = StratifiedMean.Of(panel, after), difference = StratifiedMean.Of(panel, g => after(g) - before(g));
        StratifiedMean gained = StratifiedMean.Of(panel, g => Math.Max(0, after(g) - before(g))), lost = StratifiedMean.Of(panel, g => Math.Max(0, before(g) - after(g)));
        Interval? interval = difference.Variance is null ? null : Difference(
            lost.Total, MoverInterval.Of(lost, level), gained.Total, MoverInterval.Of(gained, level), Correlation(lost.Variance, gained.Variance, difference.Variance));
        Interval? ratio = Ratio(a.Total, a.StandardError, b.Total, b.StandardError, Correlation(a.Variance, b.Variance, difference.Variance), level);
        return new ChangeEstimate(a.Total, b.Total, difference.StandardError, interval, ratio, SamePanel: true);
    }

    /// <summary>exp(ln(B/A) ± z√(cv_A² + cv_B² − 2ρ cv_A cv_B)).</summary>
    internal static Interval? Ratio(double a, double? errorA, double b, double? errorB, double correlation, double level)
    {
        if (!(a > 0 && b > 0) || errorA is not { } ea || errorB is not { } eb)
        {
            return null;
        }

        double x = ea / a, y = eb / b;
        double reach = ShareLimits.Quantile(level) * Math.Sqrt(Math.Max(0, (x * x) + (y * y) - (2 * correlation * x * y)));
        return reach > 0 ? new Interval(b / a * Math.Exp(-reach), b / a * Math.Exp(reach)) : null;
    }

    // b − a, from the limits of both.
    private static Interval Difference(double a, Interval ofA, double b, Interval ofB, double correlation)
    {
        return new Interval(b - a - Reach(b - ofB.Low, ofA.High - a), b - a + Reach(ofB.High - b, a - ofA.Low));

        double Reach(double x, double y) => Math.Sqrt(Math.Max(0, (x * x) + (y * y) - (2 * correlation * x * y)));
    }

    // From V(b − a) = V(a) + V(b) − 2 cov; 0 where one does not vary.
    private static double Correlation(double? a, double? b, double? difference) =>
        a is > 0 && b is > 0 && difference is { } d ? Math.Clamp((a.Value + b.Value - d) / (2 * Math.Sqrt(a.Value * b.Value)), -1, 1) : 0;
}

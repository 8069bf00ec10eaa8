namespace RasterEngine.Estimates;

/// <summary>Overall, users' and producers' accuracy, weighted by area (Olofsson et al. 2014, eqs. 1–7; Stehman 2014, eqs. 14–28 for strata that are not map classes).</summary>
public static class AccuracyEstimator
{
    public static MapAccuracy Estimate(Panel panel, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        if (panel.Groups.All(g => g.MapClass is null))
        {
            return new MapAccuracy(null, [], []);
        }

        bool mapKnown = panel.Groups.All(g => g.MapClass is not null);
        int[] classes = [.. Enumerable.Range(0, panel.Classes.Count)];
        return new MapAccuracy(
            mapKnown ? Overall(panel, options) : null,
            [.. classes.Where(c => mapKnown || panel.Groups.Any(g => g.MapClass == c)).Select(c => Users(panel, c, options))],
            mapKnown ? [.. classes.Select(c => Producers(panel, c, options))] : []);
    }

    private static AccuracyEstimate Overall(Panel panel, EstimateOptions options)
    {
        var right = StratifiedMean.Of(panel, g => g.Reference[g.MapClass!.Value]);
        Interval? interval = right.Variance is null ? null : MoverInterval.Of(right, options.Level);
        return new AccuracyEstimate(null, right.Total / right.Hectares, right.StandardError / right.Hectares, Shares(interval, right.Hectares), panel.UnitCount);
    }

    private static AccuracyEstimate Users(Panel panel, int c, EstimateOptions options)
    {
        var ratio = StratifiedRatio.Of(panel, g => g.MapClass == c ? g.Reference[c] : 0, g => g.MapClass == c ? 1 : 0);
        int[] strata = [.. panel.Groups.Where(g => g.MapClass == c).Select(g => g.Stratum).Distinct()];

        // One stratum that is all of this class: the accuracy is its share.
        Interval? interval = strata.Length == 1 && panel.Groups.All(g => g.Stratum != strata[0] || g.MapClass == c)
            ? OfOneStratum(panel, strata[0], g => g.Reference[c], options.Level)
            : RatioInterval.Logit(ratio, options.Level);
        return new AccuracyEstimate(panel.Classes[c], ratio.Value, ratio.StandardError, interval, panel.Groups.Where(g => g.MapClass == c).Sum(g => g.Units));
    }

    private static AccuracyEstimate Producers(Panel panel, int c, EstimateOptions options)
    {
        var ratio = StratifiedRatio.Of(panel, g => g.MapClass == c ? g.Reference[c] : 0, g => g.Reference[c]);
        Interval? interval = ratio.Value is null || ratio.Variance is null ? null
            : panel.StrataAreMapClasses ? RatioInterval.PartOfBoth(Found(panel, c, mapped: true), Found(panel, c, mapped: false), options.Level)
            : RatioInterval.Logit(ratio, options.Level);
        return new AccuracyEstimate(panel.Classes[c], ratio.Value, ratio.StandardError, interval, panel.Groups.Where(g => g.Reference[c] > 0).Sum(g => g.Units));
    }

    // The reference's area of a class in the stratum mapped as it, or in the others: independent samples.
    private static StratifiedMean Found(Panel panel, int c, bool mapped) => new([.. panel.Strata
        .Select((s, h) => (Stratum: s, Index: h))
        .Where(s => s.Stratum.Name == panel.Classes[c] == mapped)
        .Select(s => StratumMean.Of(s.Stratum, panel.Groups.Where(g => g.Stratum == s.Index), g => g.Reference[c]))]);

    private static Interval? OfOneStratum(Panel panel, int stratum, Func<UnitGroup, double> share, double level)
    {
        var mean = new StratifiedMean([StratumMean.Of(panel.Strata[stratum], panel.Groups.Where(g => g.Stratum == stratum), share)]);
        return mean.Variance is null ? null : Shares(MoverInterval.Of(mean, level), mean.Hectares);
    }

    private static Interval? Shares(Interval? hectares, double all) => hectares is { } h ? new Interval(h.Low / all, h.High / all) : null;
}

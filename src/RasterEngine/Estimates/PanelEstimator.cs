namespace RasterEngine.Estimates;

/// <summary>Areas and accuracies from a labelled probability sample, whether its strata are the map's classes or not.</summary>
public static class PanelEstimator
{
    /// <param name="panel">The sample.</param>
    /// <param name="options">Level, interval, design.</param>
    public static PanelEstimate Estimate(Panel panel, EstimateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(panel);
        options ??= new EstimateOptions();
        AreaEstimate[] areas = [.. panel.Classes.Select((_, c) => Area(panel, c, options))];
        MapAccuracy accuracy = AccuracyEstimator.Estimate(panel, options);
        IReadOnlyList<ZoneEstimate> zones = ZoneEstimator.Estimate(panel, options);
        return new PanelEstimate(options.Level, EstimateWords.Method(panel, options), areas, accuracy, zones, EstimateWords.Warnings(panel, options, areas, zones));
    }

    /// <summary>The area of one class.</summary>
    public static AreaEstimate Area(Panel panel, int classIndex, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        AreaEstimate area = Area(panel, panel.Classes[classIndex], g => g.Reference[classIndex], options);
        return area with { MappedHectares = MappedHectares(panel, classIndex) };
    }

    /// <summary>The area of anything that a unit holds a share of.</summary>
    /// <param name="panel">The sample.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="share">Of a unit, 0 to 1.</param>
    /// <param name="options">Level, interval, design.</param>
    public static AreaEstimate Area(Panel panel, string name, Func<UnitGroup, double> share, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        var mean = StratifiedMean.Of(panel, share);
        double? variance = DesignVariance.Of(mean, panel, options.Design);
        double? error = variance is { } v && (v > 0 || mean.IsCensus) ? Math.Sqrt(v) : null;
        Interval? interval = options.Method == IntervalMethod.Bootstrap ? StratifiedBootstrap.Interval(panel, share, options) : AreaInterval.Of(mean, variance, options);
        return new AreaEstimate(name, mean.Total, mean.Total / mean.Hectares, error, interval, options.Method, null, panel.UnitCount);
    }

    // Strata that are not classes may hold some of the class, too.
    private static double? MappedHectares(Panel panel, int classIndex) =>
        panel.StrataAreMapClasses ? panel.Strata.Where(s => s.Name == panel.Classes[classIndex]).Sum(s => s.Hectares) : null;
}

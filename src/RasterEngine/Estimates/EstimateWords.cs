using System.Globalization;

namespace RasterEngine.Estimates;

/// <summary>What is said beside the numbers.</summary>
public static class EstimateWords
{
    /// <summary>As the command line and documents call a method.</summary>
    public static string Name(IntervalMethod method) => method switch
    {
        IntervalMethod.Mover => "mover",
        IntervalMethod.Normal => "normal",
        IntervalMethod.T => "t",
        IntervalMethod.Logit => "logit",
        _ => "bootstrap",
    };

    /// <summary>As the command line and documents call a design.</summary>
    public static string Name(SampleDesignKind design) => design switch
    {
        SampleDesignKind.Stratified => "stratified",
        SampleDesignKind.SimpleRandom => "simple-random",
        _ => "systematic",
    };

    /// <summary>One paragraph: estimator, variance, interval.</summary>
    public static string Method(Panel panel, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        string design = options.Design switch
        {
            SampleDesignKind.Stratified => panel.StrataAreMapClasses
                ? "Stratified estimator, strata are map classes (Olofsson et al. 2014)"
                : "Stratified estimator, strata are not the map's classes (Stehman 2014)",
            SampleDesignKind.SimpleRandom => panel.Strata.Count > 1 ? "Simple random sample, post-stratified (Stehman 2013, eq. 48)" : "Simple random sample",
            _ => $"Systematic sample{(panel.Strata.Count > 1 ? ", post-stratified" : "")}, with the variance of a simple random one: conservative",
        };
        string correction = panel.Strata.All(s => s.Units is null) ? "no finite-population correction" : "finite-population correction where the number of units is known";
        string interval = options.Method switch
        {
            IntervalMethod.Mover => "square-and-add of Clopper–Pearson and Wilson limits (MOVER)",
            IntervalMethod.Normal => "± z standard errors, z = 1.96 at 95 % as published tables have it",
            IntervalMethod.T => "± t standard errors with Satterthwaite's degrees of freedom",
            IntervalMethod.Logit => "t interval of the logit",
            _ => FormattableString.Invariant($"percentiles of a bootstrap within strata, seed {options.Seed}"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{design}; {panel.UnitCount:#,##0} labelled units in {panel.Strata.Count} strata; {correction}. Intervals at {options.Level * 100:0.##} %: {interval}.");
    }

    /// <summary>What a reader must know beside the numbers.</summary>
    public static IReadOnlyList<EstimateWarning> Warnings(Panel panel, EstimateOptions options, IReadOnlyList<AreaEstimate> areas, IReadOnlyList<ZoneEstimate> zones)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<EstimateWarning>();
        foreach (Stratum stratum in panel.Strata.Where((s, h) => s.Hectares > 0 && panel.UnitsOf[h] == 1))
        {
            warnings.Add(new("single-unit-stratum", $"Stratum “{stratum.Name}” has one labelled unit, from which no variance can be told: standard errors and intervals are null. Label at least one more unit there; 30 are customary."));
        }

        foreach ((string name, int c) in panel.Classes.Select((name, c) => (name, c)))
        {
            if (panel.Groups.All(g => g.Reference[c] == 0 || g.Units == 0))
            {
                string reach = areas[c].Interval is { } i ? $", and the sample allows up to {Hectares(i.High)}" : "";
                warnings.Add(new("class-not-found", $"No labelled unit is “{name}”: its area is not proven to be 0{reach}. Its producers' accuracy is null."));
            }
            else if (panel.Groups.All(g => g.MapClass is not null) && panel.Groups.All(g => g.MapClass != c || g.Units == 0))
            {
                warnings.Add(new("class-not-mapped", $"No unit is mapped as “{name}”: its area is estimated from the reference alone, its users' accuracy is null."));
            }
        }

        foreach (AreaEstimate area in areas.Where(a => a.StandardError is not null && a.Interval is null))
        {
            warnings.Add(new("no-interval", $"The {Name(options.Method)} interval of “{area.Class}” would have no width or none that is defined; ask for --interval mover."));
        }

        if (options.Design == SampleDesignKind.Systematic)
        {
            warnings.Add(new("systematic-conservative", "The sample is systematic and told with the variance of a simple random one, which is usually too large: the intervals are conservative."));
        }

        foreach (IGrouping<string, ZoneEstimate> thin in zones.Where(z => z.Area.Hectares is null).GroupBy(z => z.Zone))
        {
            warnings.Add(new("zone-too-thin", string.Create(CultureInfo.InvariantCulture, $"Zone “{thin.Key}” has {thin.First().Area.N} labelled units; {string.Join(", ", thin.Select(z => $"“{z.Area.Class}”"))} cannot be published there (fewer than {ZoneEstimator.FewestUnits} units, or a coefficient of variation above {ZoneEstimator.LargestVariation * 100:0} %). Combine zones, or label more units.")));
        }

        return warnings;
    }

    private static string Hectares(double hectares) => hectares.ToString(hectares < 100 ? "#,##0.0" : "#,##0", CultureInfo.InvariantCulture) + " ha";
}

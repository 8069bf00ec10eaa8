namespace RasterEngine.Estimates;

/// <summary>Domain estimates: the area of a class within a zone, from the units that happened to fall there (Cochran 1977, §5A.14; Stehman 2014 with y = 1 in zone ∧ class).</summary>
public static class ZoneEstimator
{
    /// <summary>Fewer labelled units in a zone publish nothing.</summary>
    public const long FewestUnits = 10;

    /// <summary>A coefficient of variation above this publishes nothing.</summary>
    public const double LargestVariation = 0.3;

    /// <summary>One a zone and class; hectares, standard error and interval are null where the sample is too thin.</summary>
    public static IReadOnlyList<ZoneEstimate> Estimate(Panel panel, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return [.. panel.Zones.SelectMany((name, zone) => panel.Classes.Select((className, c) => new ZoneEstimate(name, One(panel, zone, c, className, options))))];
    }

    private static AreaEstimate One(Panel panel, int zone, int c, string className, EstimateOptions options)
    {
        long n = panel.Groups.Where(g => g.Zone == zone).Sum(g => g.Units);
        AreaEstimate found = PanelEstimator.Area(panel, className, g => g.Zone == zone ? g.Reference[c] : 0, options) with { N = n };
        return n >= FewestUnits && found.CoefficientOfVariation is <= LargestVariation ? found : found with { Hectares = null, Share = null, StandardError = null, Interval = null };
    }
}

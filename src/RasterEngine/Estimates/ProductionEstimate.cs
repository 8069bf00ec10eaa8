namespace RasterEngine.Estimates;

/// <summary>
/// Production as the sum of area times yield over regions. Never national area times national yield: where yield and area go together over regions,
/// the product of the means is not the mean of the products.
/// </summary>
/// <param name="Regions">Two or more, with yields of their own.</param>
/// <param name="Tonnes">Σ A·Y.</param>
/// <param name="StandardError">In tonnes, regions independent; null where nothing was said about errors.</param>
/// <param name="Interval">± z · standard error, not below 0.</param>
public sealed record ProductionEstimate(IReadOnlyList<ProductionRegion> Regions, double Tonnes, double? StandardError, Interval? Interval)
{
    /// <param name="regions">With areas and yields.</param>
    /// <param name="level">Confidence.</param>
    /// <exception cref="ScanException">One region, or one yield for all of them.</exception>
    public static ProductionEstimate Of(IReadOnlyList<ProductionRegion> regions, double level)
    {
        ArgumentNullException.ThrowIfNull(regions);
        if (regions.Count < 2)
        {
            throw new ScanException("national-product", $"There {(regions.Count == 1 ? $"is one region, “{regions[0].Name}”" : "is no region")}; expected two or more with yields of their own, because national area times national yield is not production. Give area and yield by region.");
        }

        if (regions.All(r => r.Yield == regions[0].Yield && r.YieldError == regions[0].YieldError))
        {
            throw new ScanException("national-product", FormattableString.Invariant($"All {regions.Count} regions have the yield {regions[0].Yield} kg/ha ± {regions[0].YieldError}, which is one national yield written {regions.Count} times; expected yields that were measured by region."));
        }

        return Sum(regions, level);
    }

    /// <summary>The sum without asking where the yields are from.</summary>
    internal static ProductionEstimate Sum(IReadOnlyList<ProductionRegion> regions, double level)
    {
        double tonnes = regions.Sum(r => r.Tonnes), variance = regions.Sum(r => r.Variance);
        if (!(variance > 0))
        {
            return new ProductionEstimate(regions, tonnes, null, null);
        }

        double error = Math.Sqrt(variance), reach = ShareLimits.Quantile(level) * error;
        return new ProductionEstimate(regions, tonnes, error, new Interval(Math.Max(0, tonnes - reach), tonnes + reach));
    }
}

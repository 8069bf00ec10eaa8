namespace RasterEngine.Estimates;

/// <summary>The variance of an estimated area under the design that drew the sample.</summary>
public static class DesignVariance
{
    /// <summary>In hectares squared; null where a stratum has one unit.</summary>
    public static double? Of(StratifiedMean mean, Panel panel, SampleDesignKind design)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(panel);
        return design == SampleDesignKind.Stratified ? mean.Variance : mean.Strata.Count > 1 ? PostStratified(mean, panel) : SimpleRandom(mean, panel);
    }

    /// <summary>
    /// A simple random sample whose strata were made afterwards (Stehman 2013, Remote Sens. Environ. 132:202, eq. 48):
    /// V = (1/n)(1 − n/N)ΣW_hS²_h + (1/n²)Σ(1 − W_h)S²_h with S²_h = n_h q(1 − q)/(n_h − 1). The second term pays for sample sizes that chance decided.
    /// </summary>
    private static double? PostStratified(StratifiedMean mean, Panel panel)
    {
        if (mean.Strata.Any(s => s.Spread is null))
        {
            return null;
        }

        double n = panel.UnitCount, squareHectares = mean.Hectares * mean.Hectares;
        double first = mean.Strata.Sum(s => s.Hectares / mean.Hectares * s.UnitVariance!.Value) / n;
        double second = mean.Strata.Sum(s => (1 - (s.Hectares / mean.Hectares)) * s.UnitVariance!.Value) / (n * n);
        return squareHectares * ((Unsampled(panel) * first) + second);
    }

    /// <summary>p(1 − p)(N − n)/(n(N − 1)) (Cochran 1977, §3.2, with the sample's share for the population's); for a systematic grid it is usually too large.</summary>
    private static double? SimpleRandom(StratifiedMean mean, Panel panel)
    {
        if (panel.UnitCount < 2 || mean.Strata[0].Spread is not { } spread)
        {
            return null;
        }

        // Σ(y − ȳ)²/n is p(1 − p) for zeros and ones.
        double n = panel.UnitCount, populationVariance = spread * (n - 1);
        double correction = Population(panel) is { } population ? population > 1 ? (population - n) / (population - 1) : 0 : 1;
        return mean.Hectares * mean.Hectares * populationVariance * correction / n;
    }

    private static double Unsampled(Panel panel) => Population(panel) is { } population ? 1 - (panel.UnitCount / population) : 1;

    private static double? Population(Panel panel) => panel.Strata.All(s => s.Units is not null) ? panel.Strata.Sum(s => (double)s.Units!.Value) : null;
}

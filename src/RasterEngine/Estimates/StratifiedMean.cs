namespace RasterEngine.Estimates;

/// <summary>A quantity per unit area, summed over strata: Ŷ = Σ A_h ȳ_h with V = Σ A_h² V(ȳ_h) (Cochran 1977, §5.3; Olofsson et al. 2014, eqs. 9–11).</summary>
public sealed class StratifiedMean
{
    public StratifiedMean(IReadOnlyList<StratumMean> strata)
    {
        // A stratum without area (a class the map never gives) says nothing.
        Strata = [.. strata.Where(s => s.Hectares > 0)];
        Hectares = Strata.Sum(s => s.Hectares);
        Total = Strata.Sum(s => s.Hectares * s.Mean);
        Variance = Strata.All(s => s.Variance is not null) ? Strata.Sum(Contribution) : null;
    }

    public IReadOnlyList<StratumMean> Strata { get; }

    /// <summary>Area of all strata.</summary>
    public double Hectares { get; }

    /// <summary>Ŷ: hectares where the quantity is a share.</summary>
    public double Total { get; }

    /// <summary>Of <see cref="Total"/>; null where a stratum has one unit.</summary>
    public double? Variance { get; }

    /// <summary>
    /// Null also where it would be 0 although not every unit was labelled: a sample in which nothing varies does not prove that nothing does.
    /// </summary>
    public double? StandardError => Variance is { } v && (v > 0 || IsCensus) ? Math.Sqrt(v) : null;

    public bool IsCensus => Strata.All(s => s.Unsampled <= 0);

    /// <summary>Degrees of freedom of <see cref="Variance"/> (Satterthwaite 1946, Biometrics Bulletin 2:110); null where it is 0 or not known.</summary>
    public double? DegreesOfFreedom => Variance is > 0 ? Variance * Variance / Strata.Sum(s => Contribution(s) * Contribution(s) / (s.Units - 1)) : null;

    /// <param name="panel">The sample.</param>
    /// <param name="quantity">y of a unit, per unit of area.</param>
    public static StratifiedMean Of(Panel panel, Func<UnitGroup, double> quantity)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return new StratifiedMean([.. panel.Strata.Select((s, h) => StratumMean.Of(s, panel.Groups.Where(g => g.Stratum == h), quantity))]);
    }

    private static double Contribution(StratumMean s) => s.Hectares * s.Hectares * s.Variance!.Value;
}

namespace RasterEngine.Estimates;

/// <summary>The mean of one quantity over the sample of one stratum.</summary>
/// <param name="Hectares">Area of the stratum.</param>
/// <param name="Units">Labelled units, n.</param>
/// <param name="Mean">ȳ.</param>
/// <param name="Spread">Variance of the mean before any finite-population correction, s²/n; null where n = 1, from which no variance can be told.</param>
/// <param name="EffectiveUnits">
/// Units of a simple random sample of zeros and ones with this mean and variance: n itself for zeros and ones of equal weight, otherwise
/// p(1 − p)/v + 1 (Korn and Graubard 1998, Survey Methodology 24:193), or (Σw)²/Σw² where nothing varies.
/// </param>
/// <param name="Unsampled">Share of the stratum that was not drawn, 1 − n/N; 1 where N is not known.</param>
public readonly record struct StratumMean(double Hectares, long Units, double Mean, double? Spread, double EffectiveUnits, double Unsampled)
{
    /// <summary>Of the mean, (1 − n/N)s²/n; null where n = 1.</summary>
    public double? Variance => Unsampled * Spread;

    /// <summary>s², of single units; null where n = 1.</summary>
    public double? UnitVariance => Units * Spread;

    /// <summary>
    /// The weighted mean and the variance (1 − n/N) · n/(n − 1) · Σw²(y − ȳ)²/(Σw)², which for equal weights is (1 − n/N)s²/n (Cochran 1977, §2.6 and §6.11).
    /// Unequal weights forgo the finite-population correction, which errs on the wide side.
    /// </summary>
    /// <param name="stratum">Where the units were drawn.</param>
    /// <param name="groups">Its units.</param>
    /// <param name="quantity">y of a unit.</param>
    public static StratumMean Of(Stratum stratum, IEnumerable<UnitGroup> groups, Func<UnitGroup, double> quantity)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        (double Value, double Weight, long Units)[] values = [.. groups.Where(g => g.Units > 0).Select(g => (quantity(g), g.Weight, g.Units))];
        long n = values.Sum(v => v.Units);
        if (n == 0)
        {
            return new StratumMean(stratum.Hectares, 0, 0, null, 0, 1);
        }

        double weights = values.Sum(v => v.Units * v.Weight), weightSquares = values.Sum(v => v.Units * v.Weight * v.Weight);
        double mean = values.Sum(v => v.Units * v.Weight * v.Value) / weights;
        bool equal = values.All(v => v.Weight == values[0].Weight);
        double unsampled = equal && stratum.Units is { } population ? 1 - ((double)n / population) : 1;
        double squares = values.Sum(v => v.Units * Square(v.Weight * (v.Value - mean)));
        double? spread = n > 1 ? n / (n - 1.0) * squares / (weights * weights) : null;
        double effective = equal && values.All(v => v.Value is 0 or 1) ? n
            : spread is > 0 && mean is > 0 and < 1 ? (mean * (1 - mean) / spread.Value) + 1
            : weights * weights / weightSquares;
        return new StratumMean(stratum.Hectares, n, mean, spread, effective, unsampled);
    }

    private static double Square(double x) => x * x;
}

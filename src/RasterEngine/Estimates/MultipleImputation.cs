namespace RasterEngine.Estimates;

/// <summary>
/// Estimates of several interpreters put together by Rubin's rules, with the degrees of freedom of Barnard and Rubin (1999, Biometrika 86:948).
/// With two or three interpreters the degrees of freedom are so few that the interval says little: adjudicate instead.
/// </summary>
/// <param name="Estimate">Mean of the estimates.</param>
/// <param name="Within">W̄: mean of their variances.</param>
/// <param name="Between">B: variance of the estimates.</param>
/// <param name="DegreesOfFreedom">Of the total variance; null where the interpreters agree to the last digit.</param>
/// <param name="Count">m: interpreters.</param>
public sealed record MultipleImputation(double Estimate, double Within, double Between, double? DegreesOfFreedom, int Count)
{
    /// <summary>Fewer interpreters than this, and a warning is due.</summary>
    public const int FewInterpreters = 5;

    /// <summary>W̄ + (1 + 1/m)B.</summary>
    public double Variance => Within + ((1 + (1.0 / Count)) * Between);

    /// <param name="estimates">One an interpreter.</param>
    /// <param name="variances">Of each.</param>
    /// <param name="completeFreedom">Degrees of freedom of one interpreter's estimate.</param>
    /// <exception cref="ArgumentException">Fewer than two interpreters.</exception>
    public static MultipleImputation Of(IReadOnlyList<double> estimates, IReadOnlyList<double> variances, double completeFreedom)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentNullException.ThrowIfNull(variances);
        int m = estimates.Count;
        if (m < 2 || variances.Count != m)
        {
            throw new ArgumentException($"{m} estimates and {variances.Count} variances; expected one of each for two interpreters or more");
        }

        double mean = estimates.Average(), within = variances.Average(), between = estimates.Sum(e => (e - mean) * (e - mean)) / (m - 1);
        var result = new MultipleImputation(mean, within, between, null, m);
        if (between == 0)
        {
            return result;
        }

        double missing = (1 + (1.0 / m)) * between / result.Variance;
        double old = (m - 1) / (missing * missing), observed = (completeFreedom + 1) / (completeFreedom + 3) * completeFreedom * (1 - missing);
        return result with { DegreesOfFreedom = 1 / ((1 / old) + (1 / observed)) };
    }

    /// <summary>± t · √variance.</summary>
    public Interval Interval(double level)
    {
        double quantile = DegreesOfFreedom is { } freedom ? AreaInterval.TQuantile(level, freedom) : ShareLimits.Quantile(level);
        double reach = quantile * Math.Sqrt(Variance);
        return new Interval(Estimate - reach, Estimate + reach);
    }
}

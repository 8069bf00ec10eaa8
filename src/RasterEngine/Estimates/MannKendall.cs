using MathNet.Numerics.Distributions;

namespace RasterEngine.Estimates;

/// <summary>The Mann–Kendall test for a trend (Mann 1945, Econometrica 13:245; Kendall 1975), with the correction for ties and for continuity.</summary>
/// <param name="S">Pairs that rise less pairs that fall.</param>
/// <param name="Variance">Of <paramref name="S"/> where there is no trend: [n(n−1)(2n+5) − Σt(t−1)(2t+5)]/18 over groups of t equal values.</param>
/// <param name="Z">(S ∓ 1)/√variance; 0 where S is 0.</param>
/// <param name="P">Two-sided, from the normal distribution.</param>
public sealed record MannKendall(int S, double Variance, double Z, double P)
{
    /// <summary>Fewer values do not carry the normal distribution of <see cref="S"/>.</summary>
    public const int FewestValues = 4;

    /// <param name="values">In the order of time.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="FewestValues"/> values.</exception>
    public static MannKendall Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int n = values.Count;
        if (n < FewestValues)
        {
            throw new ArgumentException($"{n} values; expected {FewestValues} or more", nameof(values));
        }

        int s = 0;
        for (int later = 1; later < n; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                s += Math.Sign(values[later] - values[earlier]);
            }
        }

        double ties = values.GroupBy(v => v).Sum(g => g.Count() * (g.Count() - 1.0) * ((2 * g.Count()) + 5));
        double variance = ((n * (n - 1.0) * ((2 * n) + 5)) - ties) / 18;
        double z = s == 0 ? 0 : (s - Math.Sign(s)) / Math.Sqrt(variance);
        return new MannKendall(s, variance, z, 2 * Normal.CDF(0, 1, -Math.Abs(z)));
    }
}

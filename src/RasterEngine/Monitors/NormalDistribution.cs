namespace RasterEngine.Monitors;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    // From here on 1 − Φ is less than the spacing of doubles at 1.
    private const double Far = 8.3;

    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …): Abramowitz &amp; Stegun 1964, 26.2.11; every term has one sign, so nothing cancels.</summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) > Far)
        {
            return x > 0 ? 1 : 0;
        }

        double term = x, sum = x;
        for (int k = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return 0.5 + (Density(x) * sum);
    }
}

namespace RasterEngine.Monitors;

/// <summary>Critical values of the monitors' boundaries for a false alarm rate.</summary>
public static class CriticalValues
{
    private const int Digits = 12;

    // Quantiles of the maximum of the OLS-MOSUM process over ten times the history (Zeileis, Leisch, Kleiber & Hornik 2005, J. Appl. Econom. 20:99; simulated, so they are a table).
    private static readonly (double Window, double Alpha, double Value)[] MosumTable =
    [
        (0.25, 0.05, 1.34182451007628), (0.25, 0.01, 1.52164497279622), (0.5, 0.05, 1.90200317899371), (1, 0.05, 2.74592761324742), (1, 0.01, 3.27693245691716),
    ];

    /// <summary>a of the CUSUM boundary: the root of 2(Φ(a) − a·φ(a)) − 2 + α (Chu, Stinchcombe &amp; White 1996, Econometrica 64:1045).</summary>
    /// <param name="alpha">0..1, both excluded.</param>
    public static double Cusum(double alpha)
    {
        CheckAlpha(alpha);
        return Root(a => 2 * (NormalDistribution.Cumulative(a) - (a * NormalDistribution.Density(a))) - 2 + alpha);
    }

    /// <summary>λ of the MOSUM boundary; null where there is no published value.</summary>
    /// <param name="window">Window as a share of the history.</param>
    /// <param name="alpha">False alarm rate.</param>
    public static double? Mosum(double window, double alpha) =>
        MosumTable.Where(row => row.Window == window && row.Alpha == alpha).Select(row => (double?)row.Value).FirstOrDefault();

    /// <summary>Critical value of the recursive CUSUM test (Brown, Durbin &amp; Evans 1975, J. R. Stat. Soc. B 37:149).</summary>
    /// <param name="alpha">0..1, both excluded.</param>
    public static double Recursive(double alpha)
    {
        CheckAlpha(alpha);
        return Root(x => alpha - RecursiveProbability(x));
    }

    /// <summary>
    /// Probability that the recursive CUSUM of a stable series reaches x·(1 + 2t) anywhere: that of a Brownian motion, after Zeileis et al. 2002,
    /// J. Stat. Softw. 7(2).
    /// </summary>
    public static double RecursiveProbability(double x)
    {
        if (x < 0.3)
        {
            return 1 - (0.1464 * x);
        }

        double tail = 1 - NormalDistribution.Cumulative(x);
        return 2 * (1 - NormalDistribution.Cumulative(3 * x) + (Math.Exp(-4 * x * x) * (NormalDistribution.Cumulative(5 * x) - tail)) - (Math.Exp(-16 * x * x) * tail));
    }

    private static void CheckAlpha(double alpha)
    {
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "expected a probability between 0 and 1");
        }
    }

    // Bisection of a rising function; rounded, so that no machine's mathematics library shows.
    private static double Root(Func<double, double> rising)
    {
        double low = 0.3, high = 20;
        for (int i = 0; i < 80; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = rising(middle) < 0 ? (middle, high) : (low, middle);
        }

        return Math.Round(0.5 * (low + high), Digits);
    }
}

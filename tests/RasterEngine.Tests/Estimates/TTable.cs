using RasterEngine.Estimates;

namespace RasterEngine.Tests.Estimates;

/// <summary>Student quantiles by interpolation in 1/degrees of freedom (to 1e-4): enumerations ask for millions.</summary>
internal static class TTable
{
    private const int Steps = 2000;
    private static readonly double[] Quantiles = [.. Enumerable.Range(0, Steps + 1).Select(i => i == 0 ? ShareLimits.Quantile(0.95) : AreaInterval.TQuantile(0.95, (double)Steps / i))];

    public static double Quantile(double freedom, double level)
    {
        double place = Steps / freedom;
        int below = Math.Clamp((int)place, 0, Steps - 1);
        return level == 0.95 ? Quantiles[below] + ((place - below) * (Quantiles[below + 1] - Quantiles[below])) : throw new ArgumentException("the table is for 95 %", nameof(level));
    }
}

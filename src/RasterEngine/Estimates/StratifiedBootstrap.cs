using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace RasterEngine.Estimates;

/// <summary>Percentile interval of a bootstrap within strata (Efron and Tibshirani 1993, ch. 13), with n − 1 draws a stratum as Rao and Wu (1988, JASA 83:231) ask for.</summary>
public static class StratifiedBootstrap
{
    /// <summary>Repetitions: percentiles at 95 % rest on 100 values beyond each.</summary>
    private const int Repetitions = 4000;

    /// <summary>In hectares; null where nothing varies in the sample or a stratum has one unit, so that resampling has nothing to say.</summary>
    /// <param name="panel">The sample.</param>
    /// <param name="share">Of a unit, 0 to 1.</param>
    /// <param name="options">Level and seed: the same seed, the same interval.</param>
    public static Interval? Interval(Panel panel, Func<UnitGroup, double> share, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(options);
        var random = new Xoshiro256StarStar(options.Seed, threadSafe: false);
        double[] totals = new double[Repetitions];
        for (int h = 0; h < panel.Strata.Count; h++)
        {
            (double Value, double Weight)[] units = [.. panel.Groups.Where(g => g.Stratum == h).SelectMany(g => Enumerable.Repeat((share(g), g.Weight), checked((int)g.Units)))];
            if (panel.Strata[h].Hectares == 0)
            {
                continue;
            }

            if (units.Length < 2)
            {
                return null;
            }

            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                totals[repetition] += panel.Strata[h].Hectares * ResampledMean(units, random);
            }
        }

        double tail = (1 - options.Level) / 2;
        var interval = new Interval(totals.QuantileCustom(tail, QuantileDefinition.R7), totals.QuantileCustom(1 - tail, QuantileDefinition.R7));
        return interval.Width > 0 ? interval : null;
    }

    private static double ResampledMean((double Value, double Weight)[] units, Xoshiro256StarStar random)
    {
        double sum = 0, weights = 0;
        for (int draw = 1; draw < units.Length; draw++)
        {
            (double value, double weight) = units[random.Next(units.Length)];
            sum += weight * value;
            weights += weight;
        }

        return sum / weights;
    }
}

using MathNet.Numerics.Statistics;

namespace RasterEngine.Estimates;

/// <summary>The median slope of all pairs (Sen 1968, J. Am. Stat. Assoc. 63:1379), which one odd year does not bend.</summary>
public static class SenSlope
{
    /// <summary>Per unit of time.</summary>
    /// <param name="times">Different from each other.</param>
    /// <param name="values">One a time.</param>
    public static double Of(IReadOnlyList<double> times, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        var slopes = new List<double>();
        for (int later = 1; later < times.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                slopes.Add((values[later] - values[earlier]) / (times[later] - times[earlier]));
            }
        }

        return slopes.Count > 0 ? slopes.Median() : throw new ArgumentException($"{times.Count} times; expected 2 or more", nameof(times));
    }
}

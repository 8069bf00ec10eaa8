using System.Diagnostics;

namespace RasterEngine.Scans;

/// <summary>Seconds spent in each stage, always measured. Stages of workers add up over threads, so they can exceed the wall time.</summary>
public sealed class StageTimes
{
    private readonly Dictionary<string, long> ticks = [];

    /// <summary>Seconds per stage, in order of first use.</summary>
    public IReadOnlyDictionary<string, double> Seconds => ticks.ToDictionary(t => t.Key, t => Math.Round((double)t.Value / Stopwatch.Frequency, 6));

    /// <summary>Runs something and counts its time to a stage.</summary>
    public T Time<T>(string stage, Func<T> action)
    {
        long start = Stopwatch.GetTimestamp();
        T result = action();
        Add(stage, Stopwatch.GetTimestamp() - start);
        return result;
    }

    /// <inheritdoc cref="Time{T}"/>
    public void Time(string stage, Action action)
    {
        _ = Time(stage, () =>
        {
            action();
            return 0;
        });
    }

    public void Add(string stage, long stopwatchTicks) => ticks[stage] = ticks.GetValueOrDefault(stage) + stopwatchTicks;
}

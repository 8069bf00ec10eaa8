using RasterEngine.Kernels;

namespace RasterEngine.Monitors;

/// <summary>Adds one scene to a tile: residuals against each pixel's model, its process, breaks and recoveries. Owns a buffer, so one a worker.</summary>
/// <param name="design">The monitor.</param>
public sealed class MonitorStep(MonitorDesign design)
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);
    private double[] expected = [];

    /// <summary>Day as the tile counts it, 1 and more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Before 1970 or after 2149.</exception>
    public static ushort DayNumber(DateOnly day)
    {
        int number = day.DayNumber - Epoch.DayNumber;
        return number is > 0 and <= ushort.MaxValue ? (ushort)number : throw new ArgumentOutOfRangeException(nameof(day), day, "expected a day from 1970-01-02 to 2149-06-06");
    }

    /// <summary>The day of a number that is not 0.</summary>
    public static DateOnly Day(int number) => Epoch.AddDays(number);

    /// <summary>Adds one scene. Pixels that it did not observe stay as they are, to the last bit.</summary>
    /// <param name="day">Its day, after all that were added.</param>
    /// <param name="values">The index of each pixel, NaN where not observed.</param>
    /// <param name="tile">Is brought up to date.</param>
    /// <param name="changes">Receives, of each pixel, what the scene changed.</param>
    public void Add(DateOnly day, ReadOnlySpan<double> values, MonitorTile tile, Span<PixelChange> changes)
    {
        ArgumentNullException.ThrowIfNull(tile);
        if (values.Length != tile.Pixels || changes.Length != tile.Pixels)
        {
            throw new ArgumentException($"{values.Length} values and {changes.Length} changes do not fit {tile.Pixels} pixels");
        }

        if (expected.Length < tile.Pixels)
        {
            expected = new double[tile.Pixels];
        }

        ushort number = DayNumber(day);
        HarmonicFit.Expect(design.Model.Row(day), tile.Coefficients, expected.AsSpan(0, tile.Pixels));
        for (int pixel = 0; pixel < values.Length; pixel++)
        {
            var status = (PixelStatus)tile.Statuses[pixel];
            bool isMonitored = status is PixelStatus.Stable or PixelStatus.Broken or PixelStatus.Recovered;
            changes[pixel] = double.IsNaN(values[pixel]) ? PixelChange.NotSeen
                : isMonitored ? Observe(tile, pixel, values[pixel] - expected[pixel], number)
                : PixelChange.None;
        }
    }

    /// <summary>Where a pixel's process stands, in the units of its boundary.</summary>
    public double Process(MonitorTile tile, int pixel)
    {
        ArgumentNullException.ThrowIfNull(tile);
        double unit = tile.Sigmas[pixel] * Math.Sqrt(tile.HistoryCounts[pixel]);
        return design.Method switch
        {
            MonitorMethod.Cusum => tile.Processes[pixel] / unit,
            MonitorMethod.Mosum => WindowSum(tile, pixel) / unit,
            _ => tile.Processes[pixel],
        };
    }

    /// <summary>How far it may go; NaN when nothing was monitored yet.</summary>
    public double Boundary(MonitorTile tile, int pixel)
    {
        ArgumentNullException.ThrowIfNull(tile);
        double share = tile.Counts[pixel] / (double)tile.HistoryCounts[pixel];
        return design.Method switch
        {
            MonitorMethod.Cusum => MonitorBoundary.Cusum(share, design.Critical),
            MonitorMethod.Mosum => MonitorBoundary.Mosum(share, design.Critical),
            MonitorMethod.Ewma => MonitorBoundary.Ewma(tile.Sigmas[pixel], design.Limit, design.Weight),
            _ => design.Limit * tile.Sigmas[pixel],
        };
    }

    private PixelChange Observe(MonitorTile tile, int pixel, double residual, ushort day)
    {
        double sigma = tile.Sigmas[pixel];
        if (design.Method == MonitorMethod.Ewma && Math.Abs(residual) > design.IgnoreAbove * sigma)
        {
            return PixelChange.None;
        }

        tile.Counts[pixel] = (ushort)Math.Min(ushort.MaxValue, tile.Counts[pixel] + 1);
        Advance(tile, pixel, residual);
        return (PixelStatus)tile.Statuses[pixel] == PixelStatus.Broken ? Recover(tile, pixel, residual, day) : Judge(tile, pixel, residual, day);
    }

    private void Advance(MonitorTile tile, int pixel, double residual)
    {
        switch (design.Method)
        {
            case MonitorMethod.Cusum:
                tile.Processes[pixel] += residual;
                break;
            case MonitorMethod.Ewma:
                tile.Processes[pixel] = ((1 - design.Weight) * tile.Processes[pixel]) + (design.Weight * residual);
                break;
            case MonitorMethod.Mosum:
                int slot = (tile.Counts[pixel] - tile.HistoryCounts[pixel] - 1) % tile.Window(design, pixel);
                tile.Windows[(slot * tile.Pixels) + pixel] = residual;
                break;
            default:
                tile.Processes[pixel] = residual;
                break;
        }
    }

    private PixelChange Judge(MonitorTile tile, int pixel, double residual, ushort day)
    {
        if (!Exceeds(Process(tile, pixel), Boundary(tile, pixel)))
        {
            (tile.Runs[pixel], tile.RunStarts[pixel]) = (0, 0);
            return PixelChange.None;
        }

        int needed = design.Method == MonitorMethod.Consecutive ? design.InARow : 1;
        tile.RunStarts[pixel] = tile.Runs[pixel] == 0 ? day : tile.RunStarts[pixel];
        tile.Runs[pixel]++;
        if (tile.Runs[pixel] < needed)
        {
            return PixelChange.None;
        }

        ushort began = tile.RunStarts[pixel];
        tile.FirstBreaks[pixel] = tile.BreakCounts[pixel] == 0 ? began : tile.FirstBreaks[pixel];
        tile.LastBreaks[pixel] = began;
        tile.BreakCounts[pixel] = (byte)Math.Min(byte.MaxValue, tile.BreakCounts[pixel] + 1);
        tile.Magnitudes[pixel] = (float)residual;
        tile.Statuses[pixel] = (byte)PixelStatus.Broken;
        (tile.Runs[pixel], tile.RunStarts[pixel]) = (0, 0);
        return PixelChange.Broke;
    }

    // Back within the model for long enough: the monitor is armed anew, as if the history had just ended.
    private PixelChange Recover(MonitorTile tile, int pixel, double residual, ushort day)
    {
        double reach = design.RecoveredWithin * tile.Sigmas[pixel];
        bool isBack = design.Side switch
        {
            MonitorSide.Loss => residual >= -reach,
            MonitorSide.Gain => residual <= reach,
            _ => Math.Abs(residual) <= reach,
        };
        tile.Runs[pixel] = isBack ? (byte)Math.Min(byte.MaxValue, tile.Runs[pixel] + 1) : (byte)0;
        if (design.RecoveryInARow == 0 || tile.Runs[pixel] < design.RecoveryInARow)
        {
            return PixelChange.None;
        }

        tile.Runs[pixel] = 0;
        tile.Counts[pixel] = tile.HistoryCounts[pixel];
        tile.Processes[pixel] = 0;
        for (int slot = 0; slot < tile.LargestWindow; slot++)
        {
            tile.Windows[(slot * tile.Pixels) + pixel] = 0;
        }

        tile.Recoveries[pixel] = day;
        tile.Statuses[pixel] = (byte)PixelStatus.Recovered;
        return PixelChange.Recovered;
    }

    // NaN, a boundary before anything was monitored, is never exceeded.
    private bool Exceeds(double process, double boundary) => design.Side switch
    {
        MonitorSide.Loss => process < -boundary,
        MonitorSide.Gain => process > boundary,
        _ => Math.Abs(process) > boundary,
    };

    // Oldest first, and summed anew each time, so that a sum does not depend on how long ago it was begun.
    private double WindowSum(MonitorTile tile, int pixel)
    {
        int window = tile.Window(design, pixel), oldest = (tile.Counts[pixel] - tile.HistoryCounts[pixel]) % window;
        double sum = 0;
        for (int i = 0; i < window; i++)
        {
            sum += tile.Windows[(((oldest + i) % window) * tile.Pixels) + pixel];
        }

        return sum;
    }
}

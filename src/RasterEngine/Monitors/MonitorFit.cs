using RasterEngine.Kernels;

namespace RasterEngine.Monitors;

/// <summary>Fits the history of a tile's pixels and arms their monitors. Owns buffers, so one a worker.</summary>
public sealed class MonitorFit
{
    // A history that does not vary by more than rounding has no scale to hold a residual against.
    private const double SmallestSigma = 1e-9;

    private readonly MonitorDesign design;
    private readonly double[][] rows;
    private readonly HarmonicFit fit;
    private readonly HistorySelection? selection;
    private readonly double[][] observedRows;
    private readonly double[] observedValues;
    private readonly int[] observedDates;
    private double[] counts = [], squares = [], expected = [];

    /// <param name="design">The monitor.</param>
    /// <param name="days">Days of the history, oldest first.</param>
    public MonitorFit(MonitorDesign design, IReadOnlyList<DateOnly> days)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(days);
        this.design = design;
        rows = [.. days.Select(design.Model.Row)];
        fit = new HarmonicFit(rows);
        selection = design.SelectsHistory ? new HistorySelection(fit.Parameters, rows.Length, design.Alpha) : null;
        observedRows = new double[rows.Length][];
        observedValues = new double[rows.Length];
        observedDates = new int[rows.Length];
    }

    /// <summary>Fits and arms.</summary>
    /// <param name="series">Day by day, the index of all pixels, NaN where not observed. Observations that a pixel's model leaves out become NaN.</param>
    /// <param name="tile">Receives everything; must be new.</param>
    public void Arm(Span<double> series, MonitorTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        int pixels = tile.Pixels;
        if (counts.Length < pixels)
        {
            (counts, squares, expected) = (new double[pixels], new double[pixels], new double[pixels]);
        }

        MarkSeen(series, tile);
        if (selection is not null)
        {
            SelectHistory(series, pixels);
        }

        Fit(series, tile);
        if (design.Method == MonitorMethod.Ewma)
        {
            Screen(series, tile);
            Fit(series, tile);
        }

        for (int pixel = 0; pixel < pixels; pixel++)
        {
            ArmPixel(tile, pixel);
        }

        Start(series, tile);
    }

    private static void MarkSeen(ReadOnlySpan<double> series, MonitorTile tile)
    {
        for (int i = 0; i < series.Length; i++)
        {
            if (!double.IsNaN(series[i]))
            {
                tile.Statuses[i % tile.Pixels] = (byte)PixelStatus.Unmonitored;
            }
        }
    }

    private void SelectHistory(Span<double> series, int pixels)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int seen = 0;
            for (int t = 0; t < rows.Length; t++)
            {
                double value = series[(t * pixels) + pixel];
                if (!double.IsNaN(value))
                {
                    (observedRows[seen], observedValues[seen], observedDates[seen]) = (rows[t], value, t);
                    seen++;
                }
            }

            int left = selection!.Start(observedRows.AsSpan(0, seen), observedValues.AsSpan(0, seen));
            for (int i = 0; i < left; i++)
            {
                series[(observedDates[i] * pixels) + pixel] = double.NaN;
            }
        }
    }

    private void Fit(ReadOnlySpan<double> series, MonitorTile tile) =>
        fit.Fit(series, tile.Pixels, tile.Coefficients, counts.AsSpan(0, tile.Pixels), squares.AsSpan(0, tile.Pixels));

    // Shewhart's rule on the history: what lies beyond L scales is no part of it.
    private void Screen(Span<double> series, MonitorTile tile)
    {
        int pixels = tile.Pixels;
        for (int t = 0; t < rows.Length; t++)
        {
            HarmonicFit.Expect(rows[t], tile.Coefficients, expected.AsSpan(0, pixels));
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                ref double value = ref series[(t * pixels) + pixel];
                double scale = Math.Sqrt(squares[pixel] / counts[pixel]);
                value = Math.Abs(value - expected[pixel]) > design.ScreenAbove * scale ? double.NaN : value;
            }
        }
    }

    private void ArmPixel(MonitorTile tile, int pixel)
    {
        double n = counts[pixel], free = design.Method == MonitorMethod.Ewma ? n : n - fit.Parameters;
        double sigma = Math.Sqrt(squares[pixel] / free);
        tile.HistoryCounts[pixel] = tile.Counts[pixel] = (ushort)n;
        bool hasWindow = design.Method != MonitorMethod.Mosum || tile.Window(design, pixel) > 0;
        if (n >= design.SmallestHistory && sigma >= SmallestSigma && hasWindow)
        {
            tile.Sigmas[pixel] = sigma;
            tile.Statuses[pixel] = (byte)PixelStatus.Stable;
        }
        else
        {
            // No model is known: zeros, so that the saved bytes of a pixel do not tell what was tried.
            for (int j = 0; j < fit.Parameters; j++)
            {
                tile.Coefficients[(j * tile.Pixels) + pixel] = 0;
            }
        }
    }

    // Where the process stands at the end of the history.
    private void Start(ReadOnlySpan<double> series, MonitorTile tile)
    {
        if (design.Method == MonitorMethod.Consecutive)
        {
            return;
        }

        int pixels = tile.Pixels;
        int[] seen = new int[pixels];
        for (int t = 0; t < rows.Length; t++)
        {
            HarmonicFit.Expect(rows[t], tile.Coefficients, expected.AsSpan(0, pixels));
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                double value = series[(t * pixels) + pixel];
                if (double.IsNaN(value) || tile.Statuses[pixel] != (byte)PixelStatus.Stable)
                {
                    continue;
                }

                double residual = value - expected[pixel];
                switch (design.Method)
                {
                    case MonitorMethod.Cusum:
                        tile.Processes[pixel] += residual;
                        break;
                    case MonitorMethod.Ewma:
                        tile.Processes[pixel] = ((1 - design.Weight) * tile.Processes[pixel]) + (design.Weight * residual);
                        break;
                    default:
                        int window = tile.Window(design, pixel), slot = seen[pixel] - (tile.HistoryCounts[pixel] - window);
                        if (slot >= 0)
                        {
                            tile.Windows[(slot * pixels) + pixel] = residual;
                        }

                        break;
                }

                seen[pixel]++;
            }
        }
    }
}

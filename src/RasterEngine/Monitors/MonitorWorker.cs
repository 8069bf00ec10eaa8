using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>One worker of a monitor: fits or loads tile after tile and adds the new scenes. Made, used and disposed on its own thread.</summary>
internal sealed class MonitorWorker : IDisposable
{
    /// <summary>Bands of breaks.tif: last break, first break, last recovery as days since 1970-01-01, and the number of breaks; 0 for none.</summary>
    public const int DateBands = 4;

    private readonly MonitorPlan plan;
    private readonly StateFile? saved;
    private readonly PixelAreas areas;
    private readonly MonitorFit? fit;
    private readonly MonitorStep step;
    private readonly SceneSeries scenes;
    private double[] series = [];

    public MonitorWorker(MonitorPlan plan, StateFile? saved, PixelAreas areas)
    {
        (this.plan, this.saved, this.areas) = (plan, saved, areas);
        fit = saved is null ? new MonitorFit(plan.Question.Design, [.. plan.History.Select(h => h.Entry.Day)]) : null;
        step = new MonitorStep(plan.Question.Design);
        scenes = new SceneSeries(plan, plan.Layout.Tiles.LargestTilePixels);
    }

    public MonitorAnswer Answer(Tile tile)
    {
        Window window = tile.Window;
        int pixels = (int)window.PixelCount, at = 0;
        byte[] state = new byte[plan.Layout.TileBytes(window)], statuses = new byte[pixels];
        ushort[] dates = new ushort[DateBands * pixels];
        var sums = new SceneSums[plan.New.Count];
        var byStatus = new PixelSum[Enum.GetValues<PixelStatus>().Length];
        saved?.Read(plan.Layout, tile.Index, state);
        foreach (Window strip in plan.Layout.Strips(window))
        {
            MonitorTile own = plan.Layout.Empty(strip);
            Span<byte> bytes = state.AsSpan(at, own.ByteLength);
            at += own.ByteLength;
            Begin(own, strip, bytes);
            long[] steps = Areas(strip);
            for (int scene = 0; scene < plan.New.Count; scene++)
            {
                sums[scene] += Add(own, strip, scene, steps);
            }

            own.Save(bytes);
            Take(own, (strip.Row - window.Row) * window.Width, steps, statuses, dates, byStatus);
        }

        return new MonitorAnswer(tile, state, statuses, dates, sums, byStatus);
    }

    public void Dispose() => scenes.Dispose();

    private void Begin(MonitorTile own, Window strip, Span<byte> bytes)
    {
        if (fit is null)
        {
            own.Load(bytes);
            return;
        }

        int length = own.Pixels * plan.History.Count;
        series = series.Length < length ? new double[length] : series;
        for (int t = 0; t < plan.History.Count; t++)
        {
            scenes.Read(plan.History[t].Scene, strip, series.AsSpan(t * own.Pixels, own.Pixels));
        }

        fit.Arm(series.AsSpan(0, length), own);
    }

    private SceneSums Add(MonitorTile own, Window strip, int scene, long[] steps)
    {
        series = series.Length < own.Pixels ? new double[own.Pixels] : series;
        Span<double> values = series.AsSpan(0, own.Pixels);
        var changes = new PixelChange[own.Pixels];
        scenes.Read(plan.New[scene].Scene, strip, values);
        step.Add(plan.New[scene].Entry.Day, values, own, changes);
        PixelSum seen = default, broke = default, recovered = default;
        for (int i = 0; i < changes.Length; i++)
        {
            if (changes[i] == PixelChange.NotSeen || own.Statuses[i] is (byte)PixelStatus.NotSeen or (byte)PixelStatus.Unmonitored)
            {
                continue;
            }

            seen = seen.Add(steps[i]);
            broke = changes[i] == PixelChange.Broke ? broke.Add(steps[i]) : broke;
            recovered = changes[i] == PixelChange.Recovered ? recovered.Add(steps[i]) : recovered;
        }

        return new SceneSums(seen, broke, recovered);
    }

    private static void Take(MonitorTile own, int from, long[] steps, byte[] statuses, ushort[] dates, PixelSum[] byStatus)
    {
        int pixels = statuses.Length;
        for (int i = 0; i < own.Pixels; i++)
        {
            statuses[from + i] = own.Statuses[i];
            dates[from + i] = own.LastBreaks[i];
            dates[pixels + from + i] = own.FirstBreaks[i];
            dates[(2 * pixels) + from + i] = own.Recoveries[i];
            dates[(3 * pixels) + from + i] = own.BreakCounts[i];
            byStatus[own.Statuses[i]] = byStatus[own.Statuses[i]].Add(steps[i]);
        }
    }

    private long[] Areas(Window strip)
    {
        long[] steps = new long[strip.PixelCount];
        for (int row = 0; row < strip.Height; row++)
        {
            areas.Row(strip.Row + row, strip.Column, steps.AsSpan(row * strip.Width, strip.Width));
        }

        return steps;
    }
}

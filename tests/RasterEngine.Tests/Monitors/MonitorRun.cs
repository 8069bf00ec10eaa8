using RasterEngine.Monitors;

namespace RasterEngine.Tests.Monitors;

/// <summary>A monitor run over series in memory: what happened to one pixel, observation by observation.</summary>
internal sealed class MonitorRun
{
    private readonly MonitorDesign design;
    private readonly MonitorStep step;
    private readonly int pixels;

    /// <param name="design">The monitor.</param>
    /// <param name="days">All days.</param>
    /// <param name="series">Day by day, all pixels.</param>
    /// <param name="history">Days of the history.</param>
    /// <param name="watched">The pixel whose process is noted.</param>
    public MonitorRun(MonitorDesign design, IReadOnlyList<DateOnly> days, double[] series, int history, int watched = 0)
    {
        (this.design, pixels) = (design, series.Length / days.Count);
        step = new MonitorStep(design);
        Tile = new MonitorTile(design, pixels, history);
        new MonitorFit(design, [.. days.Take(history)]).Arm(series.AsSpan(0, history * pixels).ToArray(), Tile);
        var changes = new PixelChange[pixels];
        for (int t = history; t < days.Count; t++)
        {
            step.Add(days[t], series.AsSpan(t * pixels, pixels), Tile, changes);
            Note(days[t], changes[watched], watched);
        }
    }

    public MonitorTile Tile { get; }

    public List<double> Process { get; } = [];

    public List<double> Boundary { get; } = [];

    public List<(string Kind, DateOnly Day)> Events { get; } = [];

    public static MonitorDesign Design(MonitorMethod method, int order, bool trend, int origin, MonitorSide side, int recovery, bool selects) => new(new HarmonicModel(order, trend, origin), method)
    {
        Side = side,
        RecoveryInARow = recovery,
        SelectsHistory = selects,
        Limit = method == MonitorMethod.Consecutive ? 5 : 2,
        Critical = method == MonitorMethod.Cusum ? CriticalValues.Cusum(0.05) : CriticalValues.Mosum(0.25, 0.05)!.Value,
    };

    private void Note(DateOnly day, PixelChange change, int pixel)
    {
        if (change == PixelChange.NotSeen)
        {
            return;
        }

        Process.Add(step.Process(Tile, pixel));
        Boundary.Add(step.Boundary(Tile, pixel));
        if (change == PixelChange.Broke)
        {
            Events.Add(("broke", MonitorStep.Day(Tile.LastBreaks[pixel])));
        }
        else if (change == PixelChange.Recovered)
        {
            Events.Add(("recovered", MonitorStep.Day(Tile.Recoveries[pixel])));
            Assert(Tile.Recoveries[pixel] == MonitorStep.DayNumber(day));
        }

        void Assert(bool holds) => Xunit.Assert.True(holds, design.ToString());
    }
}

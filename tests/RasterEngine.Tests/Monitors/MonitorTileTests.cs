using RasterEngine.Monitors;
using Xunit;

namespace RasterEngine.Tests.Monitors;

public sealed class MonitorTileTests
{
    private static readonly DateOnly[] Days = [.. Enumerable.Range(0, 90).Select(i => new DateOnly(2019, 1, 3).AddDays(13 * i))];

    public static TheoryData<MonitorMethod> Methods => [.. Enum.GetValues<MonitorMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void State_StaysAsItIs_WhenASceneIsAllMasked(MonitorMethod method)
    {
        (MonitorDesign design, double[] series) = Question(method, 60, 7);
        MonitorTile tile = new MonitorRun(design, Days, series, 50).Tile;
        byte[] before = Saved(tile);
        new MonitorStep(design).Add(Days[^1].AddDays(5), Enumerable.Repeat(double.NaN, 60).ToArray(), tile, new PixelChange[60]);
        Assert.Equal(before, Saved(tile));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void SavedState_GoesOnAsIfNeverSaved(MonitorMethod method)
    {
        (MonitorDesign design, double[] series) = Question(method, 60, 8);
        MonitorTile whole = new MonitorRun(design, Days, series, 50).Tile;
        MonitorTile part = new MonitorRun(design, Days[..70], series[..(70 * 60)], 50).Tile;
        for (int t = 70; t < Days.Length; t++)
        {
            var restored = new MonitorTile(design, 60, 50);
            restored.Load(Saved(part));
            new MonitorStep(design).Add(Days[t], series.AsSpan(t * 60, 60), restored, new PixelChange[60]);
            part = restored;
        }

        Assert.Equal(Saved(whole), Saved(part));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Pixels_AreTheSame_HoweverTheyAreCutIntoTiles(MonitorMethod method)
    {
        (MonitorDesign design, double[] series) = Question(method, 60, 9);
        MonitorTile together = new MonitorRun(design, Days, series, 50).Tile;
        foreach (int pixel in (int[])[0, 1, 13, 58, 59])
        {
            MonitorTile alone = new MonitorRun(design, Days, [.. Enumerable.Range(0, Days.Length).Select(t => series[(t * 60) + pixel])], 50).Tile;
            Assert.Equal(
                (alone.Statuses[0], alone.FirstBreaks[0], alone.LastBreaks[0], alone.BreakCounts[0], alone.Recoveries[0], alone.Counts[0]),
                (together.Statuses[pixel], together.FirstBreaks[pixel], together.LastBreaks[pixel], together.BreakCounts[pixel], together.Recoveries[pixel], together.Counts[pixel]));
            Assert.Equal((alone.Sigmas[0], alone.Processes[0], alone.Magnitudes[0]), (together.Sigmas[pixel], together.Processes[pixel], together.Magnitudes[pixel]));
        }
    }

    [Fact]
    public void Pixel_IsUnmonitored_WithFewerObservationsThanTwoMoreThanParameters()
    {
        MonitorDesign design = MonitorRun.Design(MonitorMethod.Cusum, 1, false, 2019, MonitorSide.Both, 0, selects: false);
        double[] series = [.. Enumerable.Range(0, Days.Length).SelectMany(t => new[] { t is < 4 or > 50 ? Wave(t) : double.NaN, t is < 5 or > 50 ? Wave(t) : double.NaN, t > 50 ? Wave(t) : double.NaN, 0.3 })];
        var run = new MonitorRun(design, Days, series, 50);
        Assert.Equal([(byte)PixelStatus.Unmonitored, (byte)PixelStatus.Broken, (byte)PixelStatus.NotSeen, (byte)PixelStatus.Unmonitored], run.Tile.Statuses);
        Assert.Equal((4, 5), (run.Tile.HistoryCounts[0], run.Tile.HistoryCounts[1]));
        Assert.Equal(0, run.Tile.Sigmas[3]); // a history that never varies has no scale

        static double Wave(int t) => t > 50 ? 0.05 : 0.5 + (0.1 * Math.Sin(t * 7.7));
    }

    [Fact]
    public void Monitor_FlagsOnlyItsSide_AndCountsEveryCycle()
    {
        // Twice the crop goes and comes back; once the field is greener than ever.
        double[] series = new double[Days.Length];
        for (int t = 0; t < Days.Length; t++)
        {
            double dip = t is (>= 55 and < 61) or (>= 70 and < 76) ? -0.4 : t is >= 81 and < 87 ? 0.4 : 0;
            series[t] = 0.5 + (0.2 * Math.Cos(2 * Math.PI * HarmonicModel.DecimalYear(Days[t]))) + (0.01 * Math.Sin(t * 5.3)) + dip;
        }

        MonitorRun loss = Run(MonitorSide.Loss), gain = Run(MonitorSide.Gain), both = Run(MonitorSide.Both);
        Assert.Equal([("broke", Days[55]), ("recovered", Days[63]), ("broke", Days[70]), ("recovered", Days[78])], loss.Events);
        Assert.Equal((2, PixelStatus.Recovered), (loss.Tile.BreakCounts[0], (PixelStatus)loss.Tile.Statuses[0]));
        Assert.Equal((MonitorStep.DayNumber(Days[55]), MonitorStep.DayNumber(Days[70])), (loss.Tile.FirstBreaks[0], loss.Tile.LastBreaks[0]));
        Assert.InRange(loss.Tile.Magnitudes[0], -0.43f, -0.37f);
        Assert.Equal(("broke", Days[81]), gain.Events[0]);
        Assert.Equal(3, both.Tile.BreakCounts[0]);

        MonitorRun Run(MonitorSide side) => new(MonitorRun.Design(MonitorMethod.Consecutive, 1, false, 2019, side, 3, selects: false), Days, series, 50);
    }

    private static (MonitorDesign Design, double[] Series) Question(MonitorMethod method, int pixels, int seed)
    {
        var random = new Random(seed);
        double[] series = new double[Days.Length * pixels];
        for (int i = 0; i < series.Length; i++)
        {
            int t = i / pixels, pixel = i % pixels;
            double dip = t > 55 + (pixel % 20) && t < 68 + (pixel % 11) ? -0.05 * (pixel % 7) : 0;
            series[i] = random.Next(4) == 0 ? double.NaN : 0.5 + (0.2 * Math.Sin(2 * Math.PI * HarmonicModel.DecimalYear(Days[t]))) + (0.06 * (random.NextDouble() - 0.5)) + dip;
        }

        return (MonitorRun.Design(method, 2, false, 2019, MonitorSide.Loss, 3, selects: seed % 2 == 0), series);
    }

    private static byte[] Saved(MonitorTile tile)
    {
        byte[] bytes = new byte[tile.ByteLength];
        tile.Save(bytes);
        return bytes;
    }
}

using System.Globalization;
using System.Text.Json;
using RasterEngine.Monitors;
using Xunit;

namespace RasterEngine.Tests.Monitors;

/// <summary>Against tests/reference/monitor_numbers.py, which shares no code with the engine, and against published vectors.</summary>
public sealed class MonitorReferenceTests
{
    /// <summary>A CSV file date,a,b,c,d,e of the five series of nrt's tests. They are EUPL-1.2, so they are not in this repository.</summary>
    private const string NrtSetting = "RASTERENGINE_NRT_SERIES";

    private static readonly JsonElement[] Cases =
        [.. JsonDocument.Parse(File.ReadAllBytes(Repository.Path("data-samples", "landsat-pixel", "expected-monitors.json"))).RootElement.EnumerateArray()];

    public static TheoryData<int> CaseNumbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Monitor_HasTheIndependentNumbers_OnALandsatPixel(int number)
    {
        JsonElement expected = Cases[number];
        string method = expected.GetProperty("method").GetString()!;
        DateOnly first = Date(expected, "first"), last = Date(expected, "historyUntil");
        var record = LandsatPixel.Read().Where(r => r.Day >= first).ToList();
        MonitorDesign design = MonitorRun.Design(
            Enum.Parse<MonitorMethod>(method, ignoreCase: true),
            expected.GetProperty("order").GetInt32(),
            expected.GetProperty("trend").GetBoolean(),
            record[0].Day.Year,
            Enum.Parse<MonitorSide>(expected.GetProperty("side").GetString()!, ignoreCase: true),
            expected.GetProperty("recovery").GetInt32(),
            expected.GetProperty("select").GetString() == "roc");
        var run = new MonitorRun(design, [.. record.Select(r => r.Day)], [.. record.Select(r => r.Ndvi)], record.Count(r => r.Day <= last));

        Assert.Equal(expected.GetProperty("n").GetInt32(), run.Tile.HistoryCounts[0]);
        Assert.Equal(expected.GetProperty("sigma").GetDouble(), run.Tile.Sigmas[0], 1e-9);
        Near(Numbers(expected, "beta"), run.Tile.Coefficients, 1e-7);
        double unit = design.Method == MonitorMethod.Consecutive ? run.Tile.Sigmas[0] : 1;
        double[] process = Numbers(expected, "process"), boundary = Numbers(expected, "boundary");
        (string, DateOnly)[] events = [.. expected.GetProperty("events").EnumerateArray().Select(e => (e[0].GetString()!, DateOnly.ParseExact(e[1].GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)))];
        Assert.Equal(events, run.Events);

        // A recovered process starts anew; the script's starts with it, so both agree all the way.
        Assert.Equal(process.Length, run.Process.Count);
        HashSet<int> recoveries = [.. Recovered(run)];
        for (int i = 0; i < process.Length; i++)
        {
            if (!recoveries.Contains(i))
            {
                Assert.Equal(process[i] * unit, run.Process[i], 1e-6);
                Assert.Equal(boundary[i] * unit, run.Boundary[i], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData("1988-05-16", "1994-06-18", MonitorMethod.Ewma, "1994-06-20")]
    [InlineData("1995-04-02", "2004-06-29", MonitorMethod.Ewma, "2004-07-09")]
    [InlineData("2008-06-08", "2009-11-26", MonitorMethod.Cusum, "2010-03-20")]
    public void Break_FollowsTheEndOfAPublishedModel(string first, string last, MonitorMethod method, string expected)
    {
        // Start and end days of stable models as lcmap-pyccd published them for this pixel (ordinals 725873-728097, 728385-731761, 733201-733737).
        DateOnly from = Iso(first), until = Iso(last);
        var record = LandsatPixel.Read().Where(r => r.Day >= from).ToList();
        MonitorDesign design = MonitorRun.Design(method, 1, false, from.Year, MonitorSide.Both, 0, selects: false);
        var run = new MonitorRun(design, [.. record.Select(r => r.Day)], [.. record.Select(r => r.Ndvi)], record.Count(r => r.Day <= until));
        (string kind, DateOnly day) = Assert.Single(run.Events);
        Assert.Equal(("broke", Iso(expected)), (kind, day));

        // Nothing is flagged later than the third clear observation after the model's end.
        Assert.InRange(record.Count(r => r.Day > until && r.Day <= day && !double.IsNaN(r.Ndvi)), 1, 3);
    }

    [Fact]
    public void CriticalValues_AreThePublishedOnes()
    {
        foreach ((double alpha, double value) in (ReadOnlySpan<(double, double)>)[(0.01, 3.368214), (0.05, 2.795483), (0.1, 2.500278)])
        {
            Assert.Equal(value, CriticalValues.Cusum(alpha), 1e-6);
        }

        Assert.Equal(0.9478982340418134, CriticalValues.Recursive(0.05), 1e-9);
        Assert.Equal(1.3418245100762807, CriticalValues.Mosum(0.25, 0.05)!.Value, 1e-9);
        Assert.Null(CriticalValues.Mosum(0.3, 0.05));
        Assert.Equal(1.89762642047451, MonitorBoundary.Mosum(1.5, CriticalValues.Mosum(0.25, 0.05)!.Value), 1e-9);
        Assert.True(double.IsNaN(MonitorBoundary.Cusum(1, 2.795483)) && double.IsNaN(MonitorBoundary.Mosum(0.5, 1.34)));
    }

    [Fact]
    public void Monitors_HaveThePublishedVectors_OfNrtAndBfast()
    {
        string? path = Environment.GetEnvironmentVariable(NrtSetting);
        Assert.SkipUnless(File.Exists(path), $"{NrtSetting} does not name the series, which are EUPL-1.2 and not in this repository");
        string[][] lines = [.. File.ReadLines(path!).Skip(1).Select(l => l.Split(','))];
        DateOnly[] days = [.. lines.Select(l => Iso(l[0]))];
        double[] series = [.. lines.SelectMany(l => l.Skip(1).Select(f => double.Parse(f, CultureInfo.InvariantCulture)))];

        // ec-jrc/nrt, made with R's strucchange and bfast: columns of the last scene.
        int[] counts = [63, 68, 56, 61, 56];
        double[] sigmas = [0.0845696151305743, 0.111496760744149, 0.13391729121629, 0.105347770829644, 0.117748321287538];
        double[] cusum = [-2.08012374769124, -1.12995172579522, -2.15542212057762, -0.79442012574963, -0.58697646124325];
        double[] cusumBoundary = [2.18830070730796, 1.98733665145684, 2.04326467805047, 2.11813508260143, 2.2290661988851];
        double[] mosum = [-1.69177611187887, -1.386073902846, -2.26730211762919, -0.869815342848812, -0.87205523089781];
        for (int column = 0; column < 5; column++)
        {
            // Their processes were computed with a design rounded to 6 places (X.csv), which moves them by up to 2e-6; their history starts with an exact one.
            MonitorRun sums = Run(MonitorMethod.Cusum, column), windows = Run(MonitorMethod.Mosum, column);
            Assert.Equal(counts[column], sums.Tile.HistoryCounts[column]);
            Assert.Equal(sigmas[column], sums.Tile.Sigmas[column], 1e-6);
            Assert.Equal(cusum[column], sums.Process[^1], 1e-6);
            Assert.Equal(cusumBoundary[column], sums.Boundary[^1], 1e-6);
            Assert.Equal(mosum[column], windows.Process[^1], 1e-6);
            Assert.Equal(1.89762642047451, windows.Boundary[^1], 1e-9);
            Assert.Equal(column == 2 ? days[133] : null, sums.Events.Select(e => (DateOnly?)e.Day).SingleOrDefault());
            Assert.Equal(column == 2 ? days[124] : null, windows.Events.Select(e => (DateOnly?)e.Day).SingleOrDefault());
            CheckHistory(column);
        }

        MonitorRun Run(MonitorMethod method, int column)
        {
            MonitorDesign design = MonitorRun.Design(method, 2, false, 2016, MonitorSide.Both, 0, selects: false);
            return new(design with { Model = design.Model with { Digits = 6 } }, days, series, 100, column);
        }

        void CheckHistory(int column)
        {
            int[] starts = [0, 7, 48, 61, 0];
            double[] statistics = [0.43376275351116583, 1.1059369493654179, 1.6210189447093724, 1.00058596510332, 0.742169861271542];
            int[] seen = [.. Enumerable.Range(0, days.Length).Where(t => !double.IsNaN(series[(t * 5) + column]))];
            var model = new HarmonicModel(2, false, 2016);
            var selection = new HistorySelection(model.Parameters, days.Length, 0.05);
            Assert.Equal(starts[column], selection.Start([.. seen.Select(t => model.Row(days[t]))], [.. seen.Select(t => series[(t * 5) + column])]));
            Assert.Equal(statistics[column], selection.Statistic, 1e-6);
        }
    }

    // Observations that completed a recovery: the engine's process is then that of a new start, the script noted it before.
    private static IEnumerable<int> Recovered(MonitorRun run) => run.Boundary.Select((b, i) => (b, i)).Where(p => double.IsNaN(p.b) || run.Process[p.i] == 0).Select(p => p.i);

    private static void Near(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], tolerance);
        }
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static DateOnly Date(JsonElement element, string name) => Iso(element.GetProperty(name).GetString()!);

    private static DateOnly Iso(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

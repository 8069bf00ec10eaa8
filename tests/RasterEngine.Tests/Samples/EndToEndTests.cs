using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Samples;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Samples;

/// <summary>Scan → sample → labels → estimate where every pixel of the reference is known: intervals hold what they promise.</summary>
public sealed class EndToEndTests
{
    private const int Seeds = 500;
    private const double LeastCoverage = 0.93;

    // 5 % crop in fields of 5 × 5; the map misses a fifth of it and invents as much again. Which pixels: a hash of their place.
    private static readonly Func<int, int, bool> IsCrop = (c, r) => Hash(c / 5, r / 5, 1) < 0.05;
    private static readonly SyntheticMap Map = new(200, 200, (c, r) => IsCrop(c, r) ? (Hash(c, r, 2) < 0.8 ? 1 : 2) : Hash(c, r, 3) < 0.0105 ? 1 : 2);

    [Fact]
    public void SyntheticMap_IsCovered_AndItsEstimateIsUnbiased()
    {
        using var folder = new TemporaryFolder();
        var sample = new RepeatedSample(folder, Map.Open(folder["map.tif"]), """{ "target": "crop", "definition": "sown", "size": 400, "expected": { "crop": 0.8, "other": 0.01 } }""", (c, r) => IsCrop(c, r) ? 0 : 1);
        (double coverage, double mean, double deviation) = Repeat(sample, sample.Truth((_, _) => true), 0);
        double truth = sample.Truth((_, _) => true);

        Assert.InRange(coverage, LeastCoverage, 1);
        Assert.InRange(mean, truth - (4 * deviation / Math.Sqrt(Seeds)), truth + (4 * deviation / Math.Sqrt(Seeds)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RealisedStandardError_IsThePromisedOne(int seed)
    {
        // What the strata hold is told to the design: then what it promises must come true.
        byte[] values = Map.Values();
        double Expect(int value) => Enumerable.Range(0, values.Length).Where(i => values[i] == value).Average(i => IsCrop(i % 200, i / 200) ? 1.0 : 0.0);
        string design = FormattableString.Invariant($$"""{ "target": "crop", "size": { "standardErrorHectares": 2 }, "expected": { "crop": {{Expect(1):R}}, "other": {{Expect(2):R}} } }""");
        using var folder = new TemporaryFolder();
        var sample = new RepeatedSample(folder, Map.Open(folder["map.tif"]), design, (c, r) => IsCrop(c, r) ? 0 : 1);
        (_, _, double deviation) = Repeat(sample, sample.Truth((_, _) => true), 1_000_000L * seed);

        Assert.InRange(sample.Plan.Expectation.StandardErrorHectares, 1.9, 2.02);
        Assert.InRange(deviation / sample.Plan.Expectation.StandardErrorHectares, 0.9, 1.1);
    }

    [Theory]
    [InlineData("""{ "target": "forest", "size": 200, "referenceClasses": ["forest", "open"], "mapTo": { "forest": ["kept"], "open": ["gained", "lost", "other"] }, "frame": { "path": "landuse.tif", "keep": [1, 2, 3, 4, 8] } }""", 2)]
    [InlineData("""{ "target": "cultivated", "size": 400, "referenceClasses": ["cultivated", "not"], "mapTo": { "cultivated": ["lost"], "not": ["gained", "kept", "other"] }, "frame": { "path": "landuse.tif", "keep": [1, 2, 3, 4, 8] } }""", 1)]
    public void LandUseInSlovenia_IsCovered_ThroughOurOwnScan(string design, int landUse)
    {
        string data = Repository.Path("..", "shared", "data", "s2-slovenia-ndvi-landuse");
        Assert.SkipUnless(Directory.Exists(data), "no shared data beside the checkout");
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(data, "landuse_raster.tif"), folder["landuse.tif"]);
        string ndvi = Path.Combine(data, "ndvi_68_dates.tif").Replace('\\', '/');

        // July and December 2017: leaves are gone, shaded meadows fall below 0.2.
        ClassRaster map = Scan(folder, $$"""
            { "before": { "path": "{{ndvi}}", "bands": { "index": 46 }, "date": "2017-07-05" }, "after": { "path": "{{ndvi}}", "bands": { "index": 66 }, "date": "2017-12-07" },
              "rule": { "vegetatedAt": 0.2, "changeOf": 0.15 } }
            """);
        byte[] reference = Read(folder["landuse.tif"]);
        var sample = new RepeatedSample(folder, map, design, (c, r) => reference[(r * map.Grid.Width) + c] == landUse ? 0 : 1);
        (double coverage, _, _) = Repeat(sample, sample.Truth((c, r) => reference[(r * map.Grid.Width) + c] != 0), 0);

        Assert.InRange(coverage, LeastCoverage, 1);
    }

    [Fact]
    public void ChangeInTaizhou_IsCovered_AndThePoorMapIsSaidToBePoor()
    {
        string data = Repository.Path("..", "shared", "data", "landsat-taizhou-change-reference");
        Assert.SkipUnless(Directory.Exists(data), "no shared data beside the checkout");
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(data, "change_reference.tif"), folder["reference.tif"]);
        string early = Path.Combine(data, "etm_2000-03-17.tif").Replace('\\', '/'), late = Path.Combine(data, "etm_2003-02-06.tif").Replace('\\', '/');
        ClassRaster map = Scan(folder, $$"""
            { "before": { "path": "{{early}}", "bands": { "red": 3, "nir": 4 }, "scale": 0.0001, "date": "2000-03-17" }, "after": { "path": "{{late}}", "bands": { "red": 3, "nir": 4 }, "scale": 0.0001, "date": "2003-02-06" },
              "rule": { "vegetatedAt": 0, "changeOf": 0.1 } }
            """);
        byte[] reference = Read(folder["reference.tif"]);
        const string design = """{ "target": "changed", "size": 600, "referenceClasses": ["changed", "unchanged"], "mapTo": { "changed": ["gained", "lost"], "unchanged": ["kept", "other"] }, "frame": { "path": "reference.tif", "keep": [1, 2] } }""";
        var sample = new RepeatedSample(folder, map, design, (c, r) => reference[(r * 400) + c] == 2 ? 0 : 1);
        double truth = sample.Truth((c, r) => reference[(r * 400) + c] != 0);
        (double coverage, double mean, double deviation) = Repeat(sample, truth, 0);

        Assert.Equal(21_390, sample.Plan.Strata.Sum(s => s.Units));
        Assert.Equal(4_227, reference.Count(v => v == 2));
        Assert.InRange(truth, 4_227 * 0.09 * 0.9985, 4_227 * 0.09 * 1.0015);
        Assert.InRange(coverage, LeastCoverage, 1);
        Assert.InRange(mean, truth - (4 * deviation / Math.Sqrt(Seeds)), truth + (4 * deviation / Math.Sqrt(Seeds)));

        // numpy: of the pixels mapped as changed 40.3 % are, and 29.4 % of the changed ones are mapped so.
        SampleEstimate one = sample.Estimate(1);
        Assert.InRange(one.Accuracy.Users.First(u => u.Class == "changed").Value!.Value, 0.3, 0.5);
        Assert.InRange(one.Accuracy.Producers.First(u => u.Class == "changed").Value!.Value, 0.2, 0.4);
        Assert.Contains("poor-map", one.Warnings.Select(w => w.Code));
    }

    private static (double Coverage, double Mean, double Deviation) Repeat(RepeatedSample sample, double truth, long firstSeed)
    {
        int held = 0;
        double[] estimates = new double[Seeds];
        Parallel.For(0, Seeds, i =>
        {
            RasterEngine.Estimates.AreaEstimate area = sample.Target(firstSeed + i);
            estimates[i] = area.Hectares!.Value;
            _ = area.Interval!.Value.Holds(truth) ? Interlocked.Increment(ref held) : 0;
        });
        double mean = estimates.Average(), deviation = Math.Sqrt(estimates.Sum(e => (e - mean) * (e - mean)) / (Seeds - 1));
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"truth {truth:0.0000} ha, mean {mean:0.0000}, deviation {deviation:0.0000}, coverage {(double)held / Seeds:0.000}"));
        return ((double)held / Seeds, mean, deviation);
    }

    private static ClassRaster Scan(TemporaryFolder folder, string document)
    {
        Scan scan = ScanDocument.Parse("scan.json", System.Text.Encoding.UTF8.GetBytes(document), folder.Path, "test");
        ScanPublication.Run(scan, folder["scan"], 2, _ => { }, CancellationToken.None);
        return MappedReport.Open(folder["scan/report.json"]);
    }

    private static byte[] Read(string path)
    {
        using Dataset dataset = Dataset.Open(path);
        byte[] values = new byte[dataset.Width * dataset.Height];
        dataset.Band(1).Read(new Window(0, 0, dataset.Width, dataset.Height), values.AsSpan());
        return values;
    }

    private static double Hash(int column, int row, int purpose) => new UnitPriority(77, purpose).Of((row * 100_000L) + column) / (double)ulong.MaxValue;
}

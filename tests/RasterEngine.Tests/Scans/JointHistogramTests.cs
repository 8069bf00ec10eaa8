using System.Text.Json;
using NJsonSchema;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>histogram.json: what its bins hold is what scans at their edges say, to the last digit.</summary>
public sealed class JointHistogramTests
{
    private const int Width = 1100, Height = 210;

    private static readonly decimal[] Thresholds = [-0.3m, 0m, 0.42m, 0.98m];

    // Sums of 100, 200 and others: every second index lies on an edge. 0 and 0 has none.
    private static (int Red, int Nir) Before(int c, int r) => c % 11 == 0 ? (r % 3, c % 4) : Split((((c * 31) + (r * r * 7)) % 201), c % 2 == 0 ? 200 : 100 + (r % 50));

    private static (int Red, int Nir) After(int c, int r) => Split((((c * c * 3) + (r * 17)) % 201), r % 2 == 0 ? 200 : 150);

    private static (int Red, int Nir) Split(int red, int sum) => (Math.Min(red, sum), sum - Math.Min(red, sum));

    public static TheoryData<PixelType> Types => [PixelType.UInt16, PixelType.Byte, PixelType.Int16, PixelType.Float32, PixelType.Float64];

    [Theory]
    [MemberData(nameof(Types))]
    public void Bins_EqualAPlainCount_AndExactScansAtTheirEdges(PixelType type)
    {
        using TemporaryFolder folder = Pair(type);
        (ScanResult result, _) = Question.Run(folder, Question.Pair(""", "histogram": true"""));
        HistogramDocument histogram = Read(folder, "out");
        Assert.Equal((result.Tally.Observed.Pixels, (decimal?)result.Tally.Observed.Hectares), (histogram.All.Pixels, histogram.All.Hectares));
        Assert.Equal(Enumerable.Range(-62, 125).Select(k => k / 50m), histogram.Edges);
        Assert.True(result.Plan.Tiles.Count > 1);
        Assert.Equal(PlainCount(HasAlpha(type), type is PixelType.Float32 or PixelType.Float64 ? BinInDouble : Bin), histogram.All.Rows.SelectMany(row => row.After.Zip(row.Pixels, (after, pixels) => (row.Before, after, pixels))));

        for (int i = 0; i < Thresholds.Length; i++)
        {
            (ScanResult scan, _) = Question.Run(folder, At(Thresholds[i], ""), 1, $"at{i}");
            Check(histogram, histogram.All, Thresholds[i], scan.Tally);
        }
    }

    [Theory]
    [InlineData("centre")]
    [InlineData("exact")]
    public void Bins_OfZonesOnLand_EqualExactScansAtTheirEdges(string coverage)
    {
        using TemporaryFolder folder = Pair(PixelType.UInt16);
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("west", 10.3, 20.2, 150.7, 140.9), ("east", 140.5, 30, 300, 60), ("far", 1000, 1000, 1010, 1010)));
        new SyntheticScene(0, 0, Width, Height, (c, r) => ((c + r) % 5 == 0 ? 7 : 40, 0)).Write(folder["land.tif"]);
        string region = $$""", "zones": { "path": "zones.geojson", "id": "name", "coverage": "{{coverage}}" }, "land": { "path": "land.tif", "keep": [40] }""";
        Question.Run(folder, Question.Pair(region + """, "histogram": true"""));
        HistogramDocument histogram = Read(folder, "out");
        Assert.Equal(["west", "east", "far"], histogram.Zones.Select(z => z.Id));
        Assert.Equal((0, null, 0), (histogram.Zones[2].Histogram.Pixels, histogram.Zones[2].Histogram.Hectares, histogram.Zones[2].Histogram.Rows.Count));
        foreach (decimal threshold in (decimal[])[-0.3m, 0.4m])
        {
            (ScanResult scan, _) = Question.Run(folder, At(threshold, region), 1, $"at{threshold}");
            Check(histogram, histogram.All, threshold, scan.Tally);
            Check(histogram, histogram.Zones[0].Histogram, threshold, scan.Zones[0].Tally!);
            Check(histogram, histogram.Zones[1].Histogram, threshold, scan.Zones[1].Tally!);
        }
    }

    [Fact]
    public void File_HasTheSameBytes_ForAnyWorkers_AndIsWrittenOnlyWhenAskedFor()
    {
        using TemporaryFolder folder = Pair(PixelType.UInt16);
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("a", 3.3, 5.7, 200.1, 100.9), ("b", 111.9, 10.2, 300.5, 150.4)));
        const string zones = """, "zones": { "path": "zones.geojson", "id": "name", "coverage": "exact" }""";
        foreach (string region in (string[])["", zones])
        {
            string document = Question.Pair(region + """, "histogram": true""");
            Question.Run(folder, document, 1, "one" + region.Length);
            Question.Run(folder, document, 3, "three" + region.Length);
            Assert.Equal(File.ReadAllBytes(folder[$"one{region.Length}/histogram.json"]), File.ReadAllBytes(folder[$"three{region.Length}/histogram.json"]));
        }

        Question.Run(folder, Question.Pair(), 2, "without");
        Assert.False(File.Exists(folder["without/histogram.json"]));
        Assert.Equal(File.ReadAllBytes(folder["without/mask.tif"]), File.ReadAllBytes(folder["one0/mask.tif"]));
        Assert.Equal("bad-field", Question.Refusal(folder, Question.Pair(""", "histogram": 0.02""")));
    }

    [Fact]
    public async Task File_ValidatesAgainstItsSchema()
    {
        using TemporaryFolder folder = Pair(PixelType.Byte);
        string document = Question.Pair(""", "histogram": true""");
        Question.Run(folder, document);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        JsonSchema schema = await Schema("histogram.json", cancellation), scan = await Schema("scan.json", cancellation);
        string json = await File.ReadAllTextAsync(folder["out/histogram.json"], cancellation);
        Assert.Empty(schema.Validate(json));
        Assert.Empty(scan.Validate(document));
        Assert.NotEmpty(schema.Validate(json.Replace("\"after\"", "\"later\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(json.Replace("\"edges\":[-1.24,", "\"edges\":[", StringComparison.Ordinal)));

        static Task<JsonSchema> Schema(string name, CancellationToken cancellation) =>
            JsonSchema.FromFileAsync(Repository.Path("src", "RasterEngine", "Publication", "Schemas", name), cancellation);
    }

    // Vegetated before and after, and the four combinations, from the bins that begin at T.
    private static void Check(HistogramDocument histogram, HistogramEntry entry, decimal threshold, PairTally scan)
    {
        int first = histogram.Edges.Index().Single(e => e.Item == threshold).Index + 1;
        Same(scan.VegetatedBefore, (before, _) => before >= first);
        Same(scan.VegetatedAfter, (_, after) => after >= first);
        Same(scan.Transition(Transition.Up) + scan.Transition(Transition.UpSmall), (before, after) => before < first && after >= first);
        Same(scan.Transition(Transition.Down) + scan.Transition(Transition.DownSmall), (before, after) => before >= first && after < first);
        Same(scan.Transition(Transition.BothAtOrAbove), (before, after) => before >= first && after >= first);
        Same(scan.Transition(Transition.BothBelow), (before, after) => before < first && after < first);

        void Same(Extent expected, Func<int, int, bool> belongs)
        {
            var bins = entry.Rows.SelectMany(row => row.After.Select((after, i) => (row.Before, After: after, Pixels: row.Pixels[i], Hectares: row.Hectares[i]))).Where(b => belongs(b.Before, b.After)).ToList();
            Assert.Equal(expected.Pixels, bins.Sum(b => b.Pixels));
            Assert.Equal(expected.Hectares, bins.Sum(b => b.Hectares), 18);
        }
    }

    private static IEnumerable<(int Before, int After, long Pixels)> PlainCount(bool hasAlpha, Func<(int Red, int Nir), int> bin)
    {
        long[,] counts = new long[126, 126];
        for (int r = 0; r < Height; r++)
        {
            for (int c = 0; c < Width; c++)
            {
                (int Red, int Nir) before = Before(c, r), after = After(c, r);
                if (!(hasAlpha && Hidden(c, r)) && before != (0, 0) && after != (0, 0))
                {
                    counts[bin(before), bin(after)]++;
                }
            }
        }

        for (int before = 0; before < 126; before++)
        {
            for (int after = 0; after < 126; after++)
            {
                if (counts[before, after] > 0)
                {
                    yield return (before, after, counts[before, after]);
                }
            }
        }
    }

    // The definition in whole numbers: ⌊50·(nir − red) ÷ (nir + red)⌋ + 63, numerators moved up by as many denominators as make them positive.
    private static int Bin((int Red, int Nir) p) => ((50 * (p.Nir - p.Red)) + (63 * (p.Nir + p.Red))) / (p.Nir + p.Red);

    // Floats are compared in double, numerator with edge times denominator: how many edges are reached.
    private static int BinInDouble((int Red, int Nir) p) => Enumerable.Range(-62, 125).Count(k => p.Nir - p.Red >= (double)(k / 50m) * (p.Nir + p.Red));

    private static bool HasAlpha(PixelType type) => type is PixelType.Byte or PixelType.UInt16;

    private static bool Hidden(int c, int r) => (c / 20) + (r / 30) == 7;

    private static string At(decimal threshold, string more) =>
        Question.Pair(more).Replace("\"vegetatedAt\": 0.4", "\"vegetatedAt\": " + threshold.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static HistogramDocument Read(TemporaryFolder folder, string output) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(folder[$"{output}/histogram.json"]), HistogramJson.Default.HistogramDocument)!;

    private static TemporaryFolder Pair(PixelType type)
    {
        var folder = new TemporaryFolder();
        string[] options = ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"];
        var before = new SyntheticScene(0, 0, Width, Height, Before) { Type = type, Options = options };
        before.Write(folder["before.tif"]);
        (before with { Ground = After, Hidden = HasAlpha(type) ? Hidden : null }).Write(folder["after.tif"]);
        return folder;
    }
}

using System.Text.Json;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Zones and land: scenes whose truth is known, asked about in parts.</summary>
public sealed class RegionScanTests
{
    // Green where the column is even before, and where the row is even after.
    private static readonly SyntheticScene Before = new(0, 0, 300, 200, (c, _) => c % 2 == 0 ? (1000, 5000) : (3000, 3200));
    private static readonly SyntheticScene After = Before with { Ground = (_, r) => r % 2 == 0 ? (1000, 5000) : (3000, 3200) };

    [Fact]
    public void Zones_CountTheirOwnPixels_AndTheirUnionOnce()
    {
        using var folder = Pair();
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("west", 10, 20, 60, 40), ("east", 40, 30, 100, 60), ("far", 1000, 1000, 1010, 1010)));
        (ScanResult result, ReportDocument report) = Question.Run(folder, Question.Pair(""", "zones": { "path": "zones.geojson", "id": "name" }"""));
        Assert.Equal(["west", "east", "far"], report.Zones.Select(z => z.Id));

        // 50 × 20, 60 × 30, overlapping in 20 × 10. A quarter of the pixels each is kept, gained, lost, other.
        Assert.Equal((1000, 1800), (report.Zones[0].Observed!.Pixels, report.Zones[1].Observed!.Pixels));
        Assert.Equal([250L, 250, 250, 250], report.Zones[0].Classes!.Select(c => c.Pixels));
        Assert.Equal([650L, 650, 650, 650], report.Pixels());
        Assert.Equal((2600, 60_000 - 2600), (report.Observed.Pixels, report.Outside.Pixels));
        Assert.Equal((double)report.Observed.Hectares, (double)(report.Zones[0].Hectares!.Value * 0.8m + report.Zones[1].Hectares!.Value), 1e-6 * 26);
        Assert.Null(report.Zones[2].Hectares);
        Assert.Null(report.Zones[2].Classes);
        Assert.Contains(report.Warnings, w => w.Code == "zone-outside" && w.Message.Contains("far", StringComparison.Ordinal));
        Assert.Equal("vegetated", report.Evidence);

        // Moved dates are compared within the zones alone: columns decide before, rows after, so a move by a column changes nothing.
        Assert.Equal(650, result.Moved[0].Gained.Pixels);
    }

    // The scene lies in Bavaria: the first box holds all of it, the second none.
    private const string Boxes = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"all"},"geometry":{"type":"Polygon","coordinates":[[[12,47],[15,47],[15,49],[12,49],[12,47]]]}},{"type":"Feature","properties":{"name":"none"},"geometry":{"type":"Polygon","coordinates":[[[2,47],[3,47],[3,48],[2,48],[2,47]]]}}]}""";

    [Fact]
    public void Zones_MayStandInTheDocument()
    {
        using var folder = Pair();
        (ScanResult result, ReportDocument report) = Question.Run(folder, Question.Pair($$""", "zones": { "features": {{Boxes}}, "id": "name" }"""));
        Assert.Equal((60_000, 2), (report.Observed.Pixels, report.Zones.Count));
        Assert.Equal([15_000L, 15_000, 15_000, 15_000], report.Zones[0].Classes!.Select(c => c.Pixels));
        Assert.Null(report.Zones[1].Hectares);
        Assert.DoesNotContain(result.Inputs, i => i.Path.Contains("zones", StringComparison.Ordinal));
        File.WriteAllText(folder["boxes.geojson"], Boxes);
        (_, ReportDocument fromFile) = Question.Run(folder, Question.Pair(""", "zones": { "path": "boxes.geojson", "id": "name" }"""), 2, "file");
        Assert.Equal(JsonSerializer.Serialize(fromFile.Zones), JsonSerializer.Serialize(report.Zones));
        Assert.NotEqual(fromFile.ScanId, report.ScanId);
    }

    [Theory]
    [InlineData(""", "zones": { "features": { "type": "Feature" } }""", "bad-field")]
    [InlineData(""", "zones": { "features": { "type": "FeatureCollection", "crs": { "type": "link" }, "features": [] } }""", "bad-field")]
    [InlineData(""", "zones": { "features": { "type": "FeatureCollection", "features": [] }, "path": "zones.geojson" }""", "bad-field")]
    [InlineData(""", "zones": { "features": { "type": "FeatureCollection", "features": [] } }""", "zones-unreadable")]
    public void Zones_AreRefused_WhenTheDocumentHoldsNone(string more, string code)
    {
        using var folder = Pair();
        Assert.Equal(code, Question.Refusal(folder, Question.Pair(more)));
    }

    [Fact]
    public void Zones_AreCountedByShare_WhenCoverageIsExact()
    {
        using var folder = Pair();
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("half", 10.5, 20, 11.5, 21), ("next", 11.5, 20, 12, 21)));
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(""", "zones": { "path": "zones.geojson", "id": "name", "coverage": "exact", "parcels": true }"""));
        Assert.Equal("vegetated-on-cropland", report.Evidence);
        Assert.Equal((2, 1), (report.Zones[0].Observed!.Pixels, report.Zones[1].Observed!.Pixels));
        Assert.Equal(2, report.Observed.Pixels);
        Assert.Equal(1.5, (double)(report.Observed.Hectares / (report.Zones[0].Hectares!.Value)), 1e-6);

        // Column 10 is kept (green on both dates), column 11 gained; row 20 is green after.
        Assert.Equal((double)report.Zones[0].Hectares!.Value / 2, (double)report.Zones[0].Classes![0].Hectares, 1e-8);
    }

    [Fact]
    public void Land_TellsApartWhatLiesOutside()
    {
        using var folder = Pair();
        new SyntheticScene(0, 0, 150, 200, (c, _) => (c < 100 ? 40 : 7, 0)).Write(folder["land.tif"]);
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(""", "land": { "path": "land.tif", "keep": [40], "source": "a register", "year": 2015 }"""));
        Assert.Equal([5000L, 5000, 5000, 5000], report.Pixels());
        Assert.Equal(40_000, report.Outside.Pixels);
        Assert.Equal((10_000, 10_000), (report.VegetatedOutsideLand!.Gained.Pixels, report.VegetatedOutsideLand.Lost.Pixels));
        Assert.Equal("vegetated-on-cropland", report.Evidence);
        Assert.Contains(report.Warnings, w => w.Code == "land-year");
        string page = File.ReadAllText(folder["out/report.html"]);
        Assert.Contains("green cropland", page, StringComparison.Ordinal);
        Assert.Contains("a register", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cultivated", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void LandPolygons_AndZones_AreCountedTogether()
    {
        using var folder = Pair();
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("a", 0, 0, 20, 20)));
        File.WriteAllText(folder["land.geojson"], Question.Rectangles(("x", 0, 0, 10, 200)));
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(""", "zones": { "path": "zones.geojson", "id": "name" }, "land": { "path": "land.geojson" }"""));
        Assert.Equal((200, 59_800), (report.Observed.Pixels, report.Outside.Pixels));
        Assert.Equal(50, report.VegetatedOutsideLand!.Gained.Pixels);
        Assert.Equal(2, (double)(report.Zones[0].Hectares!.Value / report.Observed.Hectares), 1e-6);
    }

    [Fact]
    public void Numbers_AreTheSame_ForAnyTilingAndWorkers()
    {
        using var folder = new TemporaryFolder();
        string first = Numbers(folder, 1, 64);
        Assert.Equal(first, Numbers(folder, 3, 256));
    }

    private static string Numbers(TemporaryFolder folder, int workers, int block)
    {
        string[] options = ["TILED=YES", $"BLOCKXSIZE={block}", $"BLOCKYSIZE={block}"];
        var large = new SyntheticScene(0, 0, 1300, 900, (c, r) => (1000 + (((c * c * 31) + (r * r * 17)) % 900), 1400 + (((c * c * 13) + (r * c * 7)) % 2600))) { Options = options };
        large.Write(folder["before.tif"]);
        (large with { Ground = (c, r) => (1000 + (((c * r * 11) + (r * r * 29)) % 900), 1400 + (((c * c * 19) + (r * r * 3)) % 2600)) }).Write(folder["after.tif"]);
        File.WriteAllText(folder["zones.geojson"], Question.Rectangles(("a", 3.3, 5.7, 900.1, 700.9), ("b", 511.9, 100.2, 1200.5, 850.4)));
        (ScanResult result, ReportDocument report) = Question.Run(folder, Question.Pair(""", "minimumMappingUnit": 0.03, "zones": { "path": "zones.geojson", "id": "name", "coverage": "exact" }"""), workers, $"out{block}");
        Assert.True(result.Plan.Tiles.Count > 1);
        Assert.True(report.MinimumMappingUnit!.Gained.Patches > 100);
        Assert.Equal(report.After.Vegetated.Pixels, report.Before.Vegetated.Pixels + report.Transitions.Up.Pixels + report.Transitions.UpSmall.Pixels - report.Transitions.Down.Pixels - report.Transitions.DownSmall.Pixels);
        return JsonSerializer.Serialize(report with { Inputs = [], ScanId = "" }, ReportJson.Default.ReportDocument);
    }

    private static TemporaryFolder Pair()
    {
        var folder = new TemporaryFolder();
        Before.Write(folder["before.tif"]);
        After.Write(folder["after.tif"]);
        return folder;
    }
}

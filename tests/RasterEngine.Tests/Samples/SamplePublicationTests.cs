using System.Text.Json;
using NJsonSchema;
using RasterEngine.Gdal;
using RasterEngine.Samples;
using Xunit;

namespace RasterEngine.Tests.Samples;

/// <summary>The sample folder: what is in it, blind where it must be, the same for any workers and blocks.</summary>
public sealed class SamplePublicationTests
{
    private const string Design = """{ "target": "crop", "definition": "sown in 2021", "size": 200, "bufferPixels": 2, "seed": 5 }""";

    private static readonly SyntheticMap Map = new(300, 200, (c, r) => c < 10 ? 0 : c % 30 < 6 && r % 25 < 5 ? 1 : 2);

    [Fact]
    public void Folder_HoldsTheColumnsThatToolsExpect()
    {
        using var folder = new TemporaryFolder();
        DesignReport report = Draw(folder, "out", Design);

        string[] rows = File.ReadAllLines(folder["out/sample.csv"]);
        Assert.Equal("unit,stratum,column,row,x,y,lon,lat,inclusionProbability,maskSha256", rows[0]);
        Assert.Equal(200, rows.Length - 1);
        byte[] values = Map.Values();
        foreach (string[] cells in rows.Skip(1).Select(r => r.Split(',')))
        {
            (int column, int row) = (int.Parse(cells[2]), int.Parse(cells[3]));
            Assert.Contains(cells[1], ((string[][])[["not seen"], ["crop"], ["other", "buffer"]])[values[(row * 300) + column]]);
            Assert.Equal(359130 + (10 * column) + 5, double.Parse(cells[4]), 1e-6);
            Assert.Equal(5352340 - (10 * row) - 5, double.Parse(cells[5]), 1e-6);
            Assert.Equal(report.Map.Sha256, cells[9]);
            SampledStratumEntry stratum = report.Strata.Single(s => s.Name == cells[1]);
            Assert.Equal((double)stratum.Drawn / stratum.Units, double.Parse(cells[8]));
        }

        string[] plots = File.ReadAllLines(folder["out/ceo-plots.csv"]);
        Assert.Equal("LON,LAT,PLOTID", plots[0]);
        Assert.Equal(rows.Skip(1).Select(r => r.Split(',')).Select(c => $"{c[6]},{c[7]},{c[0]}"), plots.Skip(1));

        using var points = JsonDocument.Parse(File.ReadAllText(folder["out/acatama-points.geojson"]));
        JsonElement[] features = [.. points.RootElement.GetProperty("features").EnumerateArray()];
        Assert.Equal(Enumerable.Range(1, 200), features.Select(f => f.GetProperty("properties").GetProperty("id").GetInt32()));
        Assert.All(features, f => Assert.Equal("id", Assert.Single(f.GetProperty("properties").EnumerateObject()).Name));
    }

    [Fact]
    public void Places_AreThoseOfGdal()
    {
        using var folder = new TemporaryFolder();
        Draw(folder, "out", Design);
        using CoordinateTransform back = SpatialReference.FromEpsg(4326).To(Map.Grid.SpatialReference);
        foreach (string[] cells in File.ReadAllLines(folder["out/sample.csv"]).Skip(1).Select(r => r.Split(',')))
        {
            double[] x = [double.Parse(cells[6])], y = [double.Parse(cells[7])];
            back.Transform(x, y);
            Assert.Equal(double.Parse(cells[4]), x[0], 0.002);
            Assert.Equal(double.Parse(cells[5]), y[0], 0.002);
        }

        // Outlines hold their own middles, and GDAL reads them as polygons.
        using var outlines = VectorFile.Open(folder["out/sample.geojson"]);
        int count = 0;
        while (outlines.Next("unit") is { } feature)
        {
            Assert.Equal($"{++count}", feature.Text);
            Assert.Equal(5, Assert.Single(Assert.Single(feature.Polygons!)).X.Length);
        }

        Assert.Equal(200, count);
    }

    [Fact]
    public void Sample_IsTheSame_ForAnyWorkers()
    {
        using var folder = new TemporaryFolder();
        Draw(folder, "one", Design, workers: 1);
        Draw(folder, "four", Design, workers: 4);

        Assert.All(["sample.csv", "sample.geojson", "ceo-plots.csv", "acatama-points.geojson", "design-report.json"], name =>
            Assert.Equal(File.ReadAllBytes(folder[$"one/{name}"]), File.ReadAllBytes(folder[$"four/{name}"])));
    }

    [Fact]
    public void Folder_IsReplacedByTheSameSample_AndRefusedToAnother()
    {
        using var folder = new TemporaryFolder();
        Draw(folder, "out", Design);
        Draw(folder, "out", Design);
        ScanException e = Assert.Throws<ScanException>(() => Draw(folder, "out", Design.Replace("\"seed\": 5", "\"seed\": 6", StringComparison.Ordinal)));

        Assert.Equal("folder-occupied", e.Code);
        Assert.Contains("another sample", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "target": "crop", "size": { "standardErrorHectares": 4 }, "expected": { "crop": 0.7 } }""", 4.0)]
    [InlineData("""{ "target": "crop", "size": { "marginPercent": 10 }, "expected": { "crop": 0.7 }, "bufferPixels": 1 }""", null)]
    [InlineData("""{ "target": "crop", "size": { "standardErrorHectares": 4 }, "allocation": "proportional" }""", 4.0)]
    [InlineData("""{ "target": "crop", "size": { "standardErrorHectares": 4 }, "allocation": "equal", "floor": 0 }""", 4.0)]
    [InlineData("""{ "target": "crop", "size": { "standardErrorHectares": 0.5 }, "allocation": "power" }""", 0.5)]
    public void Expectation_MeetsTheErrorAskedFor(string design, double? wanted)
    {
        using var folder = new TemporaryFolder();
        DesignReport report = Draw(folder, "out", design);

        Assert.Equal(wanted ?? 0.1 * report.Expected.Hectares / 1.959963984540054, report.WantedStandardErrorHectares!.Value, 1e-9);
        Assert.InRange(report.Expected.StandardErrorHectares!.Value, 0, report.WantedStandardErrorHectares.Value * 1.02);
        Assert.DoesNotContain("target-missed", report.Warnings.Select(w => w.Code));
    }

    [Fact]
    public void Warnings_TellWhatTheDesignCannotDo()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            ["rare-omission", "target-missed", "no-definition"],
            Draw(folder, "a", """{ "target": "crop", "size": { "standardErrorHectares": 1 }, "allocation": { "crop": 20, "other": 40, "not seen": 10 } }""").Warnings.Select(w => w.Code));
        Assert.Contains("floor-lowered", Draw(folder, "b", """{ "target": "crop", "size": 60 }""").Warnings.Select(w => w.Code));
    }

    [Fact]
    public async Task Documents_ValidateAgainstTheSchemas()
    {
        JsonSchema design = await Schema("design.json"), report = await Schema("design-report.json");
        using var folder = new TemporaryFolder();
        Draw(folder, "out", Design);
        string written = File.ReadAllText(folder["out/design-report.json"]);

        Assert.Empty(design.Validate(Design));
        Assert.Empty(report.Validate(written));
        Assert.NotEmpty(design.Validate("""{ "target": "crop", "sise": 200 }"""));
        Assert.NotEmpty(report.Validate(written.Replace("\"strata\"", "\"starta\"", StringComparison.Ordinal)));

        static Task<JsonSchema> Schema(string name) => JsonSchema.FromFileAsync(Repository.Path("src", "RasterEngine", "Publication", "Schemas", name), TestContext.Current.CancellationToken);
    }

    private static DesignReport Draw(TemporaryFolder folder, string name, string design, int workers = 2)
    {
        ClassRaster raster = Map.Open(folder["map.tif"]);
        SampleDesign parsed = SampleDesignDocument.Parse("design.json", System.Text.Encoding.UTF8.GetBytes(design), folder.Path);
        return SamplePublication.Run("design.json", parsed, raster, folder[name], workers, (_, _) => { }, CancellationToken.None);
    }
}

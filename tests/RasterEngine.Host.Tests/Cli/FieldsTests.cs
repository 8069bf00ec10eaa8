using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary><c>fields</c> on the Inn sample, against connected components found by another tool (tests/reference/field_numbers.py).</summary>
public sealed class FieldsTests(SampleResults samples)
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Fields_AreTheComponentsAnotherToolFinds(int connectivity)
    {
        using var folder = new TemporaryFolder();
        JsonElement written = Run(folder, "fields.gpkg", "--connectivity", $"{connectivity}", "--json").Json(), expected = SampleResults.Read(Checkout.Sample("inn-fields", "expected-fields.json"));
        Assert.Equal(4, written.GetProperty("classes").GetArrayLength());
        foreach (JsonElement entry in written.GetProperty("classes").EnumerateArray())
        {
            JsonElement other = expected.GetProperty($"{entry.GetProperty("name").GetString()}-{connectivity}");
            JsonElement inFields = entry.GetProperty("inFields"), leftOut = entry.GetProperty("leftOut");
            Assert.Equal(other.GetProperty("fields").GetInt64(), entry.GetProperty("fields").GetInt64());
            Assert.Equal(other.GetProperty("pixelsInFields").GetInt64(), inFields.GetProperty("pixels").GetInt64());
            Assert.Equal(other.GetProperty("pixels").GetInt64(), inFields.GetProperty("pixels").GetInt64() + leftOut.GetProperty("pixels").GetInt64());
            CheckLargest(folder["fields.gpkg"], entry.GetProperty("name").GetString()!, other.GetProperty("largest"));
        }
    }

    [Fact]
    public void Fields_AreOfOneClass_AndReplaceThoseBefore()
    {
        using var folder = new TemporaryFolder();
        string text = Run(folder, "gained.geojson", "--class", "gained").Output;
        Assert.Contains("2 gained", text, StringComparison.Ordinal);
        Assert.DoesNotContain("3 lost", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cultivated", text, StringComparison.OrdinalIgnoreCase);
        byte[] first = File.ReadAllBytes(folder["gained.geojson"]);
        _ = Run(folder, "gained.geojson", "--class", "2");
        Assert.Equal(first, File.ReadAllBytes(folder["gained.geojson"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Fields_AreRefused_WhenTheyCannotBeMade()
    {
        using var folder = new TemporaryFolder();
        string report = Path.Combine(samples.Result("inn-fields"), "report.json");
        EngineProcess.Run(folder.Path, "fields", report, "--out", "f.gpkg", "--class", "forest").Refuses(2, "bad-argument", "forest", "kept");
        EngineProcess.Run(folder.Path, "fields", report, "--out", "f.shp").Refuses(2, "bad-argument", ".gpkg");
        EngineProcess.Run(folder.Path, "fields", report, "--out", "f.gpkg", "--simplify", "1").Refuses(2, "bad-argument", "--simplify");
        EngineProcess.Run(folder.Path, "fields", report, "--out", "f.gpkg", "--minimum-hectares", "-1").Refuses(2, "bad-argument", "--minimum-hectares");
        EngineProcess.Run(folder.Path, "fields", "nothing.json", "--out", "f.gpkg").Refuses(2, "missing-file", "nothing.json");
        EngineProcess.Run(folder.Path, "fields", report, "--out", "f.gpkg", "--scan", SampleResults.Document("prairie-feet")).Refuses(2, "another-scan");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private Ended Run(TemporaryFolder folder, string file, params string[] more) =>
        EngineProcess.Run(folder.Path, ["fields", Path.Combine(samples.Result("inn-fields"), "report.json"), "--out", file, .. more]).Succeeds();

    private static void CheckLargest(string path, string name, JsonElement expected)
    {
        var fields = Column(path, "name").Zip(Column(path, "pixels"), Column(path, "lon")).Where(f => f.First == name).Select(f => (Pixels: long.Parse(f.Second, null), f.Third)).ToList();
        (long pixels, string lon) = fields.MaxBy(f => f.Pixels);
        Assert.Equal(expected.GetProperty("pixels").GetInt64(), pixels);
        Assert.Equal(expected.GetProperty("lon").GetDouble(), double.Parse(lon, System.Globalization.CultureInfo.InvariantCulture), 2e-7);
    }

    private static List<string> Column(string path, string field)
    {
        var values = new List<string>();
        using VectorFile file = VectorFile.Open(path);
        while (file.Next(field) is { } feature)
        {
            values.Add(feature.Text!);
        }

        return values;
    }
}

using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Tests.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Whole scans of scenes as archives hold them: metadata say which files, which numbers and which clouds.</summary>
public sealed class ProductScanTests
{
    // Reflectances 0.0718 and 0.2338 (NDVI 0.530105, algorithms.md §1) in 70 columns, bare soil in 30.
    private static readonly SyntheticScene Ground = new(0, 0, 100, 80, (c, _) => c < 70 ? (718, 2338) : (2000, 2400));

    [Fact]
    public void SafeFolders_AreScanned_WithTheOffsetAndClassesOfTheirMetadata()
    {
        // One ground in two baselines: numbers of the later hold 1000 more. Two by two classes of 20 m are cloud in the earlier.
        using var folder = new TemporaryFolder();
        string before = Safe(folder.Path, new SafeFolder(true, "02.14") { OffsetIds = null, Ending = ".tif" }, 0, (c, r) => c < 2 && r < 2 ? 9 : 4);
        string after = Safe(folder.Path, new SafeFolder(true, "05.09") { Ending = ".tif" }, 1000, (_, _) => 5);
        (_, ReportDocument report) = Question.Run(folder, $$"""
            { "before": { "product": "{{before}}", "quality": { "grow": 0 } }, "after": { "product": "{{after}}" }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }
            """);
        Assert.Equal([5600L - 16, 0, 0, 2400], report.Pixels());
        Assert.Equal((16, 16), (report.NotSeen.Pixels, report.NotSeen.Masked));
        Assert.Contains("stored × 0.0001 − 0.1", report.Method, StringComparison.Ordinal);
        Assert.Contains("stored × 0.0001 + 0", report.Method, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Warnings, w => w.Code is "mixed-basis" or "offset-doubtful");
        Assert.Equal("2023-06-17", report.Before.Date);
    }

    [Fact]
    public void LevelOneAndTwo_AreRefused_AsDifferentQuantities()
    {
        using var folder = new TemporaryFolder();
        string surface = Safe(folder.Path, new SafeFolder(true, "05.09") { Ending = ".tif" }, 1000, (_, _) => 4);
        string top = Safe(folder.Path, new SafeFolder(false, "05.09") { Ending = ".tif" }, 1000, (_, _) => 4);
        Assert.Equal("mixed-basis", Question.Refusal(folder, $$"""
            { "before": { "product": "{{surface}}" }, "after": { "product": "{{top}}" }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }
            """));
    }

    [Fact]
    public void StacItem_IsScanned_WithTheOffsetItsCatalogueStates()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["item.json"], StacItems.EarthSearch("05.09", applied: false).ToJsonString());
        WriteBands(folder["B04.tif"], folder["B08.tif"], 1000);
        WriteClasses(folder["SCL.tif"], (c, _) => c == 0 ? 0 : 4);
        Ground.Write(folder["after.tif"]);
        (_, ReportDocument report) = Question.Run(folder, """
            { "before": { "item": "item.json" }, "after": { "path": "after.tif", "bands": { "red": 1, "nir": 2 }, "scale": 0.0001, "offset": 0 }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }
            """);
        Assert.Equal([(70L - 2) * 80, 0, 0, 2400], report.Pixels());
        Assert.Equal(160, report.NotSeen.NoData);
    }

    [Fact]
    public void LandsatFolder_GivesTheNumbersOfItsFiles()
    {
        // The scene of landsat8-c2l2-qa under its archive's names; the numbers are tests/reference/real_scenes.py's.
        string data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data", "landsat8-c2l2-qa");
        Assert.SkipUnless(Directory.Exists(data), "landsat8-c2l2-qa is not beside the checkout");
        JsonElement expected = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests", "reference", "real_scenes.json"))).RootElement.GetProperty("landsat8-c2l2");
        using var folder = new TemporaryFolder();
        const string product = "LC08_L2SP_017036_20130419_20200913_02_T1";
        Directory.CreateDirectory(folder[product]);
        new LandsatFolder(product, "LANDSAT_8", "OLI_TIRS").Write(folder[product], "json");
        foreach (string band in (string[])["SR_B2", "SR_B3", "SR_B4", "SR_B5", "QA_PIXEL", "QA_RADSAT"])
        {
            File.Copy(Path.Combine(data, $"{band}.tif"), Path.Combine(folder[product], $"{product}_{band}.TIF"), overwrite: true);
        }

        const string scene = $$"""{ "product": "{{product}}", "quality": { "drop": ["shadow"] } }""";
        (_, ReportDocument report) = Question.Run(folder, $$"""{ "before": {{scene}}, "after": {{scene}}, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }""", output: "result");
        Assert.Equal(((string[])["kept", "gained", "lost", "other"]).Select(n => expected.GetProperty("classes").GetProperty(n).GetProperty("pixels").GetInt64()), report.Pixels());
        Assert.Equal(expected.GetProperty("notSeen").GetProperty("noData").GetInt64(), report.NotSeen.NoData);
        Assert.Equal("nothing-observed", Question.Refusal(folder, $$"""{ "before": { "product": "{{product}}" }, "after": { "product": "{{product}}" }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }"""));
    }

    private static string Safe(string parent, SafeFolder safe, int more, Func<int, int, int> scl)
    {
        string folder = safe.Write(parent);
        string Image(string ending) => Path.Combine(folder, safe.Images.First(i => i.EndsWith(ending, StringComparison.Ordinal)) + ".tif");
        WriteBands(Image(safe.IsSurface ? "B04_10m" : "B04"), Image(safe.IsSurface ? "B08_10m" : "B08"), more);
        foreach (string colour in (string[])["B02", "B03"])
        {
            WriteBands(Image(safe.IsSurface ? $"{colour}_10m" : colour), Path.Combine(parent, "spare.tif"), more);
        }

        if (safe.IsSurface)
        {
            WriteClasses(Image("SCL_20m"), scl);
        }

        return Path.GetFileName(folder);
    }

    // A scene writes two bands a file; of each file the first is its band.
    private static void WriteBands(string red, string nir, int more)
    {
        (Ground with { Ground = (c, r) => (Ground.Ground(c, r).Red + more, 0) }).Write(red);
        (Ground with { Ground = (c, r) => (Ground.Ground(c, r).Nir + more, 0) }).Write(nir);
    }

    private static void WriteClasses(string path, Func<int, int, int> value)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", 50, 40, 1, PixelType.Byte);
        dataset.SetGeoTransform(Ground.Grid.GeoTransform with { PixelWidth = 20, PixelHeight = -20 });
        dataset.SetSpatialReference(Ground.SpatialReference);
        dataset.Band(1).Write<int>(new Window(0, 0, 50, 40), [.. Enumerable.Range(0, 2000).Select(i => value(i % 50, i / 50))]);
        dataset.Close();
    }
}

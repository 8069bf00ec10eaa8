using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

public sealed class LandsatProductTests
{
    private static readonly LandsatFolder Eight = new("LC08_L2SP_047027_20201204_20210313_02_T1", "LANDSAT_8", "OLI_TIRS");

    [Theory]
    [InlineData("json")]
    [InlineData("txt")]
    [InlineData("xml")]
    public void LevelTwo_SaysTheSame_InEachForm(string form)
    {
        using var folder = new TemporaryFolder();
        Eight.Write(folder.Path, form);
        SceneMetadata scene = LandsatProduct.Read("scene", folder.Path);
        Assert.Equal(("Landsat 8 Collection 2 L2SP product", "landsat", Basis.Boa, "2020-12-04"), (scene.Kind, scene.Sensor, scene.Basis, scene.Date.ToString()));
        Assert.Equal(
            ["blue=SR_B2", "coastal=SR_B1", "green=SR_B3", "nir=SR_B5", "red=SR_B4", "swir16=SR_B6", "swir22=SR_B7"],
            Names(scene));
        Assert.All(scene.Bands.Values, band => Assert.Equal((0.0000275m, -0.2m, 0d, 1), (band.Scale, band.Offset, band.NoData, band.Number)));
        Assert.Equal("scene/LC08_L2SP_047027_20201204_20210313_02_T1_SR_B4.TIF", scene.Bands["red"].Path);
        Assert.Equal((QualityKind.QaPixel, "scene/LC08_L2SP_047027_20201204_20210313_02_T1_QA_PIXEL.TIF"), (scene.QualityKind, scene.Quality?.Path));
        Assert.EndsWith("_QA_RADSAT.TIF", scene.Saturation?.Path, StringComparison.Ordinal);
        Assert.Equal(($"scene/{Eight.Product}_MTL.{form}", 0), (scene.Sources.Single().Path, scene.Sources.Single().Number));
        Assert.Equal($"LEVEL2_SURFACE_REFLECTANCE_PARAMETERS in {Eight.Product}_MTL.{form}", scene.OffsetReason);
    }

    [Theory]
    [InlineData("LT05_L2SP_010020_19860219_20200918_02_T1", "LANDSAT_5", "TM", "SR_")]
    [InlineData("LE07_L2SP_021030_20100109_20200911_02_T1", "LANDSAT_7", "ETM", "SR_")]
    [InlineData("LT04_L2SR_002026_19830110_20200918_02_T1", "LANDSAT_4", "TM", "SR_")]
    [InlineData("LE07_L1TP_021030_20100109_20200911_02_T1", "LANDSAT_7", "ETM", "")]
    public void ThematicMapper_HasItsOwnNumbers(string product, string craft, string sensor, string stem)
    {
        using var folder = new TemporaryFolder();
        new LandsatFolder(product, craft, sensor).Write(folder.Path, "txt");
        SceneMetadata scene = LandsatProduct.Read("scene", folder.Path);
        Assert.Equal([$"blue={stem}B1", $"green={stem}B2", $"nir={stem}B4", $"red={stem}B3", $"swir16={stem}B5", $"swir22={stem}B7"], Names(scene));
    }

    [Fact]
    public void LevelOne_IsTopOfAtmosphere_NotCorrectedForTheSun()
    {
        using var folder = new TemporaryFolder();
        new LandsatFolder("LC09_L1TP_010065_20220129_20220131_02_T1", "LANDSAT_9", "OLI_TIRS").Write(folder.Path, "json");
        SceneMetadata scene = LandsatProduct.Read("scene", folder.Path);
        Assert.Equal((Basis.Toa, QualityKind.QaPixel), (scene.Basis, scene.QualityKind));
        Assert.Equal((0.00002m, -0.1m), (scene.Bands["nir"].Scale, scene.Bands["nir"].Offset));
        Assert.EndsWith(", not corrected for the sun's angle", scene.OffsetReason, StringComparison.Ordinal);
    }

    [Fact]
    public void CollectionOne_HasItsOwnQualityBand()
    {
        using var folder = new TemporaryFolder();
        new LandsatFolder("LC08_L1TP_123041_20161112_20170318_01_T1", "LANDSAT_8", "OLI_TIRS").Write(folder.Path, "txt");
        SceneMetadata scene = LandsatProduct.Read("scene", folder.Path);
        Assert.Equal(("Landsat 8 Collection 1 L1TP product", "2016-11-12"), (scene.Kind, scene.Date.ToString()));
        Assert.Equal((QualityKind.BqaC1, "scene/LC08_L1TP_123041_20161112_20170318_01_T1_BQA.TIF"), (scene.QualityKind, scene.Quality?.Path));
        Assert.Null(scene.Saturation);
        Assert.Equal((0.00002m, -0.1m), (scene.Bands["red"].Scale, scene.Bands["red"].Offset));
    }

    [Fact]
    public void Json_IsPreferred_ThenText()
    {
        using var folder = new TemporaryFolder();
        Eight.Write(folder.Path, "xml", "txt", "json");
        Assert.EndsWith(".json", LandsatProduct.Read("s", folder.Path).Sources.Single().FullPath, StringComparison.Ordinal);
        File.Delete(folder[Eight.Product + "_MTL.json"]);
        Assert.EndsWith(".txt", LandsatProduct.Read("s", folder.Path).Sources.Single().FullPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Band_IsLeftOutWithTheReason_WhenItsFileIsNotThere()
    {
        using var folder = new TemporaryFolder();
        Eight.Write(folder.Path, "json");
        File.Delete(folder[Eight.Product + "_SR_B4.TIF"]);
        SceneMetadata scene = LandsatProduct.Read("s", folder.Path);
        Assert.False(scene.Bands.ContainsKey("red"));
        Assert.Contains("_SR_B4.TIF”, which is not there", scene.Absent["red"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../up.TIF")]
    [InlineData("sub/in.TIF")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    public void Name_IsRefused_WhenItIsNoPlainName(string name)
    {
        using var folder = new TemporaryFolder();
        Eight.Write(folder.Path, "txt");
        Change(folder, $"\"{Eight.Product}_SR_B4.TIF\"", $"\"{name}\"");
        Refusal.Of("outside-product", name, () => LandsatProduct.Read("s", folder.Path));
    }

    [Theory]
    [InlineData("COLLECTION_NUMBER = 02", "COLLECTION_NUMBER = 03", "metadata-unsupported", "“03”")]
    [InlineData("    COLLECTION_NUMBER = 02\n", "", "metadata-unsupported", "no COLLECTION_NUMBER")]
    [InlineData("SENSOR_ID = \"OLI_TIRS\"", "SENSOR_ID = \"MSS\"", "metadata-unsupported", "“MSS”")]
    [InlineData("SENSOR_ID = \"OLI_TIRS\"", "SENSOR_ID = \"TIRS\"", "metadata-unsupported", "“TIRS”")]
    [InlineData("\"L2SP\"", "\"L3\"", "metadata-unsupported", "“L3”")]
    [InlineData("2020-12-04", "2020-13-04", "metadata-unreadable", "2020-13-04")]
    [InlineData("REFLECTANCE_ADD_BAND_4 = -0.2", "REFLECTANCE_ADD_OTHER = 1", "offset-unknown", "REFLECTANCE_ADD_BAND_4")]
    [InlineData("REFLECTANCE_MULT_BAND_5 = 2.75e-05", "REFLECTANCE_MULT_BAND_5 = much", "metadata-unreadable", "“much”")]
    [InlineData("REFLECTANCE_MULT_BAND_5 = 2.75e-05", "REFLECTANCE_MULT_BAND_5 = 1e999", "scale-unusable", "REFLECTANCE_MULT_BAND_5")]
    [InlineData("  END_GROUP = IMAGE_ATTRIBUTES\n", "", "metadata-unreadable", "line ")]
    [InlineData("    SENSOR_ID = ", "    SENSOR_ID  ", "metadata-unreadable", "expected KEY = VALUE")]
    [InlineData("    SENSOR_ID = ", "    SENSOR_ID = \"TM\"\n    SENSOR_ID = ", "metadata-unreadable", "twice")]
    [InlineData("  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING\nEND_GROUP = LANDSAT_METADATA_FILE\nEND\n", "", "metadata-unreadable", "cut off")]
    public void Metadata_AreRefused_WithTheirPlace(string from, string to, string code, string says)
    {
        using var folder = new TemporaryFolder();
        Eight.Write(folder.Path, "txt");
        Change(folder, from, to);
        Refusal.Of(code, says, () => LandsatProduct.Read("s", folder.Path));
        Refusal.Of(code, $"s/{Eight.Product}_MTL.txt: ", () => LandsatProduct.Read("s", folder.Path));
    }

    [Fact]
    public void Folder_IsRefused_WhenItHoldsSeveralProducts()
    {
        using var folder = new TemporaryFolder();
        Eight.Write(folder.Path, "json", "txt");
        Assert.True(LandsatProduct.IsOne(folder.Path));
        (Eight with { Product = "LC08_L2SP_047027_20201220_20210313_02_T1" }).Write(folder.Path, "txt");
        Refusal.Of("several-scenes", "2 products", () => LandsatProduct.Read("s", folder.Path));
    }

    private static void Change(TemporaryFolder folder, string from, string to)
    {
        Assert.Contains(from, Eight.Txt(), StringComparison.Ordinal);
        File.WriteAllText(folder[Eight.Product + "_MTL.txt"], Eight.Txt().Replace(from, to, StringComparison.Ordinal));
    }

    // What follows the tier in the file's name.
    private static IEnumerable<string> Names(SceneMetadata scene) =>
        scene.Bands.Select(b => $"{b.Key}={Path.GetFileNameWithoutExtension(b.Value.FullPath).Split('_', 8)[7]}").Order(StringComparer.Ordinal);
}

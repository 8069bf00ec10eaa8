using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

public sealed class SceneFolderTests
{
    [Fact]
    public void Scene_IsRecognised_ByWhatItIs()
    {
        using var folder = new TemporaryFolder();
        var safe = new SafeFolder(true, "05.09");
        string product = safe.Write(folder.Path);
        Assert.Equal("Sentinel-2B L2A product", SceneFolder.TryRead("p", product)?.Kind);
        string renamed = folder["renamed"];
        Directory.Move(product, renamed);
        Assert.Equal("Sentinel-2B L2A product", SceneFolder.TryRead("p", renamed)?.Kind);
        Directory.CreateDirectory(folder["l"]);
        new LandsatFolder("LC08_L2SP_047027_20201204_20210313_02_T1", "LANDSAT_8", "OLI_TIRS").Write(folder["l"], "json");
        Assert.Equal("Landsat 8 Collection 2 L2SP product", SceneFolder.TryRead("l", folder["l"])?.Kind);
        File.WriteAllText(folder["item.json"], StacItems.Landsat(true).ToJsonString());
        Assert.Equal("STAC Item of Landsat", SceneFolder.TryRead("item.json", folder["item.json"])?.Kind);
    }

    [Fact]
    public void Path_IsNoScene_WhenItIsSomethingElse()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(SceneFolder.TryRead("f", folder.Path));
        Assert.Null(SceneFolder.TryRead("missing.json", folder["missing.json"]));
        File.WriteAllText(folder["zones.json"], """{ "type": "FeatureCollection", "features": [] }""");
        Assert.Null(SceneFolder.TryRead("zones.json", folder["zones.json"]));
        File.WriteAllText(folder["image.tif"], "II*");
        Assert.Null(SceneFolder.TryRead("image.tif", folder["image.tif"]));
        File.WriteAllText(folder["broken.json"], "{");
        Refusal.Of("metadata-unreadable", "broken.json: is not JSON", () => SceneFolder.TryRead("broken.json", folder["broken.json"]));
    }

    [Fact]
    public void Item_IsRefused_WhenItIsTooOldToBeRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["item.json"], """{ "type": "Feature", "stac_version": "0.7.0" }""");
        Refusal.Of("metadata-unsupported", "“0.7.0”", () => SceneFolder.TryRead("item.json", folder["item.json"]));
    }
}

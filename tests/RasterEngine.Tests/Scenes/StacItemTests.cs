using System.Text.Json.Nodes;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

public sealed class StacItemTests
{
    [Theory]
    [InlineData("05.09", true, -0.1, 0.320411)]
    [InlineData("05.09", true, null, 0.320411)]
    [InlineData("05.09", false, -0.1, 0.530105)]
    [InlineData("04.00", null, -0.1, 0.530105)]
    [InlineData("02.14", null, 0d, 0.320411)]
    [InlineData("02.14", false, null, 0.320411)]
    [InlineData("02.14", true, -0.1, 0.320411)]
    public void Ndvi_IsThePublishedOne_WhateverEarthSearchSays(string baseline, bool? applied, double? offset, decimal expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(expected, Reflectance.Ndvi(Read(folder, StacItems.EarthSearch(baseline, applied, offset))));
    }

    [Theory]
    [InlineData("05.09", false, null, "neither an offset in raster:bands of red nor earthsearch:boa_offset_applied")]
    [InlineData("05.09", null, null, "processing baseline is 05.09")]
    [InlineData("05.09", false, 0d, "contradict")]
    [InlineData("02.14", null, -0.1, "contradict")]
    public void Offset_IsRefused_WhenItIsOpenOrContradicted(string baseline, bool? applied, double? offset, string says)
    {
        using var folder = new TemporaryFolder();
        Refusal.Of("offset-unknown", says, () => Read(folder, StacItems.EarthSearch(baseline, applied, offset)));
    }

    [Fact]
    public void EarthSearch_GivesBandsClassesAndWhatIsOnlyAnAddress()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, StacItems.EarthSearch("05.09", false));
        Assert.Equal(("STAC Item of Sentinel-2", "sentinel-2", Basis.Boa, "2023-06-17"), (scene.Kind, scene.Sensor, scene.Basis, scene.Date.ToString()));
        Assert.Equal(["nir", "nir08", "red", "rededge2"], scene.Bands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("items/B04.tif", folder["B04.tif"], 1), (scene.Bands["red"].Path, scene.Bands["red"].FullPath, scene.Bands["red"].Number));
        Assert.Equal((QualityKind.Scl, folder["SCL.tif"]), (scene.QualityKind, scene.Quality?.FullPath));
        Assert.Equal("in items/item.json has only an address (https://example.com/B11.tif); expected a file: fetch it and write its path into the Item", scene.Absent["swir16"]);
        Assert.Equal(("items/item.json", 0), (scene.Sources.Single().Path, scene.Sources.Single().Number));
        Assert.Equal("processing baseline 05.09 and raster:bands in item.json", scene.OffsetReason);
    }

    [Fact]
    public void EarthSearchZero_IsHarmonised_WhenItSaysSo()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, StacItems.EarthSearchZero(true));
        Assert.Equal(0.320411m, Reflectance.Ndvi(scene));
        Assert.Equal((Basis.Boa, QualityKind.Scl, "boa_offset_applied is true in item.json"), (scene.Basis, scene.QualityKind, scene.OffsetReason));
        Refusal.Of("offset-unknown", "04.00", () => Read(folder, StacItems.EarthSearchZero(null)));
    }

    [Fact]
    public void Planetary_IsRefusedFrom0400On_AndReadBefore()
    {
        using var folder = new TemporaryFolder();
        Refusal.Of("offset-unknown", "processing baseline is 05.09", () => Read(folder, StacItems.Planetary("05.09")));
        SceneMetadata scene = Read(folder, StacItems.Planetary("02.12"));
        Assert.Equal(0.320411m, Reflectance.Ndvi(scene));
        Assert.Equal(["nir", "nir08", "red", "rededge1"], scene.Bands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("items/B8A_20m.tif", scene.Bands["nir08"].Path);
    }

    [Fact]
    public void DataSpace_IsReadAtTheFinestPixel_WithFactorsOfTheAsset()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, StacItems.DataSpace());
        Assert.Equal(0.530105m, Reflectance.Ndvi(scene));
        Assert.Equal(("items/R10m/B04_10m.jp2", 0d), (scene.Bands["red"].Path, scene.Bands["red"].NoData));
        Assert.Equal(("items/R20m/SCL_20m.jp2", Basis.Boa), (scene.Quality?.Path, scene.Basis));
    }

    [Theory]
    [InlineData(true, "raster:bands in item.json")]
    [InlineData(false, "the scaling of Landsat Collection 2 level 2")]
    public void Landsat_HasItsScaling_StatedOrKnown(bool withFactors, string reason)
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, StacItems.Landsat(withFactors));
        Assert.Equal(["nir", "red"], scene.Bands.Keys.Order(StringComparer.Ordinal));
        Assert.All(scene.Bands.Values, band => Assert.Equal((0.0000275m, -0.2m, 0d), (band.Scale, band.Offset, band.NoData)));
        Assert.Equal(("items/SR_B5.TIF", "landsat", Basis.Boa, reason), (scene.Bands["nir"].Path, scene.Sensor, scene.Basis, scene.OffsetReason));
        Assert.Equal((QualityKind.QaPixel, "items/QA_PIXEL.TIF", "items/QA_RADSAT.TIF"), (scene.QualityKind, scene.Quality?.Path, scene.Saturation?.Path));
    }

    [Fact]
    public void Landsat_IsRefused_WhenHalfOfItsScalingIsStated()
    {
        using var folder = new TemporaryFolder();
        JsonObject item = StacItems.Landsat(true);
        item["assets"]!["red"]!["raster:bands"]![0]!.AsObject().Remove("offset");
        Refusal.Of("offset-unknown", "a scale without an offset", () => Read(folder, item));
    }

    [Fact]
    public void Band_IsNumberedByItsPlace_InAnAssetOfSeveral()
    {
        using var folder = new TemporaryFolder();
        JsonObject item = Other("""{ "stack": { "href": "stack.tif", "eo:bands": [ { "common_name": "green" }, { "common_name": "red" }, { "common_name": "nir" } ], "raster:bands": [ {}, { "scale": 0.01, "nodata": -9999 }, { "scale": 0.02, "offset": 1, "nodata": "nan" } ] } }""");
        SceneMetadata scene = Read(folder, item);
        Assert.Equal([(1, null, null, null), (2, 0.01m, null, -9999d), (3, 0.02m, 1m, null)], new[] { "green", "red", "nir" }.Select(role => scene.Bands[role]).Select(b => (b.Number, b.Scale, b.Offset, b.NoData)));
        Assert.Equal(("STAC Item", "2021-05-01"), (scene.Kind, scene.Date.ToString()));
        Assert.Null(scene.Sensor);
        Assert.Null(scene.Basis);
    }

    [Fact]
    public void Key_TellsTheRole_OnlyWhenItIsOneWordThatDoes()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, Other("""{ "red_edge": { "href": "1.tif" }, "green-jp2": { "href": "2.jp2" }, "B08": { "href": "3.tif" }, "lwir11": { "href": "4.tif" }, "fmask": { "href": "5.tif" } }"""));
        Assert.Equal(["green", "nir"], scene.Bands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(QualityKind.Fmask, scene.QualityKind);

        // HLS names Landsat's bands B04, B05…: B05 is near infrared there and red edge on Sentinel-2.
        JsonObject hls = Other("""{ "B05": { "href": "5.tif" }, "red": { "href": "4.tif" } }""");
        hls["collection"] = "HLSL30.v2.0";
        Assert.Equal(["red"], Read(folder, hls).Bands.Keys);
    }

    [Theory]
    [InlineData("https://example.com/B04.tif")]
    [InlineData("s3://bucket/B04.tif")]
    [InlineData("file:///data/B04.tif")]
    [InlineData("//host/share/B04.tif")]
    [InlineData("/vsicurl/https://example.com/B04.tif")]
    [InlineData("../../../../../../../../../../vsizip/a.zip/B04.tif")]
    [InlineData("HDF5:B04.tif")]
    [InlineData("<VRTDataset>.tif")]
    public void Item_IsRefused_WhenAllItsRastersAreAddresses(string href)
    {
        using var folder = new TemporaryFolder();
        Refusal.Of("not-a-plain-path", "only an address", () => Read(folder, Other($$"""{ "red": { "href": "{{href}}", "type": "image/tiff" } }""")));
    }

    [Fact]
    public void Href_MayBeAnyPlainPath()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, Other("""{ "red": { "href": "/archive/B04.tif" }, "nir": { "href": "../B08.tif" } }"""));
        Assert.Equal(("/archive/B04.tif", "/archive/B04.tif"), (scene.Bands["red"].Path, scene.Bands["red"].FullPath));
        Assert.Equal(("items/../B08.tif", Path.GetFullPath(folder["../B08.tif"])), (scene.Bands["nir"].Path, scene.Bands["nir"].FullPath));
    }

    [Theory]
    [InlineData("""{ "type": "Feature", "stac_version": "0.9.0" }""", "metadata-unsupported", "“0.9.0”")]
    [InlineData("""{ "type": "Collection", "stac_version": "1.0.0" }""", "metadata-unsupported", "“Collection”")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "assets": {} }""", "metadata-unreadable", "no raster")]
    [InlineData("""{ "type": "Feature", "type": "Feature" }""", "metadata-unreadable", "item.json")]
    [InlineData("{\n \"type\": \"Feature\",\n x }", "metadata-unreadable", "line 3, byte 2")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "id": "\ud800" }""", "metadata-unreadable", "surrogate")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "properties": { "datetime": "yesterday" } }""", "metadata-unreadable", "“yesterday”")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "assets": { "red": { "href": "a.tif", "raster:bands": [ { "scale": "0.0001" } ] } } }""", "metadata-unreadable", "scale is a string")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "assets": { "red": { "href": "a.tif", "raster:bands": [ { "scale": 1e999 } ] } } }""", "scale-unusable", "scale of red")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "properties": { "platform": "sentinel-2a", "s2:processing_baseline": "five" } }""", "metadata-unreadable", "“five”")]
    [InlineData("""{ "type": "Feature", "stac_version": "1.0.0", "properties": { "platform": "sentinel-2a" }, "assets": { "red": { "href": "a.tif" } } }""", "offset-unknown", "neither a processing baseline nor")]
    public void Item_IsRefused_WithTheReason(string text, string code, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["item.json"], text);
        Refusal.Of(code, says, () => StacItem.Read("item.json", folder["item.json"]));
    }

    private static JsonObject Other(string assets) =>
        JsonNode.Parse($$"""{ "type": "Feature", "stac_version": "1.1.0", "id": "x", "properties": { "datetime": null, "start_datetime": "2021-05-01T00:00:00Z", "end_datetime": "2021-05-31T00:00:00Z" }, "assets": {{assets}} }""")!.AsObject();

    private static SceneMetadata Read(TemporaryFolder folder, JsonObject item)
    {
        File.WriteAllText(folder["item.json"], item.ToJsonString());
        return StacItem.Read("items/item.json", folder["item.json"]);
    }
}

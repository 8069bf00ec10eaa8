using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

public sealed class Sentinel2ProductTests
{
    [Theory]
    [InlineData(true, "04.00", 0.530105)]
    [InlineData(true, "05.09", 0.530105)]
    [InlineData(false, "05.10", 0.530105)]
    [InlineData(true, "02.14", 0.320411)]
    [InlineData(false, "03.01", 0.320411)]
    public void Ndvi_IsThePublishedOne_WithAndWithoutTheOffset(bool isSurface, string baseline, decimal expected)
    {
        using var folder = new TemporaryFolder();
        bool shifted = expected > 0.5m;
        SceneMetadata scene = Read(folder, new SafeFolder(isSurface, baseline) { OffsetIds = shifted ? SafeFolder.AllIds : null });
        Assert.Equal(expected, Reflectance.Ndvi(scene));
        Assert.All(scene.Bands.Values, band => Assert.Equal((0.0001m, shifted ? -0.1m : 0m, 0d), (band.Scale, band.Offset, band.NoData)));
        Assert.Equal($"processing baseline {baseline} in MTD_MSIL{(isSurface ? "2A" : "1C")}.xml", scene.OffsetReason);
    }

    [Fact]
    public void LevelTwo_HasBandsAtTheirOwnPixel_AndItsClasses()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, new SafeFolder(true, "05.09"));
        Assert.Equal(("Sentinel-2B L2A product", "sentinel-2", Basis.Boa, "2023-06-17"), (scene.Kind, scene.Sensor, scene.Basis, scene.Date.ToString()));
        string[] names = [.. scene.Bands.Select(b => $"{b.Key}={Path.GetFileNameWithoutExtension(b.Value.FullPath).Split('_', 3)[2]}").Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["blue=B02_10m", "coastal=B01_60m", "green=B03_10m", "nir08=B8A_20m", "nir09=B09_60m", "nir=B08_10m", "red=B04_10m", "rededge1=B05_20m", "rededge2=B06_20m", "rededge3=B07_20m", "swir16=B11_20m", "swir22=B12_20m"],
            names);
        BandSource red = scene.Bands["red"];
        Assert.Equal("in/S2B_MSIL2A_20230617T100559_N0509_R022_T33UUP_20230617T130246.SAFE/GRANULE/L2A_T33UUP_A032567_20230617T101007/IMG_DATA/R10m/T33UUP_20230617T100559_B04_10m.jp2", red.Path);
        Assert.True(File.Exists(red.FullPath) && Path.IsPathRooted(red.FullPath) && red.Number == 1);
        Assert.Equal(QualityKind.Scl, scene.QualityKind);
        Assert.EndsWith("R20m/T33UUP_20230617T100559_SCL_20m.jp2", scene.Quality!.Path, StringComparison.Ordinal);
        BandSource source = Assert.Single(scene.Sources);
        Assert.Equal((0, true), (source.Number, source.Path.EndsWith(".SAFE/MTD_MSIL2A.xml", StringComparison.Ordinal)));
        Assert.Empty(scene.Absent);
    }

    [Fact]
    public void LevelOne_IsTopOfAtmosphere_WithoutClasses()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, new SafeFolder(false, "05.10"));
        Assert.Equal((Basis.Toa, "Sentinel-2B L1C product"), (scene.Basis, scene.Kind));
        Assert.Null(scene.Quality);
        Assert.Null(scene.QualityKind);
        Assert.EndsWith("/IMG_DATA/T33UUP_20230617T100559_B04.jp2", scene.Bands["red"].Path, StringComparison.Ordinal);
        Assert.Equal(12, scene.Bands.Count);
    }

    [Fact]
    public void Offset_IsEachBandsOwn()
    {
        using var folder = new TemporaryFolder();
        var safe = new SafeFolder(true, "05.09");
        string full = safe.Write(folder.Path);
        Change(full, safe, "band_id=\"8\">-1000", "band_id=\"8\">-500");
        SceneMetadata scene = Sentinel2Product.Read("s", full);
        Assert.Equal([-0.05m, -0.1m, -0.1m], new[] { "nir08", "nir", "nir09" }.Select(role => scene.Bands[role].Offset!.Value));
    }

    [Fact]
    public void Scale_IsOneOverTheQuantification_Exactly()
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, new SafeFolder(true, "05.09") { Quantification = "8000", Offset = "-100" });
        Assert.Equal((0.000125m, -0.0125m), (scene.Bands["red"].Scale, scene.Bands["red"].Offset));
        using var other = new TemporaryFolder();
        Refusal.Of("scale-unusable", "at most 12", () => Read(other, new SafeFolder(true, "05.09") { Quantification = "3" }));
    }

    [Fact]
    public void Offset_IsRefused_WhenTheBaselineHasOneAndTheFileDoesNot()
    {
        using var folder = new TemporaryFolder();
        Refusal.Of("offset-unknown", "processing baseline is 05.09, but there is no BOA_ADD_OFFSET", () => Read(folder, new SafeFolder(true, "05.09") { OffsetIds = null }));
        using var partly = new TemporaryFolder();
        Refusal.Of("offset-unknown", "band_id 3 (B04)", () => Read(partly, new SafeFolder(true, "04.00") { OffsetIds = [.. SafeFolder.AllIds.Where(id => id != "3")] }));
        using var top = new TemporaryFolder();
        Refusal.Of("offset-unknown", "RADIO_ADD_OFFSET", () => Read(top, new SafeFolder(false, "04.00") { OffsetIds = [] }));
        using var early = new TemporaryFolder();
        Refusal.Of("offset-unknown", "02.14, which has no offset", () => Read(early, new SafeFolder(true, "02.14")));
    }

    [Fact]
    public void Offset_IsRefused_WhenThereIsNoBaseline()
    {
        using var folder = new TemporaryFolder();
        var safe = new SafeFolder(true, "05.09");
        string full = safe.Write(folder.Path);
        Change(full, safe, "<PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>", "");
        Refusal.Of("offset-unknown", "has no PROCESSING_BASELINE", () => Sentinel2Product.Read("s", full));
    }

    [Theory]
    [InlineData(".tif")]
    [InlineData(".tiff")]
    public void Images_MayBeGeoTiffs(string ending)
    {
        using var folder = new TemporaryFolder();
        SceneMetadata scene = Read(folder, new SafeFolder(true, "05.09") { Ending = ending });
        Assert.Equal(12, scene.Bands.Count);
        Assert.EndsWith("_B08_10m" + ending, scene.Bands["nir"].FullPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_IsLeftOutWithTheReason_WhenItsFileIsNotThere()
    {
        using var folder = new TemporaryFolder();
        string full = new SafeFolder(true, "05.09").Write(folder.Path);
        File.Delete(Sentinel2Product.Read("s", full).Bands["red"].FullPath);
        SceneMetadata scene = Sentinel2Product.Read("s", full);
        Assert.False(scene.Bands.ContainsKey("red"));
        Assert.Equal("s holds no image B04_10m", scene.Absent["red"]);
    }

    [Theory]
    [InlineData("../../outside_B04_10m")]
    [InlineData("/etc/outside_B04_10m")]
    [InlineData("GRANULE/../../outside_B04_10m")]
    [InlineData("C:\\outside_B04_10m")]
    [InlineData("/vsicurl/http://x/_B04_10m")]
    public void Image_IsRefused_WhenItsNameLeadsOut(string name)
    {
        using var folder = new TemporaryFolder();
        var safe = new SafeFolder(true, "05.09");
        string full = safe.Write(folder.Path);
        File.WriteAllBytes(folder["outside_B04_10m.jp2"], []);
        Change(full, safe, safe.Images.Single(i => i.EndsWith("_B04_10m", StringComparison.Ordinal)), name);
        Refusal.Of("outside-product", name, () => Sentinel2Product.Read("s", full));
    }

    [Fact]
    public void Image_IsRefused_WhenALinkLeadsOut()
    {
        using var folder = new TemporaryFolder();
        string full = new SafeFolder(true, "05.09").Write(folder.Path);
        string red = Sentinel2Product.Read("s", full).Bands["red"].FullPath;
        File.Move(red, folder["elsewhere.jp2"]);
        File.CreateSymbolicLink(red, "../../../../../elsewhere.jp2");
        Refusal.Of("outside-product", "B04_10m", () => Sentinel2Product.Read("s", full));
        File.Delete(red);
        string pixels = Path.GetDirectoryName(red)!;
        Directory.Move(pixels, folder["R10m"]);
        Directory.CreateSymbolicLink(pixels, folder["R10m"]);
        Refusal.Of("outside-product", "10m", () => Sentinel2Product.Read("s", full));
    }

    [Fact]
    public void Image_IsRead_WhenALinkStaysInside_AndWhenTheProductItselfIsALink()
    {
        using var folder = new TemporaryFolder();
        string full = new SafeFolder(true, "05.09").Write(folder.Path);
        string red = Sentinel2Product.Read("s", full).Bands["red"].FullPath;
        File.Move(red, Path.Combine(full, "moved.jp2"));
        File.CreateSymbolicLink(red, "../../../../moved.jp2");
        Assert.Equal(red, Sentinel2Product.Read("s", full).Bands["red"].FullPath);
        Directory.CreateSymbolicLink(folder["link.SAFE"], full);
        Assert.Equal(12, Sentinel2Product.Read("link.SAFE", folder["link.SAFE"]).Bands.Count);
    }

    [Fact]
    public void Product_IsRefused_WhenItHasSeveralGranules()
    {
        using var folder = new TemporaryFolder();
        var safe = new SafeFolder(false, "02.04") { OffsetIds = null };
        string full = safe.Write(folder.Path);
        Change(full, safe, "</Granule_List>", "</Granule_List><Granule_List><Granule><IMAGE_ID>S2A_OPER_MSI_L1C_TL_B01</IMAGE_ID></Granule></Granule_List>");
        Refusal.Of("several-scenes", "2 granules", () => Sentinel2Product.Read("s", full));
    }

    [Fact]
    public void Product_IsRefused_WhenItsMetadataAreNotThere()
    {
        using var folder = new TemporaryFolder();
        string name = "S2A_OPER_PRD_MSIL1C_PDMC_20160101T000000_R022_V20151231T100000.SAFE";
        Directory.CreateDirectory(folder[name]);
        Assert.True(Sentinel2Product.IsOne(folder[name]));
        Refusal.Of("metadata-unreadable", "since December 2016", () => Sentinel2Product.Read(name, folder[name]));
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "DTD")]
    [InlineData("<a><b></a>", "Line 1")]
    [InlineData("", "Root element")]
    [InlineData("<html><body>404</body></html>", "no Granule")]
    public void Metadata_AreRefused_WhenTheyAreSomethingElse(string text, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["MTD_MSIL2A.xml"], text);
        Refusal.Of("metadata-unreadable", says, () => Sentinel2Product.Read("s", folder.Path));
    }

    [Fact]
    public void Metadata_AreRefused_WhenTooLargeTooDeepOrNotText()
    {
        using var folder = new TemporaryFolder();
        string file = folder["MTD_MSIL2A.xml"];
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100)));
        Refusal.Of("metadata-unreadable", "64 levels", () => Sentinel2Product.Read("s", folder.Path));
        File.WriteAllBytes(file, [(byte)'<', (byte)'a', 0xFF, (byte)'>']);
        Refusal.Of("metadata-unreadable", "byte 2", () => Sentinel2Product.Read("s", folder.Path));
        using (FileStream large = File.OpenWrite(file))
        {
            large.SetLength((16 << 20) + 1);
        }

        Refusal.Of("metadata-unreadable", "16777217 bytes", () => Sentinel2Product.Read("s", folder.Path));
    }

    private static SceneMetadata Read(TemporaryFolder folder, SafeFolder safe) => Sentinel2Product.Read("in/" + safe.Name + "/", safe.Write(folder.Path));

    private static void Change(string full, SafeFolder safe, string from, string to)
    {
        string text = safe.Xml();
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(full, safe.MetadataName), text.Replace(from, to, StringComparison.Ordinal));
    }
}

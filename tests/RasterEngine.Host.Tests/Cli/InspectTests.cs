using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary><c>inspect</c>: what the engine sees, and whether it is usable.</summary>
public sealed class InspectTests
{
    [Fact]
    public void Inspect_ShowsPlaceAndBands_OfAUsableFile()
    {
        Ended ended = EngineProcess.Run(Checkout.Sample("prairie-feet", ""), "inspect", "prairie_2014-07-20.tif").Succeeds();
        foreach (string words in (string[])["prairie_2014-07-20.tif", "700 × 700", "EPSG:2266", "16 × 16", "foot", "256 × 256", "DEFLATE", "red", "nir", "Byte", "  usable"])
        {
            Assert.Contains(words, ended.Output, StringComparison.Ordinal);
        }

        Assert.Empty(ended.Error);
    }

    [Fact]
    public void Inspect_PrintsOneJsonDocument()
    {
        JsonElement file = Assert.Single(EngineProcess.Run(Checkout.Sample("prairie-feet", ""), "inspect", "prairie_2014-07-20.tif", "--json").Succeeds().Json().EnumerateArray());
        Assert.True(file.GetProperty("usable").GetBoolean());
        Assert.Equal((700, 700, "EPSG:2266"), (file.GetProperty("width").GetInt32(), file.GetProperty("height").GetInt32(), file.GetProperty("crs").GetString()));
        Assert.Equal(["red", "green", "blue", "nir"], file.GetProperty("bands").EnumerateArray().Select(b => b.GetProperty("role").GetString()));
        Assert.All(file.GetProperty("bands").EnumerateArray(), b => Assert.Equal("0", b.GetProperty("noData").GetString()));
    }

    [Fact]
    public void Inspect_LooksAtEveryRaster_OfAFolder()
    {
        Ended ended = EngineProcess.Run(Checkout.Root, "inspect", "data-samples/pucallpa", "data-samples/inn-fields", "--json").Succeeds();
        Assert.Equal(
            ["pucallpa_1985.tif", "pucallpa_2000.tif", "pucallpa_2020.tif", "t1_early_summer.tif", "t2_early_autumn.tif"],
            ended.Json().EnumerateArray().Select(f => Path.GetFileName(f.GetProperty("path").GetString())));
    }

    [Fact]
    public void Inspect_SaysWhyNot_WhenAnyFileIsUnusable()
    {
        using var pair = new Pair(before: new SmallScene { Epsg = null });
        pair.Folder.Write("page.tif", "<html>");
        string[] earlier = pair.Folder.Listing();
        string[] names = ["after.tif", "before.tif", "gone.tif", "page.tif", "/vsimem/x.tif"];
        Ended text = EngineProcess.Run(pair.Folder.Path, ["inspect", .. names]);
        Assert.Equal(2, text.ExitCode);
        Assert.Contains("NOT usable [no-crs]", text.Output, StringComparison.Ordinal);
        Ended ended = EngineProcess.Run(pair.Folder.Path, ["inspect", "--json", .. names]);
        Assert.Equal(2, ended.ExitCode);
        JsonElement[] files = [.. ended.Json().EnumerateArray()];
        Assert.Equal([true, false, false, false, false], files.Select(f => f.GetProperty("usable").GetBoolean()));
        Assert.Equal([null, "no-crs", "missing-file", "not-a-raster", "missing-file"], files.Select(f => f.GetProperty("code").GetString()));
        Assert.All(files[1..], f => Assert.Contains(f.GetProperty("path").GetString()!, f.GetProperty("reason").GetString()!, StringComparison.Ordinal));
        Assert.Equal(earlier, pair.Folder.Listing());
    }

    [Fact]
    public void Inspect_EndsWithTwo_WhenAFolderHoldsNoRaster()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, EngineProcess.Run(folder.Path, "inspect", ".").ExitCode);
    }
}

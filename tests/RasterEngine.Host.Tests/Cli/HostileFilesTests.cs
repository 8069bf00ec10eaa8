using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Files made to break readers, given to the whole program: it ends by itself, soon, in little memory, with a sentence, and touches nothing else.</summary>
public sealed class HostileFilesTests
{
    private const long MostBytes = 1_000_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly string Hostile = Path.Combine(Path.GetDirectoryName(Checkout.Root)!, "shared", "data", "hostile");

    [Fact]
    public void Inspect_JudgesEveryHostileFile()
    {
        Assert.SkipUnless(Directory.Exists(Hostile), "the hostile files are not beside the checkout");
        using var folder = new TemporaryFolder();
        string[] files = [.. Directory.GetFiles(Hostile).Where(f => Path.GetExtension(f) != ".md").Order(StringComparer.Ordinal)];
        Ended ended = Run(folder, ["inspect", "--json", .. files]);
        Assert.Equal((2, ""), (ended.ExitCode, ended.Error));
        JsonElement[] found = [.. ended.Json().EnumerateArray()];
        Assert.Equal(files, found.Select(f => f.GetProperty("path").GetString()));
        foreach (JsonElement file in found.Where(f => !f.GetProperty("usable").GetBoolean()))
        {
            string reason = file.GetProperty("reason").GetString()!;
            Assert.StartsWith(file.GetProperty("path").GetString()!, reason, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', reason);
            Assert.NotEmpty(file.GetProperty("code").GetString()!);
        }

        Assert.Equal(7, found.Count(f => f.GetProperty("usable").GetBoolean()));
        Assert.Empty(folder.Listing());
    }

    /// <summary>The files that are rasters after all: read for what they are, or refused for what is in their tiles.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="nir">Its near-infrared band; 1 is read from a copy of the file.</param>
    /// <param name="scale">Of its stored numbers.</param>
    /// <param name="exitCode">0 done, 2 refused, 3 to be reviewed.</param>
    /// <param name="code">Of the refusal.</param>
    /// <param name="hectares">Of the ground seen: pixels times the size of one, on the ellipsoid up to 0.1 % more in these places.</param>
    [Theory]
    [InlineData("gdal__byte_zstd_corrupted2.tif", 1, 0.004, 2, "corrupt-tile", 0)]
    [InlineData("gdal__leak-ZIPSetupDecode.tif", 1, 0.004, 2, "corrupt-tile", 0)]
    [InlineData("gdal__epsg4979_geotiff1_1.tif", 1, 0.004, 2, "polar", 0)]
    [InlineData("own__all_nan.tif", 2, 0.0001, 2, "nothing-observed", 0)]
    [InlineData("gdal__6band_wrong_number_extrasamples.tif", 2, 0.004, 0, null, 400 * 60 * 60 / 1e4)]
    [InlineData("own__crs_feet.tif", 2, 0.0001, 0, null, 34.25)]
    [InlineData("own__negative_reflectance.tif", 2, 0.0001, 3, null, 2149 * 10 * 10 / 1e4)]
    public void Scan_ReadsOrRefusesAHostileFile_ThatLooksUsable(string name, int nir, double scale, int exitCode, string? code, double hectares)
    {
        Assert.SkipUnless(Directory.Exists(Hostile), "the hostile files are not beside the checkout");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["red.tif"], File.ReadAllBytes(Path.Combine(Hostile, name)));
        File.WriteAllBytes(folder["nir.tif"], File.ReadAllBytes(Path.Combine(Hostile, name)));
        string near = nir == 1 ? """{ "path": "nir.tif", "band": 1 }""" : $"{nir}";
        string scene = string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{ "path": "red.tif", "bands": { "red": 1, "nir": {{near}} }, "scale": {{scale}}, "offset": 0 }""");
        folder.Write("scan.json", $$"""{ "before": {{scene}}, "after": {{scene}}, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }""");
        string[] earlier = folder.Listing();
        Ended ended = Run(folder, ["scan", "scan.json", "--out", "out", "--quiet"]);
        if (code is not null)
        {
            ended.Refuses(exitCode, code, ".tif");
            Assert.Equal(earlier, folder.Listing());
            return;
        }

        Assert.True(ended.ExitCode == exitCode, ended.Error);
        Assert.Equal(earlier, folder.Listing().Where(e => !e.StartsWith(folder["out"], StringComparison.Ordinal)));
        using var report = JsonDocument.Parse(File.ReadAllText(folder["out/report.json"]));
        Assert.Equal(hectares, report.RootElement.GetProperty("observed").GetProperty("hectares").GetDouble(), hectares * 1e-3);
    }

    [Fact]
    public void Nothing_IsFetchedReadOrWritten_WhenAFileNamesAnother()
    {
        using var pair = new Pair();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"/vsicurl/http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";
        string vrt = $"<VRTDataset rasterXSize=\"64\" rasterYSize=\"64\"><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename>{address}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>";
        string mrf = $"<MRF_META><CachedSource><Source>{address}</Source></CachedSource><Raster><Size x=\"64\" y=\"64\"/><DataFile>{pair.Folder["data"]}</DataFile><IndexFile>{pair.Folder["index"]}</IndexFile></Raster></MRF_META>";
        pair.Folder.Write("vrt.tif", vrt);
        pair.Folder.Write("mrf.tif", mrf);
        WithOverviews(pair.Folder["fetch.tif"], address);
        WithOverviews(pair.Folder["write.tif"], mrf);
        string[] earlier = pair.Folder.Listing();
        Ended ended = Run(pair.Folder, ["inspect", "--json", "vrt.tif", "mrf.tif", "fetch.tif", "write.tif"]);
        Assert.Equal(["not-a-raster", "not-a-raster", "external-reference", "external-reference"], ended.Json().EnumerateArray().Select(f => f.GetProperty("code").GetString()));
        Assert.Equal(earlier, pair.Folder.Listing());
        File.Move(pair.Folder["fetch.tif"], pair.Folder["before.tif"], overwrite: true);
        pair.IsRefused("external-reference", "before.tif", "GDAL_METADATA");
        Assert.False(listener.Pending());
        listener.Stop();
    }

    private static Ended Run(TemporaryFolder folder, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using EngineProcess engine = EngineProcess.Start(folder.Path, arguments);
        long peak = 0;
        while (!engine.HasEnded)
        {
            peak = Math.Max(peak, engine.PeakBytes);
            Thread.Sleep(2);
        }

        Ended ended = engine.Wait();
        Assert.True(watch.Elapsed < Longest, $"{watch.Elapsed}");
        Assert.True(peak < MostBytes, $"{peak} bytes");
        Assert.True(ended.ExitCode is 0 or 2 or 3, $"exit code {ended.ExitCode}: {ended.Error}");
        return ended;
    }

    private static void WithOverviews(string path, string file)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", 64, 64, 2, PixelType.UInt16);
        dataset.SetMetadata("OVERVIEW_FILE", file, "OVERVIEWS");
        dataset.Band(1).Write<int>(new Window(0, 0, 64, 64), new int[64 * 64]);
        dataset.Close();
    }
}

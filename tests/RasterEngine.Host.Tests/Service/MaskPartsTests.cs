using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>A mask of more pixels than a file may hold, with a small limit: the same parts from the command line and from shards, and every checksum right.</summary>
public sealed class MaskPartsTests
{
    private static readonly (string Name, string Value) Limit = ("RASTERENGINE_FILE_PIXELS", "700000");
    private static readonly Dictionary<string, string> Settings = new() { ["RASTERENGINE_SHARD_PIXELS"] = "2000000", [Limit.Name] = Limit.Value };

    [Fact]
    public async Task Mask_LiesInParts_FromTheCommandLineAndFromShards()
    {
        using var folder = new ServiceFolder();
        var scene = new SmallScene { Width = 1300, Height = 1700, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] };
        JsonObject document = folder.Pair("parts", scene, scene with { Stored = (band, column, row) => SmallScene.Noise(band, column + 1, row) });
        string one = folder.ByHand(document);
        document["name"] = "in-parts";
        string parts = folder.ByHand(document, Limit);
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, Settings);
        string job = await service.Submit(document);
        JsonElement status = await service.End(job);
        Assert.True(status.GetProperty("status").GetString() == "successful", $"{status}");
        string[] files = [.. Directory.EnumerateFiles(parts).Select(f => Path.GetFileName(f)).Where(f => f != "timings.json").Order()];
        Assert.Equal(["mask-00.tif", "mask-01.tif", "mask-02.tif", "mask-03.tif", "mask.vrt", "mask.vrt.ovr"], files.Where(f => f.StartsWith("mask", StringComparison.Ordinal) && f != "mask.qml").Order(StringComparer.Ordinal));
        foreach (string file in files)
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(parts, file)), File.ReadAllBytes(Path.Combine(folder.Result(job), file)));
        }

        JsonElement assets = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(parts, "item.json"))).GetProperty("assets");
        foreach (string file in files.Where(f => f.StartsWith("mask-", StringComparison.Ordinal) || f.EndsWith(".ovr", StringComparison.Ordinal)).Append("mask.vrt"))
        {
            string expected = "1220" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(parts, file))));
            Assert.Equal(expected, assets.GetProperty(file == "mask.vrt" ? "mask" : file).GetProperty("file:checksum").GetString());
            Assert.Equal(File.ReadAllBytes(Path.Combine(parts, file)), await service.Client.GetByteArrayAsync($"{job}/results/{file}", TestContext.Current.CancellationToken));
        }

        // A tile is drawn of them, and what is not made of parts says so.
        Assert.Equal("image/png", (await service.Client.GetAsync($"/tiles/{job[(job.LastIndexOf('/') + 1)..]}/change/11/1109/706.png", TestContext.Current.CancellationToken)).Content.Headers.ContentType?.MediaType);
        Ended refused = EngineProcess.Run(folder.Archive, "fields", Path.Combine(parts, "report.json"), "--out", folder.Archive + "/f.geojson");
        refused.Refuses(2, "mask-in-parts", "mask.vrt");

        Assert.SkipUnless(File.Exists("/usr/bin/gdal_translate"), "gdal-bin is not installed");
        foreach (string level in (string[])["NONE", "0", "1"])
        {
            Assert.Equal(Pixels(Path.Combine(one, "mask.tif"), level), Pixels(Path.Combine(parts, "mask.vrt"), level));
        }

        byte[] Pixels(string raster, string level)
        {
            string raw = folder.Archive + "/pixels.raw";
            using var process = Process.Start("gdal_translate", ["-q", "-of", "ENVI", "-oo", $"OVERVIEW_LEVEL={level}", raster, raw]);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return File.ReadAllBytes(raw);
        }
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Which reader decodes a file is told, and changes nothing else.</summary>
public sealed class ReaderTests(SampleResults samples)
{
    public static readonly TheoryData<string> Names = ["inn-fields", "prairie-feet"];

    [Theory, MemberData(nameof(Names))]
    public void Scan_GivesTheSameBytes_ThroughLibgdal(string name)
    {
        using var folder = new TemporaryFolder();
        EngineProcess.RunWith(("RASTERENGINE_READER", "gdal"), folder.Path, "scan", SampleResults.Document(name), "--out", "out").Succeeds();
        Assert.All(Inputs(samples.Result(name)), i => Assert.Equal(("own", null), i));
        Assert.All(Inputs(folder["out"]), i => Assert.Equal(("gdal", "RASTERENGINE_READER is gdal"), i));
        Assert.All((string[])["mask.tif", "report.json"], f => Assert.Equal(File.ReadAllBytes(Path.Combine(samples.Result(name), f)), File.ReadAllBytes(Path.Combine(folder["out"], f))));
    }

    [Fact]
    public void Scan_GivesTheSameNumbers_WithoutLibdeflate()
    {
        using var folder = new TemporaryFolder();
        EngineProcess.RunWith(("RASTERENGINE_CODECS", "managed"), folder.Path, "scan", SampleResults.Document("inn-fields"), "--out", "out").Succeeds();
        Assert.All(Inputs(folder["out"]), i => Assert.Equal(("own", null), i));
        // The mask is packed by another zlib, so its file has another hash; every number is the same.
        string expected = File.ReadAllText(Path.Combine(samples.Result("inn-fields"), "report.json")), found = File.ReadAllText(Path.Combine(folder["out"], "report.json"));
        Assert.Equal(WithoutHashes(expected), WithoutHashes(found));
    }

    [Fact]
    public void Inspect_SaysWhichReader_AndWhy()
    {
        string file = Checkout.Sample("inn-fields", "t1_early_summer.tif");
        Assert.Equal("own", EngineProcess.Run(Path.GetTempPath(), "inspect", file, "--json").Json()[0].GetProperty("reader").GetString());
        JsonElement byGdal = EngineProcess.RunWith(("RASTERENGINE_READER", "gdal"), Path.GetTempPath(), "inspect", file, "--json").Json()[0];
        Assert.Equal(("gdal", "RASTERENGINE_READER is gdal"), (byGdal.GetProperty("reader").GetString(), byGdal.GetProperty("readerReason").GetString()));
        Assert.Contains("read through libgdal, because RASTERENGINE_READER is gdal; gdal_translate", EngineProcess.RunWith(("RASTERENGINE_READER", "gdal"), Path.GetTempPath(), "inspect", file).Output, StringComparison.Ordinal);
    }

    private static (string? Reader, string? Why)[] Inputs(string result) =>
        [.. SampleResults.Read(Path.Combine(result, "timings.json")).GetProperty("inputs").EnumerateArray().Select(i => (i.GetProperty("reader").GetString(), i.GetProperty("why").GetString()))];

    private static string WithoutHashes(string report) => Regex.Replace(report, "\"sha256\": \"[0-9a-f]+\"", "");
}

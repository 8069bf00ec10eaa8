using System.Globalization;
using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>scan → sample → labels → estimate as a person types it.</summary>
public sealed class SampleAndEstimateTests
{
    private const string Design = """
        { "name": "inn", "target": "gained", "definition": "sown or planted and harvestable within 12 months", "size": 300, "bufferPixels": 2, "referenceClasses": ["crop", "other"],
          "mapTo": { "crop": ["gained", "lost"], "other": ["kept", "other"] }, "seed": 4 }
        """;

    [Fact]
    public void Scan_IsSampledLabelledAndEstimated()
    {
        using var folder = new TemporaryFolder();
        string report = Scan(folder);
        File.WriteAllText(folder["design.json"], Design);
        string told = EngineProcess.Run(folder.Path, "sample", "--report", report, "--design", "design.json", "--out", "sample", "--quiet").Succeeds().Output;
        Assert.Contains("to expect", told, StringComparison.Ordinal);
        Assert.Contains("buffer", told, StringComparison.Ordinal);

        // Every unit is what its stratum says; the buffer holds none.
        string[][] units = [.. File.ReadAllLines(folder["sample/sample.csv"]).Skip(1).Select(l => l.Split(','))];
        File.WriteAllLines(folder["labels.csv"], ["unit,reference", .. units.Select(u => $"{u[0]},{(u[1] is "gained" or "lost" ? "crop" : "other")}")]);
        Ended ended = EngineProcess.Run(folder.Path, "estimate", "--report", report, "--labels", "labels.csv", "--sample", "sample", "--out", "estimate", "--json").Succeeds();
        JsonElement crop = ended.Json().GetProperty("estimates")[0];
        using var scanned = JsonDocument.Parse(File.ReadAllText(report));
        double mapped = scanned.RootElement.GetProperty("classes").EnumerateArray().Where(c => c.GetProperty("name").GetString() is "gained" or "lost").Sum(c => c.GetProperty("hectares").GetDouble());

        Assert.Equal("crop", crop.GetProperty("class").GetString());
        Assert.Equal(mapped, crop.GetProperty("hectares").GetDouble(), 0.01);
        Assert.Equal(mapped, crop.GetProperty("mappedHectares").GetDouble(), 0.01);
        Assert.True(crop.GetProperty("interval")[0].GetDouble() < mapped && crop.GetProperty("interval")[1].GetDouble() > mapped);
        Assert.Equal("estimated", ended.Json().GetProperty("evidence").GetString());
        Assert.All(["estimate.json", "report.html", "estimates.csv"], name => Assert.True(File.Exists(folder[$"estimate/{name}"]), name));

        // The page and the sentence agree.
        string printed = EngineProcess.Run(folder.Path, "estimate", "--report", report, "--labels", "labels.csv", "--sample", "sample").Succeeds().Output;
        Assert.StartsWith(ended.Json().GetProperty("headline").GetString(), printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_IsForReview_WhileInterpretersDisagree()
    {
        using var folder = new TemporaryFolder();
        string report = Scan(folder);
        File.WriteAllText(folder["design.json"], Design);
        EngineProcess.Run(folder.Path, "sample", "--report", report, "--design", "design.json", "--out", "sample", "--quiet").Succeeds();
        File.WriteAllLines(folder["sample/labels.csv"], ["unit,reference,interpreter", .. Enumerable.Range(1, 300).SelectMany(u => (string[])[$"{u},other,ana", $"{u},{(u == 9 ? "crop" : "other")},ben"])]);
        Ended ended = EngineProcess.Run(folder.Path, "estimate", "--report", report, "--labels", "sample/labels.csv");

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("to adjudicate, unit 9: ana other; ben crop", ended.Output, StringComparison.Ordinal);
        Assert.Contains("ana alone", ended.Output, StringComparison.Ordinal);
        Assert.Contains("not estimated", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ChangedMask_IsRefused_ByBothVerbs()
    {
        using var folder = new TemporaryFolder();
        string report = Scan(folder);
        File.WriteAllText(folder["design.json"], Design);
        EngineProcess.Run(folder.Path, "sample", "--report", report, "--design", "design.json", "--out", "sample", "--quiet").Succeeds();
        File.WriteAllText(folder["sample/labels.csv"], "unit,reference\n1,crop\n");
        using (FileStream mask = File.Open(folder["scan/mask.tif"], FileMode.Append))
        {
            mask.WriteByte(0);
        }

        EngineProcess.Run(folder.Path, "sample", "--report", report, "--design", "design.json", "--out", "again", "--quiet").Refuses(2, "mask-changed", "mask.tif");
        EngineProcess.Run(folder.Path, "estimate", "--report", report, "--labels", "sample/labels.csv").Refuses(2, "mask-changed", "mask.tif");
    }

    [Theory]
    [InlineData("unit,reference\n900,up\n", "unit-not-drawn", "line 2")]
    [InlineData("unit,reference\n3,up\n3,up\n", "unit-twice", "line 3")]
    [InlineData("unit,reference\n3,forest\n", "label-unknown", "line 2")]
    [InlineData("unit,reference\n3,up\n", "stratum-without-sample", "label units there")]
    public void BadLabels_AreRefused_WithTheirRow(string labels, string code, string words)
    {
        using var folder = new TemporaryFolder();
        WriteMap(folder);
        EngineProcess.Run(folder.Path, "sample", "--map", "map.tif", "--classes", "classes.json", "--design", "design.json", "--out", "sample", "--quiet").Succeeds();
        File.WriteAllText(folder["sample/labels.csv"], labels);
        EngineProcess.Run(folder.Path, "estimate", "--map", "map.tif", "--labels", "sample/labels.csv").Refuses(2, code, words);
    }

    [Fact]
    public void AnyMap_IsSampled_AndItsDesignReportPrintedAsJson()
    {
        using var folder = new TemporaryFolder();
        WriteMap(folder);
        JsonElement report = EngineProcess.Run(folder.Path, "sample", "--map", "map.tif", "--classes", "classes.json", "--design", "design.json", "--out", "sample", "--quiet", "--json").Succeeds().Json();

        Assert.Equal(120, report.GetProperty("n").GetInt32());
        Assert.Equal("LON,LAT,PLOTID", File.ReadLines(folder["sample/ceo-plots.csv"]).First());
        EngineProcess.Run(folder.Path, "sample", "--map", "map.tif", "--design", "design.json", "--out", "x").Refuses(2, "bad-argument", "--classes");
        EngineProcess.Run(folder.Path, "estimate", "--labels", "nowhere.csv").Refuses(2, "missing-file", "--sample DIR");
    }

    private static string Scan(TemporaryFolder folder)
    {
        EngineProcess.Run(folder.Path, "scan", Checkout.Sample("inn-fields", "inn-fields.json"), "--out", folder["scan"], "--quiet").Succeeds();
        return folder["scan/report.json"];
    }

    // A mask is a class raster like any other.
    private static void WriteMap(TemporaryFolder folder)
    {
        Scan(folder);
        File.Move(folder["scan/mask.tif"], folder["map.tif"]);
        File.WriteAllText(folder["classes.json"], """{ "1": "green", "2": "up", "3": "down", "4": "bare" }""");
        File.WriteAllText(folder["design.json"], string.Create(CultureInfo.InvariantCulture, $"{{ \"target\": \"up\", \"size\": 120, \"seed\": 2 }}"));
    }
}

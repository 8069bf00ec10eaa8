using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>What a scan prints, and that stdout is the answer's alone.</summary>
public sealed class ScanOutputTests(SampleResults samples)
{
    [Fact]
    public void Json_PrintsTheReportAndNothingElse()
    {
        using var pair = new Pair();
        Ended ended = pair.Scan("--json", "--quiet").Succeeds();
        Assert.Equal(File.ReadAllText(pair.Folder["out/report.json"]), ended.Output);
        Assert.Empty(ended.Error);
    }

    [Fact]
    public void Text_NamesHectaresDatesAndFiles()
    {
        JsonElement report = samples.Report("inn-fields");
        string text = samples.Run("inn-fields").Output;
        string hectares = report.GetProperty("before").GetProperty("vegetated").GetProperty("hectares").GetDecimal().ToString("#,##0.0", System.Globalization.CultureInfo.InvariantCulture);
        foreach (string words in (string[])[$"{hectares} ha had NDVI ≥ 0.4", "17 Jun 2021", "25 Sep 2021", "no-land-mask", "report.html", "mask.tif", "report.json", "after ", " = before "])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Quiet_PrintsNothingOnStderr()
    {
        using var pair = new Pair();
        Ended ended = pair.Scan("--quiet").Succeeds();
        Assert.Empty(ended.Error);
        Assert.NotEmpty(ended.Output);
    }

    [Fact]
    public void Profile_PrintsEveryStageOnStderr_AndTimingsHoldThem()
    {
        using var pair = new Pair();
        Ended ended = pair.Scan("--quiet", "--json", "--profile").Succeeds();
        _ = ended.Json();
        JsonElement stages = SampleResults.Read(pair.Folder["out/timings.json"]).GetProperty("stages");
        foreach (string stage in (string[])["plan", "hash", "open", "read", "decode", "compare", "encode", "wait", "mask"])
        {
            Assert.True(stages.GetProperty(stage).GetDouble() >= 0, stage);
            Assert.Contains($"  {stage} ", ended.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DryRun_PrintsThePlan_AndWritesNothing()
    {
        using var pair = new Pair();
        string[] earlier = pair.Folder.Listing();
        Ended text = pair.Scan("--dry-run").Succeeds();
        Assert.Contains("64 × 64", text.Output, StringComparison.Ordinal);
        Assert.Contains("EPSG:32633", text.Output, StringComparison.Ordinal);
        JsonElement plan = pair.Scan("--dry-run", "--json").Succeeds().Json();
        Assert.Equal(("pair", "EPSG:32633", 64, 64), (plan.GetProperty("name").GetString(), plan.GetProperty("crs").GetString(), plan.GetProperty("width").GetInt32(), plan.GetProperty("height").GetInt32()));
        Assert.Equal(["before.tif", "after.tif"], plan.GetProperty("inputs").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(earlier, pair.Folder.Listing());
    }

    [Fact]
    public void DryRun_Refuses_WhatAScanWouldRefuse()
    {
        using var pair = new Pair(after: new SmallScene { Epsg = 32632 });
        pair.IsRefused("different-lattice", ["before.tif", "after.tif"], ["scan", "scan.json", "--out", "out", "--dry-run"]);
    }

    [Fact]
    public void Shortcut_GivesTheDocumentsNumbers()
    {
        using var folder = new TemporaryFolder();
        EngineProcess.Run(
            folder.Path, "scan", "--before", Checkout.Sample("inn-fields", "t1_early_summer.tif"), "--after", Checkout.Sample("inn-fields", "t2_early_autumn.tif"), "--red", "1", "--nir", "4", "--out", "out").Succeeds();
        (JsonElement expected, JsonElement found) = (samples.Report("inn-fields"), SampleResults.Read(folder["out/report.json"]));
        foreach (string field in (string[])["classes", "transitions", "observed", "notSeen", "sensitivity", "shiftSensitivity", "grid", "rule"])
        {
            Assert.True(JsonElement.DeepEquals(expected.GetProperty(field), found.GetProperty(field)), field);
        }

        Assert.Equal(["no-land-mask", "no-dates"], found.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.Null, found.GetProperty("compare").ValueKind);
    }

    [Theory]
    [InlineData("0.3", "0.1")]
    [InlineData("0.5", "0.5")]
    public void Shortcut_TakesItsThresholds_FromOptions(string vegetatedAt, string changeOf)
    {
        using var pair = new Pair();
        JsonElement rule = EngineProcess.Run(
            pair.Folder.Path, "scan", "--before", "before.tif", "--after", "after.tif", "--red", "1", "--nir", "2", "--vegetated-at", vegetatedAt, "--change-of", changeOf, "--out", "out", "--json").Succeeds().Json().GetProperty("rule");
        Assert.Equal((vegetatedAt, changeOf), (rule.GetProperty("vegetatedAt").GetRawText(), rule.GetProperty("changeOf").GetRawText()));
    }

    [Fact]
    public void Scan_IsPublishedForReview_WhenTooLittleWasSeenOnBothDates()
    {
        using var pair = new Pair(before: new SmallScene { NoData = 0, Stored = (band, column, row) => column < 16 ? 0 : SmallScene.Vegetated(band, column, row) });
        Ended ended = pair.Scan();
        Assert.Equal(3, ended.ExitCode);
        Assert.Empty(ended.Error);
        Assert.Contains("low-common-coverage", ended.Output, StringComparison.Ordinal);
        JsonElement report = SampleResults.Read(pair.Folder["out/report.json"]);
        Assert.True(report.GetProperty("review").GetBoolean());
        Assert.Contains("low-common-coverage", report.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        Assert.Equal(0.75, report.GetProperty("observedShare").GetDouble(), 1e-3);
        Assert.Equal(16 * 64, report.GetProperty("notSeen").GetProperty("noData").GetInt32());
        Assert.Empty(pair.Folder.Leftovers());
    }
}

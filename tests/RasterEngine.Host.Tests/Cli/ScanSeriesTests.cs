using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Several documents in one call.</summary>
public sealed class ScanSeriesTests
{
    [Fact]
    public void Series_MakesAFolderEachAndASummary()
    {
        using Pair pair = Series("first", "second");
        Ended ended = Scan(pair, "first.json", "second.json").Succeeds();
        Assert.Contains("summary.csv", ended.Output, StringComparison.Ordinal);
        Assert.Equal(["first", "second", "summary.csv"], Entries(pair));
        string[][] rows = Summary(pair);
        Assert.Equal(["first", "second"], rows[1..].Select(r => r[0]));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        JsonElement report = SampleResults.Read(pair.Folder["out/first/report.json"]);
        string lost = report.GetProperty("classes")[2].GetProperty("hectares").GetRawText();
        Assert.Equal(lost, rows[1][Array.IndexOf(rows[0], "lostHectares")]);
        Assert.Equal("vegetated", rows[1][Array.IndexOf(rows[0], "evidence")]);
    }

    [Fact]
    public void Series_PrintsAListOfReports_WithJson()
    {
        using Pair pair = Series("first", "second");
        JsonElement reports = Scan(pair, "first.json", "second.json", "--json").Succeeds().Json();
        Assert.Equal(["first", "second"], reports.EnumerateArray().Select(r => r.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("after.tif", "gone.tif", "missing-file", "gone.tif")]
    [InlineData("\"rule\"", "\"rules\"", "unknown-field", "rules")]
    [InlineData("{", "[", "bad-document", "bad.json")]
    public void Series_PublishesTheGoodOnes_WhenOneIsBad(string part, string replacement, string code, string word)
    {
        using Pair pair = Series("first", "bad", "second");
        pair.Folder.Write("bad.json", Replace(File.ReadAllText(pair.Folder["bad.json"]), part, replacement));
        Ended ended = Scan(pair, "first.json", "bad.json", "second.json", "--quiet");
        Assert.Equal(2, ended.ExitCode);
        string line = Assert.Single(ended.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(word, line, StringComparison.Ordinal);
        Assert.EndsWith($"[{code}]", line, StringComparison.Ordinal);
        Assert.Equal(["first", "second", "summary.csv"], Entries(pair));
        Assert.Empty(pair.Folder.Leftovers());
        string[][] rows = Summary(pair);
        Assert.Equal(["", "refused", ""], rows[1..].Select(r => r[^1]));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a, b", "\"a, b\"")]
    public void Summary_ShowsAName_NeverAFormula(string name, string field)
    {
        using Pair pair = Series("first", "second");
        pair.Folder.Write("second.json", Pair.Document.Replace("\"pair\"", $"\"{name}\"", StringComparison.Ordinal));
        Scan(pair, "first.json", "second.json").Succeeds();
        Assert.StartsWith(field + ",", File.ReadAllLines(pair.Folder["out/summary.csv"])[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Series_StaysInItsFolder_WhateverTheNames()
    {
        using Pair pair = Series("first", "second");
        pair.Folder.Write("second.json", Pair.Document.Replace("\"pair\"", "\"../../escaped\"", StringComparison.Ordinal));
        string[] earlier = pair.Folder.Listing();
        Scan(pair, "first.json", "second.json").Succeeds();
        Assert.All(pair.Folder.Listing().Except(earlier), e => Assert.StartsWith(pair.Folder["out"], e, StringComparison.Ordinal));
        Assert.Equal(3, Entries(pair).Length);
    }

    [Fact]
    public void Series_IsRefused_WhenTwoHaveOneName()
    {
        using Pair pair = Series("first", "second");
        pair.Folder.Write("second.json", Pair.Document.Replace("\"pair\"", "\"First\"", StringComparison.Ordinal));
        pair.IsRefused("bad-argument", ["irst"], ["scan", "first.json", "second.json", "--out", "out"]);
    }

    [Fact]
    public void Series_ReplacesItsResults_WhenRunAgain()
    {
        using Pair pair = Series("first", "second");
        Scan(pair, "first.json", "second.json").Succeeds();
        Scan(pair, "first.json", "second.json").Succeeds();
        Assert.Equal(["first", "second", "summary.csv"], Entries(pair));
    }

    [Fact]
    public void Series_IsRefused_WhenTheFolderHoldsSomethingElse()
    {
        using Pair pair = Series("first", "second");
        Directory.CreateDirectory(pair.Folder["out"]);
        pair.Folder.Write("out/notes.txt", "mine");
        pair.IsRefused("folder-occupied", ["out", "notes.txt"], ["scan", "first.json", "second.json", "--out", "out"]);
    }

    [Fact]
    public void Series_MakesUp_ForARunThatWasKilled()
    {
        using Pair pair = Series("first", "second");
        Directory.CreateDirectory(pair.Folder["out/.first.1234567.part"]);
        pair.Folder.Write("out/.first.1234567.part/mask.tif.spool", "half");
        Scan(pair, "first.json", "second.json").Succeeds();
        Assert.Equal([".first.1234567.part", "first", "second", "summary.csv"], Entries(pair));
    }

    [Fact]
    public void Series_WritesNothing_WhenOnlyAskedForItsPlans()
    {
        using Pair pair = Series("first", "second");
        string[] earlier = pair.Folder.Listing();
        Ended text = Scan(pair, "first.json", "second.json", "--dry-run").Succeeds();
        Assert.Contains("first: would compare", text.Output, StringComparison.Ordinal);
        Assert.Contains("second: would compare", text.Output, StringComparison.Ordinal);
        JsonElement plans = Scan(pair, "first.json", "second.json", "--dry-run", "--json").Succeeds().Json();
        Assert.Equal(["first", "second"], plans.EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        Assert.Equal(earlier, pair.Folder.Listing());
    }

    private static Pair Series(params string[] names)
    {
        var pair = new Pair();
        foreach (string name in names)
        {
            pair.Folder.Write(name + ".json", Pair.Document.Replace("\"pair\"", $"\"{name}\"", StringComparison.Ordinal));
        }

        return pair;
    }

    private static Ended Scan(Pair pair, params string[] arguments) => EngineProcess.Run(pair.Folder.Path, ["scan", .. arguments, "--out", "out"]);

    private static string[] Entries(Pair pair) => [.. Directory.EnumerateFileSystemEntries(pair.Folder["out"]).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];

    private static string[][] Summary(Pair pair) => [.. File.ReadAllLines(pair.Folder["out/summary.csv"]).Select(l => l.Split(','))];

    private static string Replace(string text, string part, string replacement)
    {
        int at = text.IndexOf(part, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + part.Length)..];
    }
}

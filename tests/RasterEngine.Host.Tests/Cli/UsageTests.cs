using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>The command line itself.</summary>
public sealed class UsageTests
{
    private static readonly string Here = AppContext.BaseDirectory;

    [Theory]
    [InlineData("scan", "--help")]
    [InlineData("inspect", "--help")]
    [InlineData("doctor", "--help")]
    [InlineData("explain", "--help")]
    [InlineData("estimate", "--help")]
    [InlineData("compare", "--help")]
    [InlineData("trend", "--help")]
    [InlineData("production", "--help")]
    [InlineData("account", "--help")]
    [InlineData("interpreters", "--help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_ShowsWhatThereIs(params string[] arguments)
    {
        Ended ended = EngineProcess.Run(Here, arguments).Succeeds();
        Assert.Contains("Usage:", ended.Output, StringComparison.Ordinal);
        Assert.Contains("--json", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cultivated", ended.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(ended.Error);
    }

    [Fact]
    public void Version_IsPrintedAlone()
    {
        Ended ended = EngineProcess.Run(Here, "--version").Succeeds();
        Assert.Matches("^\\d+\\.\\d+\\.\\d+\n$", ended.Output);
        Assert.Empty(ended.Error);
    }

    [Theory]
    [InlineData("scna", "scna")]
    [InlineData("--verison", "--verison")]
    [InlineData("doctor", "--jsno", "--jsno")]
    [InlineData("inspect", "--jsno", "--jsno")]
    [InlineData("command")]
    [InlineData("inspect", "FILE")]
    public void CommandLine_IsRefused_WhenItsVerbOrOptionIsUnknown(params string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        EngineProcess.Run(Here, words[..^1]).Refuses(2, null, words[^1]);
    }

    [Fact]
    public void Verbose_AddsWhereItHappened_BelowTheSentence()
    {
        using var pair = new Pair();
        File.Delete(pair.Folder["after.tif"]);
        Ended ended = pair.Scan("--verbose");
        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("error: after.tif: there is no such file. [missing-file]\n", ended.Error, StringComparison.Ordinal);
        Assert.Contains("   at RasterEngine.", ended.Error, StringComparison.Ordinal);
    }
}

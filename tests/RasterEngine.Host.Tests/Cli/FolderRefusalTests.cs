using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Where a result may not go, and where it cannot.</summary>
public sealed class FolderRefusalTests
{
    [Fact]
    public void Folder_IsRefused_WhenItHoldsSomethingElse()
    {
        using var pair = new Pair();
        Directory.CreateDirectory(pair.Folder["out"]);
        pair.Folder.Write("out/notes.txt", "mine");
        pair.IsRefused("folder-occupied", "out:", "not a result");
        pair.Folder.Write("out/report.json", "{ \"title\": \"somebody's report\" }");
        pair.IsRefused("folder-occupied", "out:", "not a result");
    }

    [Fact]
    public void Folder_IsRefused_WhenItHoldsAnotherScan()
    {
        using var pair = new Pair();
        pair.Scan().Succeeds();
        pair.With("0.4", "0.5").IsRefused("folder-occupied", "out:", "another scan");
    }

    [Theory]
    [InlineData("scan.json")]
    [InlineData("scan.json/out")]
    [InlineData("scan.json/deep/out")]
    public void Folder_IsRefused_WhenItIsOrLiesBelowAFile(string directory)
    {
        using var pair = new Pair();
        pair.IsRefused("folder-occupied", [directory + ":", "is a file"], ["scan", "scan.json", "--out", directory]);
    }

    [Fact]
    public void Folder_IsUsed_WhenItIsEmpty()
    {
        using var pair = new Pair();
        Directory.CreateDirectory(pair.Folder["out"]);
        pair.Scan().Succeeds();
        Assert.Equal(9, Directory.EnumerateFileSystemEntries(pair.Folder["out"]).Count());
        Assert.Empty(pair.Folder.Leftovers());
    }

    [Theory]
    [InlineData("/proc/nowhere")]
    [InlineData("/proc/deep/nowhere")]
    public void Scan_BlamesTheMachine_WhenTheFolderCannotBeWritten(string directory)
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "there is no /proc");
        using var pair = new Pair();
        pair.IsRefused(null, [directory, "could not be written"], ["scan", "scan.json", "--out", directory], exitCode: 1);
    }

    [Theory]
    [InlineData("bad-argument", "--out", "scan", "scan.json", "--out", "")]
    [InlineData("bad-argument", "--workers is 0", "scan", "scan.json", "--out", "out", "--workers", "0")]
    [InlineData("bad-argument", "--workers is -1", "scan", "scan.json", "--out", "out", "--workers", "-1")]
    [InlineData(null, "--workers", "scan", "scan.json", "--out", "out", "--workers", "many")]
    [InlineData(null, "--out", "scan", "scan.json")]
    [InlineData("bad-argument", "SCAN.json", "scan", "--out", "out")]
    [InlineData("bad-argument", "--red", "scan", "--before", "before.tif", "--after", "after.tif", "--out", "out")]
    [InlineData("bad-argument", "--before", "scan", "scan.json", "--before", "before.tif", "--out", "out")]
    [InlineData("bad-argument", "--dryrun", "scan", "scan.json", "--out", "out", "--dryrun")]
    [InlineData("bad-argument", "--worker", "scan", "scan.json", "--out", "out", "--worker", "2")]
    [InlineData("threshold-out-of-range", "vegetatedAt", "scan", "--before", "before.tif", "--after", "after.tif", "--red", "1", "--nir", "2", "--vegetated-at", "4", "--out", "out")]
    [InlineData("missing-file", "gone.tif", "scan", "--before", "gone.tif", "--after", "after.tif", "--red", "1", "--nir", "2", "--out", "out")]
    public void CommandLine_IsRefused_WhenItMeansNothing(string? code, string word, params string[] arguments)
    {
        using var pair = new Pair();
        pair.IsRefused(code, [word], arguments);
    }
}

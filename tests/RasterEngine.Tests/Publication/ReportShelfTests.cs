using RasterEngine.Publication;
using Xunit;

namespace RasterEngine.Tests.Publication;

public sealed class ReportShelfTests
{
    [Fact]
    public void Result_AppearsWhole_AndReplacesItsOwn()
    {
        using var folder = new TemporaryFolder();
        string target = folder["out"];
        for (int round = 0; round < 2; round++)
        {
            using ReportShelf shelf = ReportShelf.Open(target);
            File.WriteAllText(Path.Combine(shelf.Staging, "report.json"), $"{{ \"scanId\": \"a\", \"round\": {round} }}");
            Assert.Equal(round == 1, Directory.Exists(target));
            shelf.Publish();
        }

        Assert.Contains("1", File.ReadAllText(Path.Combine(target, "report.json")), StringComparison.Ordinal);
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(folder.Path));
        ReportShelf.Check(target, "out", "a");
        Assert.Equal("folder-occupied", Assert.Throws<ScanException>(() => ReportShelf.Check(target, "out", "b")).Code);
    }

    [Fact]
    public void Staging_IsGone_WhenNothingWasPublished()
    {
        using var folder = new TemporaryFolder();
        using (ReportShelf shelf = ReportShelf.Open(folder["out"]))
        {
            File.WriteAllText(Path.Combine(shelf.Staging, "mask.tif.spool"), "half");
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void EarlierResult_ComesBack_WhenARunDiedBetweenTheTwoRenames()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder[".out.replaced"]);
        File.WriteAllText(folder[".out.replaced/report.json"], "{ \"scanId\": \"a\" }");
        using (ReportShelf.Open(folder["out"]))
        {
            Assert.True(File.Exists(folder["out/report.json"]));
        }

        Assert.Equal([folder["out"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void LeftoversOfAKilledRun_AreSwept_AndThoseOfARunningOneKept()
    {
        using var folder = new TemporaryFolder();
        using ReportShelf running = ReportShelf.Open(folder["out"]);
        Directory.CreateDirectory(folder[".out.dead.part"]);
        File.WriteAllText(folder[".out.dead.part/in-use"], "");
        File.WriteAllText(folder[".out.dead.part/mask.tif.spool"], "half");
        Directory.CreateDirectory(folder[".other.dead.part"]);
        using (ReportShelf.Open(folder["out"]))
        {
        }

        Assert.Equal(((string[])[folder[".other.dead.part"], running.Staging]).Order(StringComparer.Ordinal), Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("thesis.doc", "my thesis")]
    [InlineData("report.json", "not json")]
    [InlineData("report.json", "{ \"title\": \"somebody else's report\" }")]
    public void Folder_IsRefused_WhenItHoldsSomethingElse(string name, string content)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder[$"out/{name}"], content);
        Assert.Equal("folder-occupied", Assert.Throws<ScanException>(() => ReportShelf.Check(folder["out"], "out", null)).Code);
    }
}

using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>The same question has the same answer, byte for byte.</summary>
public sealed class RepeatedScanTests(SampleResults samples)
{
    private static readonly string[] Answer = ["mask.tif", "report.json"];

    [Theory]
    [InlineData("inn-fields", "1")]
    [InlineData("inn-fields", "2")]
    [InlineData("inn-fields", "3")]
    [InlineData("inn-fields", "7")]
    [InlineData("prairie-feet", "1")]
    [InlineData("prairie-feet", "7")]
    [InlineData("pucallpa-1985-2020", "3")]
    public void Scan_GivesTheSameBytes_WithAnyNumberOfWorkers(string name, string workers)
    {
        using var folder = new TemporaryFolder();
        EngineProcess.Run(folder.Path, "scan", SampleResults.Document(name), "--out", "out", "--workers", workers).Succeeds();
        AssertSame(samples.Result(name), folder["out"]);
    }

    [Fact]
    public void Scan_ReplacesItsResult_WhenRunAgainIntoTheSameFolder()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["scan", SampleResults.Document("prairie-feet"), "--out", "out"];
        EngineProcess.Run(folder.Path, arguments).Succeeds();
        byte[][] first = [.. Answer.Select(f => File.ReadAllBytes(Path.Combine(folder["out"], f)))];
        File.WriteAllText(folder["out/notes.txt"], "of an earlier day");

        EngineProcess.Run(folder.Path, arguments).Succeeds();
        Assert.Equal(first, Answer.Select(f => File.ReadAllBytes(Path.Combine(folder["out"], f))));
        Assert.False(File.Exists(folder["out/notes.txt"]), "the folder is replaced whole");
        Assert.Equal([folder["out"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Scan_GivesTheSameBytes_WhereverItsFilesLie()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in (string[])["prairie-feet.json", "prairie_2014-07-20.tif", "prairie_2020-08-31.tif"])
        {
            File.Copy(Checkout.Sample("prairie-feet", file), folder[file]);
        }

        EngineProcess.Run(folder.Path, "scan", "prairie-feet.json", "--out", "deep/er/out").Succeeds();
        AssertSame(samples.Result("prairie-feet"), folder["deep/er/out"]);
    }

    private static void AssertSame(string expected, string found)
    {
        foreach (string file in Answer)
        {
            Assert.True(File.ReadAllBytes(Path.Combine(expected, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(found, file))), $"{file} differs");
        }
    }
}

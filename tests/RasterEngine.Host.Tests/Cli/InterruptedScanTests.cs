using System.Diagnostics;
using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>A scan that is stopped or killed half-way.</summary>
public sealed class InterruptedScanTests : IDisposable
{
    // Small on disk, long to decode: the scan is caught with tiles still to come.
    private static readonly SmallScene Large = new()
    {
        Width = 8000,
        Height = 8000,
        Type = PixelType.UInt16,
        Options = ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1", "INTERLEAVE=BAND"],
    };

    private readonly TemporaryFolder folder = new();

    public InterruptedScanTests()
    {
        Large.Write(folder["before.tif"]);
        File.Copy(folder["before.tif"], folder["after.tif"]);
        folder.Write("scan.json", Pair.Document);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Scan_LeavesNothing_WhenCancelled(string signal)
    {
        Assert.SkipWhen(IsIgnored(2), "SIGINT is ignored where the tests were started, and children inherit that");
        string[] earlier = folder.Listing();
        using EngineProcess engine = StartAndWaitForTiles();
        engine.Signal(signal);
        Ended ended = engine.Wait();
        Assert.Equal(130, ended.ExitCode);
        Assert.Equal("error: cancelled; this scan wrote nothing.", ended.Error.TrimEnd('\n').Split('\n')[^1]);
        Assert.Empty(ended.Output);
        Assert.Equal(earlier, folder.Listing());
    }

    [Fact]
    public void Scan_SucceedsAfterwards_WhenOneWasKilled()
    {
        using (EngineProcess engine = StartAndWaitForTiles())
        {
            engine.Signal("KILL");
            Assert.Equal(137, engine.Wait().ExitCode);
        }

        Assert.False(Directory.Exists(folder["out"]), "a killed scan publishes nothing");
        string[] killed = Directory.GetDirectories(folder.Path);

        EngineProcess.Run(folder.Path, "scan", "scan.json", "--out", "out", "--quiet").Succeeds();
        Assert.Equal(["after.tif", "before.tif", "item.json", "mask.qml", "mask.tif", "preview.png", "report.html", "report.json", "timings.json"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetDirectories(folder.Path).Except([.. killed, folder["out"]]));
    }

    public void Dispose() => folder.Dispose();

    private EngineProcess StartAndWaitForTiles()
    {
        EngineProcess engine = EngineProcess.Start(folder.Path, "scan", "scan.json", "--out", "out", "--workers", "1");
        long start = Stopwatch.GetTimestamp();
        while (!Directory.EnumerateFiles(folder.Path, "mask.tif.spool", SearchOption.AllDirectories).Any())
        {
            Assert.False(engine.HasEnded, "the scan was over before it could be stopped");
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "no tile was begun in two minutes");
            Thread.Sleep(5);
        }

        return engine;
    }

    // Bit n − 1 of SigIgn is signal n.
    private static bool IsIgnored(int signal)
    {
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return line is not null && (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1ul << (signal - 1))) != 0;
    }
}

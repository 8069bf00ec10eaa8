using System.Diagnostics;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Publication;

/// <summary>A disk that fills up at whatever moment leaves either a whole result or none.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public void Result_IsWholeOrAbsent_AtEveryDiskSize()
    {
        using var folder = new TemporaryFolder();
        string disk = Directory.CreateDirectory(folder["disk"]).FullName;
        Scan scan = ScanDocument.Read(Repository.Path("data-samples", "inn-fields", "inn-fields.json"));
        int refused = 0, published = 0;
        foreach (int kilobytes in (int[])[40, 150, 250, 290, 320, 700, 1300, 1700, 2000, 2400, 4000])
        {
            Assert.SkipUnless(Mount("-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", disk), "a small file system cannot be mounted here (root only)");
            try
            {
                string directory = Path.Combine(disk, "out");
                try
                {
                    ScanPublication.Run(scan, directory, 2, _ => { }, CancellationToken.None);
                    published++;
                    Assert.Equal(["after.tif", "before.tif", "item.json", "mask.qml", "mask.tif", "preview.png", "report.html", "report.json", "timings.json"], Directory.EnumerateFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
                }
                catch (IOException e)
                {
                    refused++;
                    Assert.StartsWith($"{directory}: the result could not be written", e.Message, StringComparison.Ordinal);
                    Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
                }
            }
            finally
            {
                // Lazily: whatever else looks at mounts on this machine must not keep it busy.
                Process.Start("umount", ["-l", disk]).WaitForExit();
            }
        }

        Assert.True(refused >= 5 && published >= 1, $"{refused} refused, {published} published");
    }

    private static bool Mount(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

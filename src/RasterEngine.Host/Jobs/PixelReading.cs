using System.Globalization;
using RasterEngine.Host.Cli;
using RasterEngine.Publication;

namespace RasterEngine.Host.Jobs;

/// <summary>Reads single pixels of finished scans, two at a time, each in a child under a scan's limits.</summary>
internal sealed class PixelReading(ServiceFolders folders, ScanChild child) : IDisposable
{
    private readonly ChildErrands errands = new(folders, child, atOnce: 2);

    /// <returns>PixelDocument as JSON; null when the place lies outside of what was scanned.</returns>
    /// <exception cref="ScanException">A scene is gone or damaged.</exception>
    public Task<byte[]?> Read(Guid scan, string document, double longitude, double latitude, CancellationToken cancellation)
    {
        string result = folders.Result(scan);
        return errands.Run(
            "pixel", [("scan.json", document)],
            work => [PixelChildCommand.Name, Path.Combine(work, "scan.json"), "--mask", ResultLayer.All.First(l => l.Name == "change").Find(result) ?? Path.Combine(result, MapLayer.Change), "--lon", Text(longitude), "--lat", Text(latitude)],
            [result],
            async made => Path.Combine(made, PixelChildCommand.FileName) is var answer && File.Exists(answer) ? await File.ReadAllBytesAsync(answer, cancellation) : null,
            cancellation);
    }

    public void Dispose() => errands.Dispose();

    private static string Text(double degrees) => degrees.ToString("R", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using RasterEngine.Host.Cli;

namespace RasterEngine.Host.Jobs;

/// <summary>Reads single pixels of finished scans, two at a time, each in a child under a scan's limits.</summary>
internal sealed class PixelReading(ServiceFolders folders, ScanChild child) : IDisposable
{
    private readonly SemaphoreSlim two = new(2);

    /// <returns>PixelDocument as JSON; null when the place lies outside of what was scanned.</returns>
    /// <exception cref="ScanException">A scene is gone or damaged.</exception>
    public async Task<byte[]?> Read(Guid scan, string document, double longitude, double latitude, CancellationToken cancellation)
    {
        string work = Path.Combine(folders.Work, $"pixel-{Guid.NewGuid():D}"), question = Path.Combine(work, "scan.json"), made = Path.Combine(work, "made"), result = folders.Result(scan);
        await two.WaitAsync(cancellation);
        try
        {
            Directory.CreateDirectory(work);
            await File.WriteAllTextAsync(question, document, new UTF8Encoding(false), cancellation);
            string[] call = [PixelChildCommand.Name, question, "--mask", Path.Combine(result, "mask.tif"), "--lon", Text(longitude), "--lat", Text(latitude)];
            ChildOutcome outcome = await Task.Run(() => child.Run(call, made, [result], _ => !cancellation.IsCancellationRequested), cancellation);
            string answer = Path.Combine(made, PixelChildCommand.FileName);
            return outcome.Kind != ChildEnd.Done ? throw new ScanException(outcome.Code is { Length: > 0 } code ? code : "machine", outcome.Sentence)
                : File.Exists(answer) ? await File.ReadAllBytesAsync(answer, cancellation)
                : null;
        }
        finally
        {
            two.Release();
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    public void Dispose() => two.Dispose();

    private static string Text(double degrees) => degrees.ToString("R", CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;
using RasterEngine.Host.Cli;

namespace RasterEngine.Host.Jobs;

/// <summary>GeoPackages for people who download, each made by a child.</summary>
internal sealed class PackageWriting(ServiceFolders folders, ScanChild child)
{
    /// <param name="features">GeoJSON features of estimates.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ScanException">The child failed.</exception>
    public async Task<byte[]> Write(JsonArray features, CancellationToken cancellation)
    {
        string work = Path.Combine(folders.Work, $"layer-{Guid.NewGuid():D}"), rows = Path.Combine(work, "rows.json"), made = Path.Combine(work, "made");
        try
        {
            Directory.CreateDirectory(work);
            await File.WriteAllTextAsync(rows, features.ToJsonString(), cancellation);
            ChildOutcome outcome = await Task.Run(() => child.Run([PackageChildCommand.Name, rows], made, [work], _ => !cancellation.IsCancellationRequested), cancellation);
            return outcome.Kind == ChildEnd.Done
                ? await File.ReadAllBytesAsync(Path.Combine(made, PackageChildCommand.FileName), cancellation)
                : throw new ScanException(outcome.Code is { Length: > 0 } code ? code : "machine", outcome.Sentence);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }
}

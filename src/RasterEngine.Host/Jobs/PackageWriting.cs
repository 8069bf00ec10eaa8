using System.Text.Json.Nodes;
using RasterEngine.Host.Cli;

namespace RasterEngine.Host.Jobs;

/// <summary>GeoPackages for people who download, two at a time, each made by a child.</summary>
internal sealed class PackageWriting(ServiceFolders folders, ScanChild child) : IDisposable
{
    private readonly ChildErrands errands = new(folders, child, atOnce: 2);

    /// <param name="features">GeoJSON features of estimates.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ScanException">The child failed.</exception>
    public Task<byte[]> Write(JsonArray features, CancellationToken cancellation) => errands.Run(
        "package", [("rows.json", features.ToJsonString())], work => [PackageChildCommand.Name, Path.Combine(work, "rows.json")], [],
        made => File.ReadAllBytesAsync(Path.Combine(made, PackageChildCommand.FileName), cancellation), cancellation);

    public void Dispose() => errands.Dispose();
}

using RasterEngine.Publication;

namespace RasterEngine.Host.Jobs;

/// <summary>Reads layers of finished scans, two at a time so that a map that is moved does not slow scans down. Only files that scans published are opened, never the archive's.</summary>
internal sealed class TileDrawing(ServiceFolders folders) : IDisposable
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal) { ["before"] = MapLayer.Before, ["after"] = MapLayer.After, ["change"] = MapLayer.Change };

    private readonly SemaphoreSlim two = new(2);

    public static IReadOnlyCollection<string> Layers => Files.Keys;

    /// <summary>The file of a layer; null when there is no such layer or this scan has none.</summary>
    public string? Find(Guid scan, string layer) => Files.TryGetValue(layer, out string? file) && Path.Combine(folders.Result(scan), file) is var path && File.Exists(path) ? path : null;

    /// <summary>Asks an open layer something, on one thread as libgdal wants it.</summary>
    public async Task<T> Ask<T>(string path, Func<MapLayer, T> question, CancellationToken cancellation)
    {
        await two.WaitAsync(cancellation);
        try
        {
            return await Task.Run(
                () =>
                {
                    using MapLayer layer = MapLayer.Open(path);
                    return question(layer);
                },
                cancellation);
        }
        finally
        {
            two.Release();
        }
    }

    /// <summary>A PNG.</summary>
    public byte[] Draw(TilePixels? pixels, TileStyle style)
    {
        string path = Path.Combine(folders.Work, $"tile-{Guid.NewGuid():D}.png");
        try
        {
            style.SavePng(pixels, path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => two.Dispose();
}

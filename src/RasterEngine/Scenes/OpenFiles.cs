using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>
/// The rasters one worker has open: each is opened when it is first needed, and beyond a budget the one used longest ago is closed, to be opened
/// again when it is needed next. One thread.
/// </summary>
/// <param name="budget">Files open at once, 1 or more.</param>
internal sealed class OpenFiles(int budget) : IDisposable
{
    private readonly Dictionary<string, LinkedListNode<(string Path, Dataset Dataset)>> byPath = [];
    private readonly LinkedList<(string Path, Dataset Dataset)> byUse = [];

    /// <summary>Files that were opened so far, the same one again counting again.</summary>
    public int Opened { get; private set; }

    /// <summary>The open dataset of a source; it may be closed by the next call for another one.</summary>
    /// <exception cref="ScanException">It cannot be opened.</exception>
    public Dataset Open(BandSource source)
    {
        if (byPath.TryGetValue(source.FullPath, out LinkedListNode<(string Path, Dataset Dataset)>? node))
        {
            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value.Dataset;
        }

        if (byUse.Count >= budget)
        {
            (string path, Dataset oldest) = byUse.First!.Value;
            byUse.RemoveFirst();
            byPath.Remove(path);
            oldest.Dispose();
        }

        Dataset dataset = SceneFile.Open(source.Path, source.FullPath);
        Opened++;
        byPath[source.FullPath] = byUse.AddLast((source.FullPath, dataset));
        return dataset;
    }

    public void Dispose()
    {
        foreach ((_, Dataset dataset) in byUse)
        {
            dataset.Dispose();
        }

        byUse.Clear();
        byPath.Clear();
    }
}

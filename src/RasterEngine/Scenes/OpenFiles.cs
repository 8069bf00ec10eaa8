namespace RasterEngine.Scenes;

/// <summary>
/// The rasters one worker has open: each is opened when it is first needed, and beyond a budget the one used longest ago is closed, to be opened
/// again when it is needed next. One thread.
/// </summary>
/// <param name="budget">Files open at once, 2 or more: a scene may read two in turn.</param>
/// <param name="tally">Told at the end how files were read; null for nobody.</param>
internal sealed class OpenFiles(int budget, ReadTally? tally = null) : IDisposable
{
    private readonly Dictionary<string, LinkedListNode<(string Path, RasterReader File)>> byPath = [];
    private readonly LinkedList<(string Path, RasterReader File)> byUse = [];
    private readonly BlockDecoder decoder = new();

    /// <summary>Files that were opened so far, the same one again counting again.</summary>
    public int Opened { get; private set; }

    /// <summary>The open file of a source; it may be closed by the next call for another one.</summary>
    /// <exception cref="ScanException">It cannot be opened.</exception>
    public RasterReader Open(BandSource source)
    {
        if (byPath.TryGetValue(source.FullPath, out LinkedListNode<(string Path, RasterReader File)>? node))
        {
            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value.File;
        }

        if (byUse.Count >= budget)
        {
            (string path, RasterReader oldest) = byUse.First!.Value;
            byUse.RemoveFirst();
            byPath.Remove(path);
            oldest.Dispose();
        }

        var file = new RasterReader(source.Path, source.FullPath, decoder, tally);
        Opened++;
        byPath[source.FullPath] = byUse.AddLast((source.FullPath, file));
        return file;
    }

    public void Dispose()
    {
        foreach ((_, RasterReader file) in byUse)
        {
            file.Dispose();
        }

        byUse.Clear();
        byPath.Clear();
        tally?.AddReadTicks(decoder.ReadTicks);
        decoder.Dispose();
    }
}

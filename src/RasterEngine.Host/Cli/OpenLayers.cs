using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary>Layers that were looked at last, kept open: the tiles of one map are asked for one after another.</summary>
internal sealed class OpenLayers : IDisposable
{
    private const int Most = 8;

    // The one that was used last is the last.
    private readonly List<(string Folder, ResultLayer Kind, DateTime Written, MapLayer Layer)> open = [];

    /// <exception cref="Gdal.GdalException">It is not there or broken.</exception>
    public MapLayer Find(string folder, ResultLayer kind)
    {
        // A result may have been put in the place of another.
        string file = kind.Find(folder) ?? Path.Combine(folder, kind.File);
        DateTime written = File.GetLastWriteTimeUtc(file);
        int at = open.FindIndex(l => l.Folder == folder && l.Kind == kind && l.Written == written);
        MapLayer layer;
        if (at >= 0)
        {
            layer = open[at].Layer;
            open.RemoveAt(at);
        }
        else
        {
            layer = MapLayer.Open(file, kind.Bands);
        }

        open.Add((folder, kind, written, layer));
        if (open.Count > Most)
        {
            open[0].Layer.Dispose();
            open.RemoveAt(0);
        }

        return layer;
    }

    public void Dispose() => open.ForEach(l => l.Layer.Dispose());
}

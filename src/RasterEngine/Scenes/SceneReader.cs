using RasterEngine.Gdal;
using RasterEngine.Kernels;

namespace RasterEngine.Scenes;

/// <summary>Reads the two bands of an index, window by window. Owns its datasets: one reader a worker, used on that worker's thread only.</summary>
/// <typeparam name="TStored">The type both dates are compared in; narrower files are widened as they are read.</typeparam>
public sealed class SceneReader<TStored> : IDisposable
    where TStored : unmanaged
{
    private readonly Dictionary<string, Dataset> datasets = [];
    private readonly Band first, second;
    private readonly int columns, rows;

    /// <param name="scene">The date to read.</param>
    /// <param name="firstRole">Role of the index's first band.</param>
    /// <param name="secondRole">Role of its second.</param>
    /// <param name="columns">Columns to add to a window of the scanned grid to get this scene's.</param>
    /// <param name="rows">Rows to add.</param>
    public SceneReader(Scene scene, string firstRole, string secondRole, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(scene);
        (first, second) = (scene.Bands[firstRole], scene.Bands[secondRole]);
        (this.columns, this.rows) = (columns, rows);
        try
        {
            _ = Open(first.Source);
            _ = Open(second.Source);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>True when a mask or alpha band can exclude pixels: <see cref="Read"/> then fills <c>excluded</c>.</summary>
    public bool HasMask => first.HasMask || second.HasMask;

    /// <summary>Fills one window; every span has its pixel count, row by row.</summary>
    /// <param name="window">In the scanned grid.</param>
    /// <param name="x">Stored numbers of the first band.</param>
    /// <param name="y">Stored numbers of the second.</param>
    /// <param name="excluded">With <see cref="HasMask"/>: 0, or <see cref="Cell.Masked"/> where a mask says there is nothing.</param>
    /// <param name="scratch">As long as <paramref name="excluded"/>; overwritten.</param>
    /// <exception cref="ScanException">The file is truncated or corrupt here.</exception>
    public void Read(Window window, Span<TStored> x, Span<TStored> y, Span<byte> excluded, Span<byte> scratch)
    {
        ReadBand(first, window, x);
        ReadBand(second, window, y);
        if (HasMask)
        {
            excluded.Clear();
            AddMask(first, window, excluded, scratch);
            AddMask(second, window, excluded, scratch);
        }
    }

    public void Dispose()
    {
        foreach (Dataset dataset in datasets.Values)
        {
            dataset.Dispose();
        }
    }

    private void AddMask(Band band, Window window, Span<byte> excluded, Span<byte> scratch)
    {
        if (!band.HasMask)
        {
            return;
        }

        Window own = window.Shift(columns, rows);
        try
        {
            Open(band.Source).Band(band.Source.Number).ReadMask(own, scratch);
        }
        catch (GdalException e)
        {
            throw Corrupt(band, own, e);
        }

        for (int i = 0; i < excluded.Length; i++)
        {
            excluded[i] |= scratch[i] == 0 ? (byte)Cell.Masked : (byte)0;
        }
    }

    private void ReadBand(Band band, Window window, Span<TStored> pixels)
    {
        Window own = window.Shift(columns, rows);
        try
        {
            Open(band.Source).Band(band.Source.Number).Read(own, pixels);
        }
        catch (GdalException e)
        {
            throw Corrupt(band, own, e);
        }
    }

    private static ScanException Corrupt(Band band, Window window, GdalException e) => new(
        "corrupt-tile",
        $"{band.Source.Path}: band {band.Source.Number} cannot be read in the tile at column {window.Column}, row {window.Row} ({window.Width} × {window.Height} pixels): the file is truncated or corrupt ({SceneFile.Words(e)}).",
        e);

    private Dataset Open(BandSource source)
    {
        if (!datasets.TryGetValue(source.FullPath, out Dataset? dataset))
        {
            datasets[source.FullPath] = dataset = SceneFile.Open(source.Path, source.FullPath);
        }

        return dataset;
    }
}

using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>A class raster that says where the target can be, as it was found.</summary>
/// <param name="Source">Path and band.</param>
/// <param name="Grid">Its place.</param>
/// <param name="Keep">Classes that count.</param>
public sealed record LandRaster(BandSource Source, Grid Grid, IReadOnlySet<int> Keep)
{
    /// <exception cref="ScanException">Missing, without a place, or without that band.</exception>
    public static LandRaster Find(BandSource source, IReadOnlyList<int> keep)
    {
        ArgumentNullException.ThrowIfNull(source);
        using Dataset dataset = SceneFile.Open(source.Path, source.FullPath);
        return source.Number <= dataset.BandCount
            ? new LandRaster(source, Grid.Of(source.Path, dataset), keep.ToHashSet())
            : throw new ScanException("missing-band", $"{source.Path}: there is no band {source.Number} (land); the file has {dataset.BandCount} band{(dataset.BandCount == 1 ? "" : "s")}, counted from 1.");
    }
}

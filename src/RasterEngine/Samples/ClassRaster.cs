using RasterEngine.Gdal;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>A map that a sample is drawn from: our own mask, or any class raster with its legend.</summary>
/// <param name="Source">Path and band.</param>
/// <param name="Grid">Its place; rows run southwards.</param>
/// <param name="Legend">What its numbers mean.</param>
/// <param name="Sha256">Of the whole file, lower-case hexadecimal: a sample belongs to these bytes.</param>
/// <param name="BlockWidth">Of the file's blocks, in pixels.</param>
/// <param name="BlockHeight">Of the file's blocks, in pixels.</param>
public sealed record ClassRaster(BandSource Source, Grid Grid, MapLegend Legend, string Sha256, int BlockWidth, int BlockHeight)
{
    /// <summary>The scan that made the map; null for anybody else's.</summary>
    public string? ScanId { get; init; }

    /// <summary>What the map is called where it is quoted.</summary>
    public string Name { get; init; } = Path.GetFileNameWithoutExtension(Source.Path);

    /// <summary>What the target means in words, when the map's own report says; null when it does not.</summary>
    public string? Definition { get; init; }

    /// <summary>What dates the map shows; null when it is not known.</summary>
    public string? Date { get; init; }

    /// <summary>Opens a map that the command line names.</summary>
    /// <inheritdoc cref="Open(BandSource, MapLegend)"/>
    public static ClassRaster Open(string path, int band, MapLegend legend) =>
        Open(new BandSource(path, InputPath.Resolve("--map", path, Environment.CurrentDirectory), band, null, null, null), legend);

    /// <param name="source">Path and band.</param>
    /// <param name="legend">What its numbers mean.</param>
    /// <exception cref="ScanException">Missing, without a place, without that band, or its rows run northwards.</exception>
    public static ClassRaster Open(BandSource source, MapLegend legend)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(legend);
        using Dataset dataset = SceneFile.Open(source.Path, source.FullPath);
        Grid grid = Grid.Of(source.Path, dataset);
        if (!grid.IsNorthUp)
        {
            throw new ScanException("south-up", $"{source.Path}: its rows run northwards; expected a north-up map (gdalwarp makes one).");
        }

        if (source.Number > dataset.BandCount)
        {
            throw new ScanException("missing-band", $"{source.Path}: there is no band {source.Number}; the file has {dataset.BandCount} band{(dataset.BandCount == 1 ? "" : "s")}, counted from 1.");
        }

        RasterBand band = dataset.Band(source.Number);
        return new ClassRaster(source, grid, legend.WithNoData(band.NoData), Publication.Report.Sha256(source.FullPath), band.BlockWidth, band.BlockHeight);
    }
}

using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>What the engine sees in one file, and whether a scan can use it.</summary>
/// <param name="Path">As asked.</param>
/// <param name="Usable">Every band is of a supported type and its place is known.</param>
/// <param name="Reason">Why not; null when usable.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Width">Columns; 0 when it could not be opened.</param>
/// <param name="Height">Rows.</param>
/// <param name="Crs">Code, or the name of a CRS without one.</param>
/// <param name="PixelSize">Width and height of a pixel in CRS units.</param>
/// <param name="Unit">Those units.</param>
/// <param name="Origin">Upper-left corner.</param>
/// <param name="Block">Block width and height in pixels.</param>
/// <param name="Compression">As the file says.</param>
/// <param name="Interleave">PIXEL or BAND.</param>
/// <param name="Bands">Its bands, in order.</param>
public sealed record FileInspection(
    string Path,
    bool Usable,
    string? Reason,
    string? Code,
    int Width = 0,
    int Height = 0,
    string? Crs = null,
    IReadOnlyList<double>? PixelSize = null,
    string? Unit = null,
    IReadOnlyList<double>? Origin = null,
    IReadOnlyList<int>? Block = null,
    string? Compression = null,
    string? Interleave = null,
    IReadOnlyList<BandInspection>? Bands = null)
{
    /// <summary>Looks at a file; never throws for what it finds there.</summary>
    public static FileInspection Of(string path)
    {
        try
        {
            using Dataset dataset = SceneFile.Open(path, System.IO.Path.GetFullPath(path));
            return Look(path, dataset);
        }
        catch (ScanException e)
        {
            return new(path, false, e.Message, e.Code);
        }
        catch (GdalException e)
        {
            return new(path, false, $"{path}: {SceneFile.Words(e)}.", "not-a-raster");
        }
    }

    private static FileInspection Look(string path, Dataset dataset)
    {
        Grid? grid = null;
        ScanException? refusal = null;
        try
        {
            grid = Grid.Of(path, dataset);
        }
        catch (ScanException e)
        {
            refusal = e;
        }

        RasterBand[] bands = [.. Enumerable.Range(1, dataset.BandCount).Select(dataset.Band)];
        if (refusal is null && !bands.Any(b => StoredNumbers.IsSupported(b.PixelType)))
        {
            refusal = new("pixel-type", $"{path}: stores {bands[0].PixelType} numbers; expected Byte, UInt16, Int16, Float32 or Float64.");
        }

        GeoTransform? place = dataset.GeoTransform;
        return new(
            path,
            refusal is null,
            refusal?.Message,
            refusal?.Code,
            dataset.Width,
            dataset.Height,
            dataset.SpatialReference is { } crs ? crs.Code ?? crs.Name : null,
            place is { } p ? [p.PixelWidth, Math.Abs(p.PixelHeight)] : null,
            grid is null ? null : grid.IsGeographic ? "degree" : grid.SpatialReference.LinearUnitName,
            place is { } o ? [o.OriginX, o.OriginY] : null,
            [bands[0].BlockWidth, bands[0].BlockHeight],
            dataset.Metadata("COMPRESSION", "IMAGE_STRUCTURE") ?? "none",
            dataset.Metadata("INTERLEAVE", "IMAGE_STRUCTURE"),
            [.. bands.Select(BandInspection.Of)]);
    }
}

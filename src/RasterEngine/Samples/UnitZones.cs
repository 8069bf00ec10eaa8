using RasterEngine.Gdal;
using RasterEngine.Scans;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>Which zone the middle of every unit lies in.</summary>
/// <param name="Names">The zones, in the file's order.</param>
/// <param name="Zones">A unit each, in the order of their numbers; null for none.</param>
public sealed record UnitZones(IReadOnlyList<string> Names, IReadOnlyList<int?> Zones)
{
    /// <param name="unit">From 1.</param>
    public int? Of(int unit) => Zones[unit - 1];

    /// <param name="sample">What was drawn.</param>
    /// <param name="path">GeoJSON, GeoPackage or Shapefile, as written.</param>
    /// <param name="idField">The field that names zones; null numbers them.</param>
    /// <exception cref="ScanException">The file cannot be used.</exception>
    public static UnitZones Read(SampleFolder sample, string path, string? idField)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Grid grid = sample.Grid;
        var layer = ZoneLayer.Read(path, InputPath.Resolve("--zones", path, Environment.CurrentDirectory), idField, grid);
        var raster = new ZoneRaster(layer, ZoneCoverageKind.Centre);
        int?[] zones = [.. sample.UnitPlaces.Select(place => Zone(raster, Middle(place.Column, place.Row, sample.Design.Unit.SidePixels, grid)))];
        return new UnitZones(layer.Ids, zones);
    }

    // The pixel that holds the unit's middle: the lower right of the four that meet there when the side is even.
    private static Window Middle(int column, int row, int side, Grid grid) =>
        new(Math.Min((column * side) + (side / 2), grid.Width - 1), Math.Min((row * side) + (side / 2), grid.Height - 1), 1, 1);

    private static int? Zone(ZoneRaster raster, Window pixel)
    {
        raster.Fill(pixel);
        return raster.Zones.IsEmpty ? null : raster.Zones[0];
    }
}

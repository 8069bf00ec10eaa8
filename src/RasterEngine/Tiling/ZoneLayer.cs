using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// The zones of a question on the scanned grid: flat arrays that threads share. <see cref="ZoneRaster"/> tells which pixels they cover.
/// </summary>
public sealed class ZoneLayer
{
    /// <summary>Polygons that one file may hold.</summary>
    public const int LargestPolygonCount = 1_000_000;

    /// <summary>Vertices that one file may hold.</summary>
    public const int LargestVertexCount = 10_000_000;

    private readonly ZoneIndex index;

    /// <param name="width">Columns of the grid.</param>
    /// <param name="height">Rows of the grid.</param>
    /// <param name="polygons">In pixel coordinates within ± 2³⁶; polygons of one id become one zone, in the order of their first.</param>
    /// <exception cref="ArgumentException">A coordinate is not finite or too far away.</exception>
    public ZoneLayer(int width, int height, IEnumerable<ZonePolygon> polygons)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var zones = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = new List<string>();
        var rings = new ZoneRings();
        foreach (ZonePolygon polygon in polygons)
        {
            if (zones.TryAdd(polygon.Id, ids.Count))
            {
                ids.Add(polygon.Id);
            }

            rings.Add(zones[polygon.Id], polygon.Rings);
        }

        Shapes = rings.Finish();
        Ids = ids;
        bool[] hasArea = new bool[ids.Count];
        foreach (int zone in Shapes.PolygonZones)
        {
            hasArea[zone] = true;
        }

        DegenerateIds = [.. ids.Where((_, zone) => !hasArea[zone])];
        index = new ZoneIndex(Shapes.Boxes(new Window(0, 0, width, height)), height);
    }

    /// <summary>The zones' names, in the file's order.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Zones without an area (no geometry, fewer than three different points, or all on one line): they are zones with no pixels.</summary>
    public IReadOnlyList<string> DegenerateIds { get; }

    internal ZoneShapes Shapes { get; }

    /// <summary>Reads a GeoJSON file, GeoPackage or Shapefile and lays its polygons on a grid, every vertex transformed exactly.</summary>
    /// <param name="path">How messages call the file.</param>
    /// <param name="fullPath">Where it is.</param>
    /// <param name="idField">The field that names the zones; null numbers the features from 1.</param>
    /// <param name="grid">The scanned grid.</param>
    /// <param name="features">GeoJSON to read instead of a file; null for the file.</param>
    /// <exception cref="ScanException">The file or one of its polygons cannot be used; the message names it and the place.</exception>
    public static ZoneLayer Read(string path, string fullPath, string? idField, Grid grid, string? features = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        using var file = ZoneFile.Open(path, fullPath, idField, grid, features);
        return new ZoneLayer(grid.Width, grid.Height, file.Polygons());
    }

    internal void Find(Window window, List<int> polygons) => index.Find(window, polygons);
}

using RasterEngine.Gdal;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Which paths name polygons, and of which files such a path consists.</summary>
internal static class PolygonFile
{
    private static readonly string[] Extensions = [".geojson", ".json", ".gpkg", ".shp"];

    public static bool IsOne(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The file, and a Shapefile's other parts that are there: all of them are inputs.</summary>
    public static IEnumerable<BandSource> Parts(string path, string fullPath) =>
        VectorFile.Parts(fullPath).Select(part => new BandSource(Path.ChangeExtension(path, Path.GetExtension(part)), part, 0, null, null, null));
}

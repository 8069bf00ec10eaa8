using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Which paths name polygons, and of which files such a path consists.</summary>
internal static class PolygonFile
{
    private static readonly string[] Extensions = [".geojson", ".json", ".gpkg", ".shp"];
    private static readonly string[] ShapefileParts = [".shx", ".dbf", ".prj", ".cpg"];

    public static bool IsOne(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The file, and a Shapefile's other parts that are there: all of them are inputs.</summary>
    public static IEnumerable<BandSource> Parts(string path, string fullPath)
    {
        IEnumerable<string> endings = Path.GetExtension(path).Equals(".shp", StringComparison.OrdinalIgnoreCase)
            ? ShapefileParts.Where(e => File.Exists(Path.ChangeExtension(fullPath, e)))
            : [];
        return endings.Select(e => Of(Path.ChangeExtension(path, e), Path.ChangeExtension(fullPath, e))).Prepend(Of(path, fullPath));
    }

    private static BandSource Of(string path, string fullPath) => new(path, fullPath, 0, null, null, null);
}

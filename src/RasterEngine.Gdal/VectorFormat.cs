namespace RasterEngine.Gdal;

/// <summary>The one driver that may open a vector file, told by the file's extension and first bytes together.</summary>
/// <param name="Driver">GDAL's short name.</param>
/// <param name="OpenOptions">Without the null that ends them.</param>
internal sealed record VectorFormat(string Driver, string[] OpenOptions)
{
    // IMMUTABLE: SQLite neither locks nor writes -wal, -shm or -journal beside the file, and reads from folders that cannot be written.
    private static readonly VectorFormat GeoPackage = new("GPKG", ["IMMUTABLE=YES", "LIST_ALL_TABLES=NO"]);
    private static readonly VectorFormat GeoJson = new("GeoJSON", []);

    private static readonly VectorFormat FlatGeobuf = new("FlatGeobuf", []);

    // A Shapefile is never repaired or repacked here; the field types and shapes are those its headers declare.
    private static readonly VectorFormat Shapefile = new("ESRI Shapefile", ["AUTO_REPACK=NO"]);

    /// <exception cref="GdalException">Another extension, or other bytes than the extension promises.</exception>
    public static VectorFormat Of(string path)
    {
        byte[] start = new byte[64];
        int length;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GdalException("GDALOpenEx", path, e.Message);
        }
        ReadOnlySpan<byte> bytes = start.AsSpan(0, length);
        (VectorFormat? format, bool fits, string expected) = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".GPKG" => (GeoPackage, bytes.StartsWith("SQLite format 3\0"u8), "a GeoPackage, which is an SQLite database"),
            ".GEOJSON" or ".JSON" => (GeoJson, BeginsWithBrace(bytes), "GeoJSON, which begins with {"),
            ".FGB" => (FlatGeobuf, bytes.StartsWith("fgb\u0003fgb"u8), "a FlatGeobuf"),
            ".SHP" => (Shapefile, bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0x27, 0x0A]), "a Shapefile's .shp"),
            _ => (null, false, "a .geojson, .json, .gpkg, .fgb or .shp file"),
        };
        return fits && format is not null
            ? format
            : throw new GdalException("GDALOpenEx", path, format is null ? $"is none of the vector files that are read, expected {expected}." : $"its first bytes are not those of {expected}.");
    }

    private static bool BeginsWithBrace(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        // More white space than was looked at is left for GDAL to judge.
        return bytes.IsEmpty || bytes[0] == (byte)'{';
    }
}

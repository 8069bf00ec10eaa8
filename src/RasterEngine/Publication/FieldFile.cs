using RasterEngine.Areas;
using RasterEngine.Fields;
using RasterEngine.Gdal;
using RasterEngine.Scans;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>The file of fields: one layer, one multipolygon a field. Same fields, same bytes.</summary>
internal static class FieldFile
{
    /// <summary>Name of the layer.</summary>
    public const string Layer = "fields";

    private const int Wgs84 = 4326;

    private static readonly VectorField[] Columns =
    [
        new("field", typeof(long)), new("class", typeof(long)), new("name", typeof(string)), new("pixels", typeof(long)), new("hectares", typeof(double)),
        new("outline_ha", typeof(double)), new("lon", typeof(double)), new("lat", typeof(double)), new("before", typeof(string)), new("after", typeof(string)),
        new("before_mean", typeof(double)), new("before_min", typeof(double)), new("before_max", typeof(double)),
        new("after_mean", typeof(double)), new("after_min", typeof(double)), new("after_max", typeof(double)),
        new("season_start", typeof(string)), new("season_peak", typeof(string)), new("season_end", typeof(string)), new("cycles", typeof(double)), new("clear", typeof(double)),
        new("peak_mean", typeof(double)), new("peak_min", typeof(double)), new("peak_max", typeof(double)),
    ];

    /// <summary>Refuses a path that fields cannot go to; changes nothing on disk.</summary>
    /// <exception cref="ScanException">Another extension, a folder, or a file that is none of fields.</exception>
    public static void Check(string displayed, string path)
    {
        if (VectorWriter.DriverOf(path) is null)
        {
            throw new ScanException("bad-argument", $"--out is {displayed}; expected a .gpkg (GeoPackage), .geojson or .fgb (FlatGeobuf) file.");
        }

        if (Directory.Exists(path))
        {
            throw new ScanException("folder-occupied", $"{displayed}: is a folder; expected a file for the fields.");
        }

        if (File.Exists(path) && !IsFields(path))
        {
            throw new ScanException("folder-occupied", $"{displayed}: is there already and does not hold fields; expected a new file.");
        }
    }

    /// <summary>Writes all fields beside the wanted place, reads them back, and renames the file in.</summary>
    public static void Write(
        string path, ClassMap map, FieldSet fields, IReadOnlyList<IReadOnlyList<FieldPolygon>> outlines, PixelAreas areas, FieldFacts facts, CancellationToken cancellation)
    {
        string parent = Path.GetDirectoryName(path)!, name = Path.GetFileName(path);
        Directory.CreateDirectory(parent);
        string staging = Path.Combine(parent, $".{name}.{Guid.NewGuid():N}.part"), part = Path.Combine(staging, name);
        Directory.CreateDirectory(staging);
        try
        {
            WriteFields(part, map, fields, outlines, areas, facts, cancellation);
            CheckWritten(part, fields.Fields.Count);
            using (FileStream file = new(part, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
            FolderSync.Flush(parent);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static void WriteFields(
        string path, ClassMap map, FieldSet fields, IReadOnlyList<IReadOnlyList<FieldPolygon>> outlines, PixelAreas areas, FieldFacts facts, CancellationToken cancellation)
    {
        var world = SpatialReference.FromEpsg(Wgs84);
        bool isGeoJson = VectorWriter.DriverOf(path) == "GeoJSON";
        using CoordinateTransform toWorld = map.Grid.SpatialReference.To(world);
        using var outlineArea = new OutlineArea(map.Grid);
        using VectorWriter writer = VectorWriter.Create(path, Layer, isGeoJson ? world : map.Grid.SpatialReference, Columns);
        (double[] longitudes, double[] latitudes) = Centres(map.Grid, fields, toWorld);
        for (int i = 0; i < fields.Fields.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Field field = fields.Fields[i];
            double outline = outlines[i].Sum(polygon => Rings(polygon).Sum(ring => outlineArea.Hectares([.. ring.Select(p => p.X)], [.. ring.Select(p => p.Y)])));
            writer.Add(
                [
                    i + 1L, (long)field.Class, map.Names.GetValueOrDefault(field.Class), field.Pixels, (double)areas.Sum(field.AreaSteps).Hectares,
                    Math.Round(outline, 8), Math.Round(longitudes[i], 7), Math.Round(latitudes[i], 7), map.Before, map.After,
                    .. Numbers(facts.Before, i), .. Numbers(facts.After, i),
                    facts.Seasons?[i].Start, facts.Seasons?[i].Peak, facts.Seasons?[i].End, facts.Seasons?[i].Cycles, facts.Seasons?[i].Clear, .. Numbers(facts.Peaks, i),
                ],
                [.. outlines[i].Select(polygon => (IReadOnlyList<VectorRing>)[.. Rings(polygon).Select(ring => Place(ring, map.Grid, isGeoJson ? toWorld : null))])]);
        }

        writer.Close();
    }

    private static (double[] Longitudes, double[] Latitudes) Centres(Grid grid, FieldSet fields, CoordinateTransform toWorld)
    {
        Place[] centres = [.. fields.Fields.Select(f => grid.GeoTransform.At(f.CentreColumn, f.CentreRow))];
        double[] x = [.. centres.Select(c => c.X)], y = [.. centres.Select(c => c.Y)];
        toWorld.Transform(x, y);
        return (x, y);
    }

    // Columns, of which nothing is known without the scan, and of a field that the date did not see.
    private static object?[] Numbers(FieldIndex[]? index, int field)
    {
        return index is null || double.IsNaN(index[field].Mean) ? [null, null, null]
            : [Math.Round(index[field].Mean, 9), Math.Round(index[field].Smallest, 9), Math.Round(index[field].Largest, 9)];
    }

    private static IEnumerable<IReadOnlyList<LatticePoint>> Rings(FieldPolygon polygon) => polygon.Holes.Prepend(polygon.Outer);

    private static VectorRing Place(IReadOnlyList<LatticePoint> ring, Grid grid, CoordinateTransform? toWorld)
    {
        Place[] places = [.. ring.Append(ring[0]).Select(p => grid.GeoTransform.At(p.X, p.Y))];
        double[] x = [.. places.Select(p => p.X)], y = [.. places.Select(p => p.Y)];
        toWorld?.Transform(x, y);
        return new VectorRing(x, y);
    }

    private static void CheckWritten(string path, int expected)
    {
        using VectorFile file = VectorFile.Open(path, Layer);
        int found = 0;
        while (file.Next() is not null)
        {
            found++;
        }

        if (found != expected)
        {
            throw new IOException($"{found} of {expected} fields can be read back; the disk or its file system is at fault");
        }
    }

    private static bool IsFields(string path)
    {
        try
        {
            using VectorFile file = VectorFile.Open(path);
            return file.FieldNames.SequenceEqual(Columns.Select(c => c.Name));
        }
        catch (GdalException)
        {
            return false;
        }
    }
}

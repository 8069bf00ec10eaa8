using System.Globalization;
using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>Zones as a file holds them, judged in the file's own coordinates and laid on a grid. Belongs to the thread that opened it.</summary>
internal sealed class ZoneFile : IDisposable
{
    /// <summary>Zones beyond this latitude are refused: the sides of their pixels shrink to nothing, and no image of fields reaches there.</summary>
    public const double HighestLatitude = 84;

    // Of 180°: what transforming and rounding may add.
    private const double LongitudeSlack = 1e-9;

    private readonly string path;
    private readonly string? idField;
    private readonly VectorFile file;
    private readonly ZonePlacement? placement;

    // 180° in the file's units; NaN, with which nothing compares, when they are lengths.
    private readonly double halfTurn;

    private ZoneFile(string path, string? idField, VectorFile file, SpatialReference crs, Grid? grid)
    {
        (this.path, this.idField, this.file) = (path, idField, file);
        halfTurn = crs.Kind == SpatialReferenceKind.Geographic ? Math.PI / crs.AngularUnitRadians : double.NaN;
        placement = grid is null ? null : new ZonePlacement(crs, grid);
    }

    /// <param name="path">How messages call it.</param>
    /// <param name="fullPath">Where it is.</param>
    /// <param name="idField">The field that names zones; null numbers them.</param>
    /// <param name="grid">What its polygons are laid on; null when they are only judged.</param>
    /// <param name="features">GeoJSON to read instead of the file.</param>
    /// <exception cref="ScanException">Not a vector file that is read, no CRS, or no such field.</exception>
    public static ZoneFile Open(string path, string fullPath, string? idField, Grid? grid, string? features = null)
    {
        VectorFile? file = null;
        try
        {
            file = features is null ? VectorFile.Open(fullPath) : VectorFile.OfGeoJson(path, features);
            if (file.SpatialReference is not { } crs || crs.Kind == SpatialReferenceKind.Other)
            {
                string found = file.SpatialReference is null ? "no coordinate reference system" : $"the coordinate reference system “{file.SpatialReference.Name}”";
                throw new ScanException("no-crs", $"{path}: has {found}, so its polygons have no place on the Earth; expected a geographic or projected one{(file.Driver == "ESRI Shapefile" ? " in a .prj file" : "")}.");
            }

            if (idField is not null && !file.HasField(idField))
            {
                throw new ScanException("zone-id", $"{path}: has no field “{idField}” to name zones by; its fields are {(file.FieldNames.Count == 0 ? "none" : string.Join(", ", file.FieldNames))}.");
            }

            return new ZoneFile(path, idField, file, crs, grid);
        }
        catch (GdalException e)
        {
            file?.Dispose();
            throw Unreadable(path, e);
        }
        catch (ScanException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>All polygons laid on the grid, in the file's order; a feature without any gives one without rings.</summary>
    /// <exception cref="ScanException">A feature cannot be used, or there are none, or too many.</exception>
    public IEnumerable<ZonePolygon> Polygons() => Judged().Select(p => new ZonePolygon(p.Id, [.. p.Rings.Select(ring => Place(p.Id, ring))]));

    /// <summary>The file as it would serve a scan as zones or land: every polygon is judged, none is laid on a grid.</summary>
    /// <exception cref="ScanException">A scan would refuse it.</exception>
    public static ZoneSurvey Survey(string path, string fullPath)
    {
        using ZoneFile file = Open(path, fullPath, null, null);
        int zones = 0, polygons = 0;
        long vertices = 0;
        string? last = null;
        foreach ((string id, IReadOnlyList<VectorRing> rings) in file.Judged())
        {
            zones += id == last ? 0 : 1;
            polygons += rings.Count > 0 ? 1 : 0;
            vertices += rings.Sum(ring => (long)ring.X.Length);
            last = id;
        }

        return new ZoneSurvey(file.file.Driver, file.file.SpatialReference!, zones, polygons, vertices, file.file.FieldNames);
    }

    private IEnumerable<(string Id, IReadOnlyList<VectorRing> Rings)> Judged()
    {
        int polygons = 0;
        long vertices = 0;
        bool isEmpty = true;
        while (Next() is { } feature)
        {
            isEmpty = false;
            string id = Id(feature);
            if (feature.Polygons is not { } parts)
            {
                throw new ScanException("zone-geometry", $"{path}: zone “{id}” (feature {feature.Number}) is a {feature.Geometry}; expected polygons.");
            }

            if (parts.Count == 0)
            {
                yield return (id, []);
            }

            foreach (IReadOnlyList<VectorRing> rings in parts)
            {
                polygons++;
                vertices += rings.Sum(ring => (long)ring.X.Length);
                if (polygons > ZoneLayer.LargestPolygonCount || vertices > ZoneLayer.LargestVertexCount)
                {
                    throw new ScanException("zones-too-many", $"{path}: holds more than {ZoneLayer.LargestPolygonCount:N0} polygons or {ZoneLayer.LargestVertexCount:N0} vertices; expected at most so many, so split it or simplify its borders.");
                }

                Check(id, rings);
                yield return (id, rings);
            }
        }

        if (isEmpty)
        {
            throw new ScanException("zones-unreadable", $"{path}: holds no features; expected polygons.");
        }
    }

    public void Dispose()
    {
        placement?.Dispose();
        file.Dispose();
    }

    private VectorFeature? Next()
    {
        try
        {
            return file.Next(idField);
        }
        catch (GdalException e)
        {
            throw Unreadable(path, e);
        }
    }

    private string Id(VectorFeature feature)
    {
        string? id = idField is null ? feature.Number.ToString(CultureInfo.InvariantCulture) : feature.Text;
        return string.IsNullOrWhiteSpace(id)
            ? throw new ScanException("zone-id", $"{path}: feature {feature.Number} has nothing in its field “{idField}”; expected a name in every feature.")
            : id;
    }

    private void Check(string id, IReadOnlyList<VectorRing> rings)
    {
        foreach (VectorRing ring in rings)
        {
            for (int i = 0; i < ring.X.Length; i++)
            {
                (double x, double y) = (ring.X[i], ring.Y[i]);
                if (!double.IsFinite(x) || !double.IsFinite(y))
                {
                    throw new ScanException("zone-place", $"{path}: zone “{id}” has a vertex at {Text(x, y)}; expected finite coordinates.");
                }

                if (Math.Abs(y) > halfTurn * HighestLatitude / 180)
                {
                    throw new ScanException("zone-latitude", $"{path}: zone “{id}” reaches {Text(x, y)}; expected latitudes of −84° to 84°.");
                }

                if (Math.Abs(x) > halfTurn * (1 + LongitudeSlack))
                {
                    throw new ScanException("zone-antimeridian", $"{path}: zone “{id}” lies at longitude {Text(x, y)}; expected −180° to 180°, so that what lies beyond is found in scenes.");
                }

                if (i > 0 && Math.Abs(x - ring.X[i - 1]) > halfTurn)
                {
                    throw new ScanException("zone-antimeridian", $"{path}: zone “{id}” jumps from {Text(ring.X[i - 1], ring.Y[i - 1])} to {Text(x, y)}, more than half round the Earth; expected it split at 180° into two polygons.");
                }
            }
        }

        if (RingCrossings.Find(rings) is { } place)
        {
            throw new ScanException("zone-crosses-itself", $"{path}: the border of zone “{id}” crosses itself at {Text(place.X, place.Y)}, so its inside is not defined; expected a simple polygon.");
        }
    }

    private ZoneRing Place(string id, VectorRing ring)
    {
        ZoneRing placed = placement!.Place(ring, out Place? lost);
        for (int i = 0; i < placed.Columns.Length && lost is null; i++)
        {
            if (!(Math.Abs(placed.Columns[i]) <= SubPixel.Farthest && Math.Abs(placed.Rows[i]) <= SubPixel.Farthest))
            {
                lost = new Place(ring.X[0], ring.Y[0]);
            }
        }

        return lost is { } place
            ? throw new ScanException("zone-place", $"{path}: zone “{id}” has a vertex at or near {Text(place.X, place.Y)} that has no place in the scene's coordinate reference system; expected a zone near the scene.")
            : placed;
    }

    private static ScanException Unreadable(string path, GdalException e) => new("zones-unreadable", $"{path}: cannot be read as zones ({e.GdalMessage.TrimEnd('.')}).", e);

    private static string Text(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"({x:0.########}, {y:0.########})");
}

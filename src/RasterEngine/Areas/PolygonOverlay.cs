using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Areas;

/// <summary>What polygons of two files share, in hectares on the WGS 84 ellipsoid: both are brought to an equal-area projection and intersected there.</summary>
public static class PolygonOverlay
{
    // WGS 84 / NSIDC EASE-Grid 2.0 Global, a cylindrical equal-area projection.
    private const int EqualArea = 6933;
    private const double SquareMetresPerHectare = 10_000;

    /// <summary>Pairs that share ground, in the order of the first file and then of the second.</summary>
    /// <param name="first">GeoJSON, GeoPackage or Shapefile.</param>
    /// <param name="firstId">Its field of names.</param>
    /// <param name="second">Another such file.</param>
    /// <param name="secondId">Its field of names.</param>
    /// <exception cref="ScanException">A file is none of polygons, has no place, or a feature has no name or crosses itself.</exception>
    public static IReadOnlyList<PolygonOverlap> Of(string first, string firstId, string second, string secondId)
    {
        List<(string Id, Polygon Shape)> others = Read(second, secondId);
        var tree = new STRtree<int>();
        foreach ((int index, Polygon shape) in others.Select((o, i) => (i, o.Shape)))
        {
            tree.Insert(shape.EnvelopeInternal, index);
        }

        // A feature may have several polygons, and two features of one name are one.
        var hectares = new Dictionary<(string, string), double>();
        var pairs = new List<(string First, string Second)>();
        foreach ((string id, Polygon shape) in Read(first, firstId))
        {
            foreach (int index in tree.Query(shape.EnvelopeInternal).Order())
            {
                double area = OverlayNGRobust.Overlay(shape, others[index].Shape, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection).Area / SquareMetresPerHectare;
                if (area > 0)
                {
                    (string, string) pair = (id, others[index].Id);
                    if (!hectares.TryAdd(pair, area))
                    {
                        hectares[pair] += area;
                    }
                    else
                    {
                        pairs.Add(pair);
                    }
                }
            }
        }

        return [.. pairs.Select(p => new PolygonOverlap(p.First, p.Second, hectares[p]))];
    }

    private static List<(string Id, Polygon Shape)> Read(string path, string idField)
    {
        try
        {
            using VectorFile file = VectorFile.Open(path);
            if (file.SpatialReference is not { Kind: not SpatialReferenceKind.Other } crs)
            {
                throw new ScanException("no-crs", $"{path}: has no coordinate reference system, so its polygons have no place on the Earth; expected a geographic or projected one.");
            }

            if (!file.HasField(idField))
            {
                throw new ScanException("zone-id", $"{path}: has no field “{idField}” to name its polygons by; its fields are {(file.FieldNames.Count == 0 ? "none" : string.Join(", ", file.FieldNames))}.");
            }

            using CoordinateTransform transform = crs.To(SpatialReference.FromEpsg(EqualArea));
            var polygons = new List<(string, Polygon)>();
            while (file.Next(idField) is { } feature)
            {
                string id = !string.IsNullOrWhiteSpace(feature.Text) ? feature.Text
                    : throw new ScanException("zone-id", $"{path}: feature {feature.Number} has nothing in its field “{idField}”; expected a name in every feature.");
                polygons.AddRange((feature.Polygons ?? throw new ScanException("zone-geometry", $"{path}: “{id}” (feature {feature.Number}) is a {feature.Geometry}; expected polygons."))
                    .Select(rings => (id, Place(path, id, rings, transform))));
            }

            return polygons;
        }
        catch (GdalException e)
        {
            throw new ScanException("zones-unreadable", $"{path}: cannot be read as polygons ({e.GdalMessage.TrimEnd('.')}).", e);
        }
    }

    private static Polygon Place(string path, string id, IReadOnlyList<VectorRing> rings, CoordinateTransform transform)
    {
        if (RingCrossings.Find(rings) is { } place)
        {
            throw new ScanException("zone-crosses-itself", FormattableString.Invariant($"{path}: the border of “{id}” crosses itself at ({place.X:0.########}, {place.Y:0.########}), so its inside is not defined; expected a simple polygon."));
        }

        LinearRing[] placed = [.. rings.Select(ring => Place(ring, transform))];
        return new Polygon(placed[0], placed[1..]);
    }

    private static LinearRing Place(VectorRing ring, CoordinateTransform transform)
    {
        double[] x = [.. ring.X], y = [.. ring.Y];
        transform.Transform(x, y);
        Coordinate[] corners = [.. x.Zip(y, (a, b) => new Coordinate(a, b))];
        return new LinearRing(corners[0].Equals2D(corners[^1]) ? corners : [.. corners, corners[0]]);
    }
}

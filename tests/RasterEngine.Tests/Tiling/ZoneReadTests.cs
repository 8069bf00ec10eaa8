using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

/// <summary>Files of zones, laid on a grid or refused with the reason.</summary>
public sealed class ZoneReadTests
{
    private static readonly SpatialReference Wgs84 = SpatialReference.FromEpsg(4326), Utm33 = SpatialReference.FromEpsg(32633);

    // A tenth of a degree a pixel, from 10° E, 50° N.
    private static readonly Grid Degrees = new(100, 100, new GeoTransform(10, 0.1, 0, 50, 0, -0.1), Wgs84);

    [Fact]
    public void Zones_AreNumberedOrNamed_AndCounted()
    {
        const string Square = "[[[10,50],[10.2,50],[10.2,49.9],[10,49.9],[10,50]]]";
        string file = Features(("\"b\"", "Polygon", Square), ("\"a\"", "MultiPolygon", $"[{Square}, [[[11,49],[11.1,49],[11.1,48.9]]]]"), ("\"b\"", "Polygon", "[[[12,50],[12.1,50],[12.1,49.9],[12,49.9]]]"), ("\"e\"", "Polygon", "[]"));
        Assert.Equal(["1", "2", "3", "4"], Read(file, null).Ids);
        ZoneLayer layer = Read(file, "name");
        Assert.Equal(["b", "a", "e"], layer.Ids);
        Assert.Equal(["e"], layer.DegenerateIds);
        ZoneCount count = ZoneCount.Of(layer, ZoneCoverageKind.Exact, 100, 100, 64, 64);
        Assert.Equal((3.0, 2.5, 0.0), (Math.Round(count.Pixels(0), 4), Math.Round(count.Pixels(1), 4), count.Pixels(2)));
        Assert.Equal(3.5, count.UnionPixels, 1e-4);
    }

    [Theory]
    [InlineData("zone-crosses-itself", "Polygon", "[[[10,40],[12,42],[12,40],[10,42],[10,40]]]", "zone “x” crosses itself at (11, 41)")]
    [InlineData("zone-crosses-itself", "Polygon", "[[[10,40],[14,40],[14,44],[10,44],[10,40]],[[12,41],[16,42],[12,43],[12,41]]]", "at (14, 4")]
    [InlineData("zone-antimeridian", "Polygon", "[[[180.2,40],[180.8,40],[180.8,42],[180.2,42],[180.2,40]]]", "longitude (180.2, 40)")]
    [InlineData("zone-antimeridian", "Polygon", "[[[179,40],[-179,40],[-179,42],[179,42],[179,40]]]", "from (179, 40) to (-179, 40)")]
    [InlineData("zone-latitude", "Polygon", "[[[10,83],[12,83],[12,85],[10,83]]]", "(12, 85)")]
    [InlineData("zone-latitude", "Polygon", "[[[10,-83],[12,-83],[12,-84.5],[10,-83]]]", "(12, -84.5)")]
    [InlineData("zone-geometry", "Point", "[10,40]", "is a POINT")]
    [InlineData("zone-geometry", "LineString", "[[10,40],[11,41]]", "is a LINESTRING")]
    public void Zone_IsRefused_WithItsNameAndPlace(string code, string kind, string coordinates, string words)
    {
        ScanException e = Assert.Throws<ScanException>(() => Read(Features(("\"x\"", kind, coordinates)), "name"));
        Assert.Equal(code, e.Code);
        Assert.StartsWith("zones.geojson: ", e.Message, StringComparison.Ordinal);
        Assert.Contains("“x”", e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_IsRefused_WhenItsFieldIsMissingOrEmpty_OrItHoldsNothing()
    {
        const string Square = "[[[10,50],[10.2,50],[10.2,49.9],[10,50]]]";
        ScanException missing = Assert.Throws<ScanException>(() => Read(Features(("\"x\"", "Polygon", Square)), "nome"));
        Assert.Equal("zone-id", missing.Code);
        Assert.Contains("“nome”", missing.Message, StringComparison.Ordinal);
        Assert.Contains("its fields are name.", missing.Message, StringComparison.Ordinal);
        ScanException empty = Assert.Throws<ScanException>(() => Read(Features(("\"x\"", "Polygon", Square), ("null", "Polygon", Square)), "name"));
        Assert.Contains("feature 2", empty.Message, StringComparison.Ordinal);
        Assert.Equal("zones-unreadable", Assert.Throws<ScanException>(() => Read(Features(), null)).Code);
        Assert.Equal("zones-unreadable", Assert.Throws<ScanException>(() => Read("<html>", null)).Code);
        Assert.Equal("zones-unreadable", Assert.Throws<ScanException>(() => Read("{ \"type\": \"FeatureCollection\", \"features\": [ { ", null)).Code);
    }

    [Fact]
    public void Place_IsTold_WhenItHasNoneOnTheGrid()
    {
        var utm = new Grid(10, 10, new GeoTransform(300000, 1000, 0, 5300000, 0, -1000), Utm33);
        string far = Features(("\"x\"", "Polygon", "[[[104,0],[106,0],[105,0.5],[104,0]]]"));
        ScanException e = Assert.Throws<ScanException>(() => Read(far, "name", utm));
        Assert.Equal("zone-place", e.Code);
        Assert.Contains("near (10", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongBorder_IsBentWithTheProjection_WhenTheSystemsDiffer()
    {
        // Along the 49th parallel one edge of 300 km, which lies up to 2 km from the straight line on the map; along the 47th many short ones.
        var grid = new Grid(400, 300, new GeoTransform(100000, 1000, 0, 5500000, 0, -1000), Utm33);
        (double X, double Y)[] corners = [.. Enumerable.Range(0, 401).Select(i => (10 + (i / 100.0), 47.0)), (14, 49), (10, 49)];
        string file = Features(("\"x\"", "Polygon", $"[[{string.Join(",", corners.Append(corners[0]).Select(c => string.Create(CultureInfo.InvariantCulture, $"[{c.X},{c.Y}]")))}]]"));
        double pixels = ZoneCount.Of(Read(file, "name", grid), ZoneCoverageKind.Exact, 400, 300, 128, 128).Pixels(0);

        using CoordinateTransform transform = Wgs84.To(Utm33);
        double fine = Shoelace(corners, 500, transform), coarse = Shoelace(corners, 1, transform);
        Assert.True(Math.Abs(fine - coarse) > 100, "the test's border does not bow");
        Assert.Equal(fine, pixels, 0.0335 * 1100);
        Assert.InRange(Math.Abs(pixels - fine) / Math.Abs(coarse - fine), 0, 0.1);
    }

    private static double Shoelace((double X, double Y)[] corners, int steps, CoordinateTransform transform)
    {
        var (x, y) = (new List<double>(), new List<double>());
        for (int i = 0; i < corners.Length; i++)
        {
            (double X, double Y) a = corners[i], b = corners[(i + 1) % corners.Length];
            for (int k = 0; k < steps; k++)
            {
                x.Add(a.X + ((b.X - a.X) * k / steps));
                y.Add(a.Y + ((b.Y - a.Y) * k / steps));
            }
        }

        double[] mapX = [.. x], mapY = [.. y];
        transform.Transform(mapX, mapY);
        double twice = 0;
        for (int i = 0; i < mapX.Length; i++)
        {
            int next = (i + 1) % mapX.Length;
            twice += ((mapX[i] - mapX[0]) * (mapY[next] - mapY[0])) - ((mapX[next] - mapX[0]) * (mapY[i] - mapY[0]));
        }

        return Math.Abs(twice) / 2 / 1e6;
    }

    private static string Features(params (string Name, string Kind, string Coordinates)[] features) =>
        $$"""{ "type": "FeatureCollection", "features": [ {{string.Join(",\n", features.Select(f => $$"""{ "type": "Feature", "properties": { "name": {{f.Name}} }, "geometry": { "type": "{{f.Kind}}", "coordinates": {{f.Coordinates}} } }"""))}} ] }""";

    private static ZoneLayer Read(string text, string? idField, Grid? grid = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["zones.geojson"], text.ToString(CultureInfo.InvariantCulture));
        return ZoneLayer.Read("zones.geojson", folder["zones.geojson"], idField, grid ?? Degrees);
    }
}

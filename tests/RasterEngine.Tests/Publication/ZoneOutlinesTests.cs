using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Publication;

/// <summary>Zones to draw, on a grid in degrees: a pixel is 0.001°, so every place can be told by hand.</summary>
public sealed class ZoneOutlinesTests
{
    private static readonly Grid Grid = new(100, 80, new GeoTransform(10, 0.001, 0, 50, 0, -0.001), SpatialReference.FromEpsg(4326));

    [Fact]
    public void Zones_AreDrawnWhereTheyLie_ExteriorAgainstTheClock_HolesWithIt()
    {
        // Clockwise on the ground as rows run south: to be turned round; its hole to be left or turned likewise.
        var square = new ZoneRing([10, 30, 30, 10, 10], [20, 20, 40, 40, 20]);
        var hole = new ZoneRing([15, 20, 20, 15, 15], [25, 25, 30, 30, 25]);
        JsonElement[] features = Write(new ZoneLayer(100, 80, [new("A", [square, hole]), new("B", [new ZoneRing([50, 60, 50], [10, 10, 20])]), new("A", [new ZoneRing([70, 80, 80], [10, 10, 20])]), new("nothing", [])]));

        Assert.Equal(["A", "B"], features.Select(f => f.GetProperty("properties").GetProperty("zone").GetString()));
        JsonElement[] polygons = [.. features[0].GetProperty("geometry").GetProperty("coordinates").EnumerateArray()];
        Assert.Equal([2, 1], polygons.Select(p => p.GetArrayLength()));
        (double X, double Y)[] exterior = Ring(polygons[0][0]), inner = Ring(polygons[0][1]);
        Assert.Equal([(10.01, 49.96), (10.01, 49.98), (10.03, 49.96), (10.03, 49.98)], exterior.Distinct().Order());
        Assert.Equal([(10.015, 49.97), (10.015, 49.975), (10.02, 49.97), (10.02, 49.975)], inner.Distinct().Order());
        // 20 × 20 and 5 × 5 pixels of 0.001°.
        Assert.Equal((0.0004, -0.000025), (Math.Round(Area(exterior), 9), Math.Round(Area(inner), 9)));
        Assert.All([exterior, inner], ring => Assert.Equal(ring[0], ring[^1]));
    }

    [Fact]
    public void Vertices_ThatNoMapCouldTellApart_AreLeftOut()
    {
        // A circle of 20,000 vertices around the middle: neighbours are 0.009 pixels apart, a step is 100 / 8192 pixels.
        double[] angles = [.. Enumerable.Range(0, 20_000).Select(i => i * 2 * Math.PI / 20_000)];
        JsonElement[] features = Write(new ZoneLayer(100, 80, [new("round", [new ZoneRing([.. angles.Select(a => 50 + (30 * Math.Cos(a)))], [.. angles.Select(a => 40 + (30 * Math.Sin(a)))])])]));
        (double X, double Y)[] ring = Ring(features[0].GetProperty("geometry").GetProperty("coordinates")[0][0]);

        Assert.InRange(ring.Length, 5_000, 10_001);
        Assert.Equal(Math.PI * 0.03 * 0.03, Area(ring), 1e-8);
    }

    private static JsonElement[] Write(ZoneLayer zones)
    {
        using var folder = new TemporaryFolder();
        ZoneOutlines.Write(folder.Path, Grid, zones);
        return [.. JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(folder["zones.geojson"])).GetProperty("features").EnumerateArray()];
    }

    private static (double X, double Y)[] Ring(JsonElement ring) => [.. ring.EnumerateArray().Select(p => (p[0].GetDouble(), p[1].GetDouble()))];

    // Positive against the clock.
    private static double Area((double X, double Y)[] ring) => ring.Zip(ring.Skip(1), (a, b) => ((a.X - 10) * (b.Y - 50)) - ((b.X - 10) * (a.Y - 50))).Sum() / 2;
}

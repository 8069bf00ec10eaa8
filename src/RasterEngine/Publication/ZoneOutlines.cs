using System.Text.Encodings.Web;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>
/// zones.geojson: the zones of a question to be drawn, wherever they came from, in longitude and latitude. Vertices that a map of the whole scan could not
/// tell apart are left out: it is a picture, and hectares are those of the report. Zones without an area are not in it.
/// </summary>
internal static class ZoneOutlines
{
    public const string Name = "zones.geojson";

    // Vertices nearer than this part of the scan's longer side are one.
    private const int StepsOfScan = 8192;

    private const int MostVertices = 500_000, Wgs84 = 4326, Digits = 7, FewestPoints = 4;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nothing is written where that would be no picture but a data set, with half a million vertices.</summary>
    public static void Write(string folder, Grid grid, ZoneLayer zones)
    {
        long step = Math.Max((long)Math.Max(grid.Width, grid.Height) * SubPixel.One / StepsOfScan, 1);
        ZoneShapes shapes = zones.Shapes;
        int[][] rings = [.. Enumerable.Range(0, shapes.RingDirections.Length).Select(ring => Kept(shapes, ring, step))];
        if (rings.Sum(r => (long)r.Length) > MostVertices)
        {
            return;
        }

        using FileStream file = File.Create(Path.Combine(folder, Name));
        using var json = new Utf8JsonWriter(file, Options);
        using CoordinateTransform toWorld = grid.SpatialReference.To(SpatialReference.FromEpsg(Wgs84));
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        // Polygons of one zone lie together.
        foreach (IGrouping<int, int> zone in Enumerable.Range(0, shapes.PolygonZones.Length).GroupBy(p => shapes.PolygonZones[p]))
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteStartObject("properties");
            json.WriteString("zone", zones.Ids[zone.Key]);
            json.WriteEndObject();
            json.WriteStartObject("geometry");
            json.WriteString("type", "MultiPolygon");
            json.WriteStartArray("coordinates");
            foreach (int polygon in zone)
            {
                json.WriteStartArray();
                for (int ring = shapes.PolygonStarts[polygon]; ring < shapes.PolygonStarts[polygon + 1]; ring++)
                {
                    WriteRing(json, Places(shapes, rings[ring], grid, toWorld), isHole: ring > shapes.PolygonStarts[polygon]);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Which vertices of a ring are drawn; all of one so small that few would be left.
    private static int[] Kept(ZoneShapes shapes, int ring, long step)
    {
        (int first, int last) = (shapes.RingStarts[ring], shapes.RingStarts[ring + 1] - 1);
        var kept = new List<int> { first };
        for (int i = first + 1; i < last; i++)
        {
            if (Math.Max(Math.Abs(shapes.X[i] - shapes.X[kept[^1]]), Math.Abs(shapes.Y[i] - shapes.Y[kept[^1]])) >= step)
            {
                kept.Add(i);
            }
        }

        kept.Add(last);
        return kept.Count >= FewestPoints ? [.. kept] : [.. Enumerable.Range(first, last - first + 1)];
    }

    private static (double X, double Y)[] Places(ZoneShapes shapes, int[] vertices, Grid grid, CoordinateTransform toWorld)
    {
        Place[] places = [.. vertices.Select(i => grid.GeoTransform.At((double)shapes.X[i] / SubPixel.One, (double)shapes.Y[i] / SubPixel.One))];
        double[] x = [.. places.Select(p => p.X)], y = [.. places.Select(p => p.Y)];
        toWorld.TransformOrNaN(x, y);
        return [.. x.Zip(y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second)).Select(p => (Math.Round(p.First, Digits), Math.Round(p.Second, Digits)))];
    }

    // Exteriors run against the clock and holes with it (RFC 7946, 3.1.6).
    private static void WriteRing(Utf8JsonWriter json, (double X, double Y)[] places, bool isHole)
    {
        double twice = 0;
        for (int i = 1; i < places.Length; i++)
        {
            twice += ((places[i - 1].X - places[0].X) * (places[i].Y - places[0].Y)) - ((places[i].X - places[0].X) * (places[i - 1].Y - places[0].Y));
        }

        json.WriteStartArray();
        foreach ((double x, double y) in twice > 0 == isHole ? places.Reverse() : places)
        {
            json.WriteStartArray();
            json.WriteNumberValue(x);
            json.WriteNumberValue(y);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}

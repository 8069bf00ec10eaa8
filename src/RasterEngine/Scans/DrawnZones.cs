using System.Globalization;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>
/// A first look at polygons that stand in a document, before any file is read: whoever drew a border that crosses itself is told at once.
/// What is no polygon or no number is left to the reader of zones, which says more about it.
/// </summary>
internal static class DrawnZones
{
    /// <param name="collection">A GeoJSON FeatureCollection.</param>
    /// <param name="idField">The field that names zones; null numbers them.</param>
    /// <exception cref="ScanException">A border crosses itself.</exception>
    public static void Check(JsonElement collection, string? idField)
    {
        foreach ((int index, JsonElement feature) in Items(Member(collection, "features")).Index())
        {
            JsonElement? geometry = Member(feature, "geometry"), coordinates = Member(geometry, "coordinates");
            IEnumerable<JsonElement> polygons = Text(Member(geometry, "type")) switch
            {
                "Polygon" when coordinates is { } one => [one],
                "MultiPolygon" => Items(coordinates),
                _ => [],
            };
            if (RingCrossings.Find([.. polygons.SelectMany(p => Items(p)).Select(Ring)]) is { } place)
            {
                string id = (idField is null ? null : Text(Member(Member(feature, "properties"), idField))) ?? (index + 1).ToString(CultureInfo.InvariantCulture);
                throw new ScanException("zone-crosses-itself", string.Create(
                    CultureInfo.InvariantCulture, $"{ZoneSource.InDocument}: the border of zone “{id}” crosses itself at ({place.X:0.########}, {place.Y:0.########}), so its inside is not defined; expected a simple polygon."));
            }
        }
    }

    private static VectorRing Ring(JsonElement ring)
    {
        (double X, double Y)[] points = [.. Items(ring).Where(IsPlace).Select(p => (p[0].GetDouble(), p[1].GetDouble()))];
        return new VectorRing([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]);
    }

    private static bool IsPlace(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() >= 2
        && point.EnumerateArray().Take(2).All(n => n.ValueKind == JsonValueKind.Number && n.TryGetDouble(out double number) && double.IsFinite(number));

    private static JsonElement? Member(JsonElement? element, string name) => element is { ValueKind: JsonValueKind.Object } held && held.TryGetProperty(name, out JsonElement value) ? value : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement? element) => element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

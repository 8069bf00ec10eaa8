using System.Globalization;
using System.Text.Json;

namespace RasterEngine.Samples;

/// <summary>
/// Reads CLASSES.json, which says what the numbers of a class raster mean:
/// <c>{ "band": 1, "classes": { "1": "crop", "2": "forest" }, "notObserved": [0], "outside": [255] }</c>. The classes may also be a list of
/// <c>{ "value": 1, "name": "crop" }</c>, or stand alone at the top.
/// </summary>
public static class ClassesDocument
{
    private static readonly string[] Fields = ["band", "classes", "notObserved", "outside"];

    /// <exception cref="ScanException">Not such a document.</exception>
    public static (int Band, MapLegend Legend) Read(string file) => Parse(file, DocumentFile.Read(file, "a document that names the map's classes"));

    /// <param name="file">As messages call it.</param>
    /// <param name="json">UTF-8.</param>
    public static (int Band, MapLegend Legend) Parse(string file, ReadOnlyMemory<byte> json)
    {
        DocumentObject document = DocumentObject.Parse(file, json, "a JSON object that names the map's classes");
        if (!document.Has("classes"))
        {
            return (1, new MapLegend(file, [.. Named(document)], [], []));
        }

        document.Allow(Fields, []);
        IEnumerable<MapClass> classes = document.IsList("classes")
            ? document.Objects("classes").Select(One)
            : Named(document.RequiredObject("classes"));
        return (document.BandNumber("band") ?? 1, new MapLegend(file, [.. classes], document.WholeNumbers("notObserved") ?? [], document.WholeNumbers("outside") ?? []));

        static MapClass One(DocumentObject entry)
        {
            entry.Allow(["value", "name"], []);
            return new MapClass(entry.WholeNumber("value", 0, ushort.MaxValue) ?? throw entry.Missing("value"), entry.Text("name") ?? throw entry.Missing("name"));
        }
    }

    // "1": "crop", or the other way round: "crop": 1.
    private static IEnumerable<MapClass> Named(DocumentObject classes)
    {
        foreach (JsonProperty property in classes.Element.EnumerateObject())
        {
            bool isValue = int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int value);
            yield return isValue ? new MapClass(value, classes.Text(property.Name)!)
                : property.Value.ValueKind == JsonValueKind.Number ? new MapClass(classes.WholeNumber(property.Name, 0, ushort.MaxValue)!.Value, property.Name)
                : throw classes.Wrong(property.Name, "a class: \"1\": \"crop\" (its number and its name)");
        }
    }
}

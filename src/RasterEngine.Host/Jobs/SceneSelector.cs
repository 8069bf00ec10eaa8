using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Scenes chosen from the catalogue: <c>{ "collection": "S2", "within": "P30D", "newest": true, "maxCloudPercent": 20, "bbox": [w, s, e, n] }</c>
/// in the place of a scene. Everything else in it (bands, quality, composite) goes to the scene that is chosen. In the place of a season's list of scenes it means
/// all of them.
/// </summary>
internal sealed class SceneSelector(CatalogueTable catalogue)
{
    private static readonly string[] Own = ["collection", "within", "until", "newest", "maxCloudPercent", "bbox"];

    /// <summary>Whether a document leaves a scene to be chosen.</summary>
    public static bool IsIn(JsonObject document) => Selectors(document).Any();

    /// <summary>The document with its scenes named.</summary>
    /// <param name="document">As it was sent.</param>
    /// <param name="now">The slot of its schedule, or when it was sent; UTC.</param>
    /// <exception cref="ScanException">No scene fits, or the selector is not one.</exception>
    public JsonObject Choose(JsonObject document, DateTime now)
    {
        JsonObject chosen = document.DeepClone().AsObject();
        foreach ((JsonObject parent, string field, string name, JsonObject selector) in Selectors(chosen).ToArray())
        {
            parent[field] = field == "scenes" ? All(name, selector, now) : Choose(name, selector, now);
        }

        return chosen;
    }

    /// <summary>The document with a file's name where a scene is to be chosen: what can be checked before that.</summary>
    public static JsonObject Stand(JsonObject document)
    {
        JsonObject stand = document.DeepClone().AsObject();
        foreach ((JsonObject parent, string field, _, JsonObject selector) in Selectors(stand).ToArray())
        {
            JsonObject scene = selector.DeepClone().AsObject();
            foreach (string own in Own)
            {
                scene.Remove(own);
            }

            scene["path"] = "chosen.tif";
            parent.Remove(field);
            if (field == "scenes")
            {
                // A season that is compared with comes before.
                scene["date"] = parent["state"] is null ? "1980-01-01" : "2100-01-01";
                parent[field] = new JsonArray(scene);
            }
            else
            {
                parent[field] = scene;
            }
        }

        return stand;
    }

    // What holds a selector, under which name, and what messages call it.
    private static IEnumerable<(JsonObject Parent, string Field, string Name, JsonObject Selector)> Selectors(JsonObject document)
    {
        (JsonNode? Parent, string Field, string Name)[] places =
            [(document, "before", "before"), (document, "after", "after"), (document["season"], "scenes", "season.scenes"), ((document["season"] as JsonObject)?["against"], "scenes", "season.against.scenes")];
        foreach ((JsonNode? parent, string field, string name) in places)
        {
            if (parent is JsonObject own && own[field] is JsonObject selector && selector["collection"] is not null)
            {
                yield return (own, field, name, selector);
            }
        }
    }

    private JsonArray All(string name, JsonObject selector, DateTime now)
    {
        if (selector["newest"] is not null)
        {
            throw Wrong(name, "newest", "no such field: a season takes every scene");
        }

        return [.. Find(name, selector, now).OrderBy(e => e.Acquired.Date).ThenBy(e => e.Path, StringComparer.Ordinal).Select(e => Scene(selector, e.Acquired, e))];
    }

    private IReadOnlyList<CatalogueEntry> Find(string date, JsonObject selector, DateTime now)
    {
        string collection = Text(selector, "collection", date) ?? "";
        DateTime to = Moment(selector, date, now);
        DateTime from = Text(selector, "within", date) is { } within ? Before(to, within, date) : DateTime.UnixEpoch;
        double? cloud = selector["maxCloudPercent"] is JsonValue percent && percent.TryGetValue(out double most) ? most : null;
        IReadOnlyList<CatalogueEntry> found = catalogue.Find(collection, from, to, cloud, Bounds(selector, date));
        if (found.Count == 0)
        {
            throw new ScanException("no-scene", string.Create(CultureInfo.InvariantCulture, $"“{date}”: the archive has no scene of collection {collection} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}{(cloud is { } c ? $" with at most {c} % cloud" : "")}; it knows the collections {string.Join(", ", catalogue.Collections())}."));
        }

        return found;
    }

    private JsonObject Choose(string date, JsonObject selector, DateTime now)
    {
        bool isNewest = selector["newest"] is not JsonValue flag || !flag.TryGetValue(out bool asked) || asked;
        IReadOnlyList<CatalogueEntry> found = Find(date, selector, now);
        DateTime day = (isNewest ? found[0] : found[^1]).Acquired.Date;
        CatalogueEntry[] parts = [.. found.Where(e => e.Acquired.Date == day).OrderBy(e => e.Path, StringComparer.Ordinal)];
        if (parts.Length == 1)
        {
            return Scene(selector, day, parts[0]);
        }

        // Several scenes of one day are one mosaic.
        JsonObject scene = Scene(selector, day, null);
        scene["composite"] ??= "max";
        scene["scenes"] = new JsonArray([.. parts.Select(p => (JsonNode)new JsonObject { [p.Kind] = p.Path })]);
        return scene;
    }

    private static JsonObject Scene(JsonObject selector, DateTime day, CatalogueEntry? entry)
    {
        var scene = new JsonObject { ["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        foreach ((string field, JsonNode? value) in selector.Where(f => !Own.Contains(f.Key)))
        {
            scene[field] = value?.DeepClone();
        }

        if (entry is not null)
        {
            scene[entry.Kind] = entry.Path;
        }

        return scene;
    }

    private static double[]? Bounds(JsonObject selector, string date) => selector["bbox"] is not { } box ? null
        : box is JsonArray { Count: 4 } numbers && numbers.All(n => n is JsonValue v && v.TryGetValue(out double _)) ? [.. numbers.Select(n => n!.GetValue<double>())]
        : throw Wrong(date, "bbox", "west, south, east and north in degrees");

    private static DateTime Moment(JsonObject selector, string date, DateTime now) => Text(selector, "until", date) is not { } until ? now
        : until.StartsWith("-P", StringComparison.Ordinal) ? Before(now, until[1..], date)
        : DateTime.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime moment) ? moment
        : throw Wrong(date, "until", "a date, or a time before the scan such as -P1Y");

    private static DateTime Before(DateTime moment, string duration, string date)
    {
        try
        {
            // Years and months by the calendar: a year ago is the same day.
            return duration.StartsWith('P') && duration.EndsWith('Y') && int.TryParse(duration[1..^1], CultureInfo.InvariantCulture, out int years) ? moment.AddYears(-years)
                : duration.StartsWith('P') && duration.EndsWith('M') && int.TryParse(duration[1..^1], CultureInfo.InvariantCulture, out int months) ? moment.AddMonths(-months)
                : moment - XmlConvert.ToTimeSpan(duration);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw Wrong(date, "within", "a duration such as P30D, P3M or P1Y");
        }
    }

    private static string? Text(JsonObject selector, string field, string date) => selector[field] is not { } value ? null
        : value is JsonValue text && text.TryGetValue(out string? found) ? found
        : throw Wrong(date, field, "a text");

    private static ScanException Wrong(string date, string field, string expected) => new("bad-field", $"“{date}.{field}” cannot be read; expected {expected}.");
}

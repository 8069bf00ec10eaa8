using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>
/// A scene of a season, or several at once: an entry with “dates” is one file with a band a date (or a band a date and role), told once instead of date by
/// date. “bands” then gives a list of numbers a role, as many as there are dates; left out, bands 1, 2, … hold the index. A quality file has a band a date too.
/// </summary>
internal static class SceneStack
{
    /// <param name="entry">One element of “scenes”.</param>
    /// <param name="field">What messages call it.</param>
    /// <param name="folder">Where relative paths start.</param>
    public static IReadOnlyList<SceneSource> Read(DocumentObject entry, string field, string folder)
    {
        if (!entry.Has("dates"))
        {
            return [SceneDocument.Read(entry, field, folder)];
        }

        if (entry.Has("date") || entry.Has("scenes"))
        {
            throw entry.Wrong("dates", "either “dates” of a stack or “date” of one scene, not both");
        }

        IReadOnlyList<string> dates = entry.Texts("dates")!;
        if (dates.Count == 0 || entry.Text("path") is null)
        {
            throw dates.Count == 0 ? entry.Wrong("dates", "at least one date") : entry.Missing("path");
        }

        return [.. dates.Select((date, k) => SceneDocument.Read(One(entry, date, k, dates.Count), $"{field}, date {k + 1}", folder))];
    }

    // The entry as it would be written for the k-th date alone.
    private static DocumentObject One(DocumentObject stack, string date, int k, int count)
    {
        var one = new JsonObject { ["date"] = date };
        foreach (JsonProperty property in stack.Element.EnumerateObject().Where(p => p.Name is not ("dates" or "bands" or "quality")))
        {
            one[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        var bands = new JsonObject();
        if (stack.Object("bands") is { } listed)
        {
            foreach (JsonProperty role in listed.Element.EnumerateObject())
            {
                bands[role.Name] = Number(listed, role.Name, k, count);
            }
        }
        else
        {
            bands[BandRoles.Index] = k + 1;
        }

        one["bands"] = bands;
        if (stack.Object("quality") is { } quality)
        {
            var own = (JsonObject)JsonNode.Parse(quality.Element.GetRawText())!;
            own["band"] = quality.Has("band") ? Number(quality, "band", k, count) : k + 1;
            one["quality"] = own;
        }

        return stack with { Element = JsonSerializer.SerializeToElement(one, ScanDocumentJson.Default.JsonObject) };
    }

    private static int Number(DocumentObject holder, string name, int k, int count) =>
        holder.IsList(name) && holder.WholeNumbers(name) is { } numbers && numbers.Count == count && numbers.All(n => n >= 1)
            ? numbers[k]
            : throw holder.Wrong(name, $"a list of {count} band numbers from 1, one for each of “dates”");
}

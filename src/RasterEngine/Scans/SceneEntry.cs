using System.Text.Json.Nodes;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>The entry that puts an inspected scene into a scan document, ready to paste.</summary>
internal static class SceneEntry
{
    /// <summary>A product folder or STAC Item: everything is in its metadata.</summary>
    public static string OfProduct(string path, SceneMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var entry = new JsonObject { [Directory.Exists(path) ? "product" : "item"] = path };
        return entry.ToJsonString(ScanDocumentJson.Plain);
    }

    /// <summary>A raster: its path, the bands that tell their roles, a quality band where one is called so. What it does not tell stands in angle brackets.</summary>
    public static string OfFile(string path, string? date, IReadOnlyList<BandInspection> bands)
    {
        string day = date ?? "<YYYY-MM-DD>";
        if (bands.Count == 1)
        {
            // One file a band, or an index raster: only its owner knows which.
            return new JsonObject { ["date"] = day, [bands[0].Role ?? "<red, nir or index>"] = new JsonObject { ["path"] = path, ["band"] = 1 } }.ToJsonString(ScanDocumentJson.Plain);
        }

        var entry = new JsonObject { ["date"] = day, ["path"] = path, ["bands"] = new JsonObject { ["red"] = Number("red"), ["nir"] = Number("nir", "nir08") } };
        if (bands.FirstOrDefault(b => b.Quality is not null) is { } quality)
        {
            entry["quality"] = new JsonObject { ["band"] = quality.Number, ["kind"] = quality.Quality };
        }

        return entry.ToJsonString(ScanDocumentJson.Plain);

        // The narrow near infrared band serves where there is no wide one.
        JsonNode Number(params ReadOnlySpan<string> roles)
        {
            foreach (string role in roles)
            {
                BandInspection[] found = [.. bands.Where(b => b.Role == role)];
                if (found.Length == 1)
                {
                    return found[0].Number;
                }
            }

            return "<number>";
        }
    }
}

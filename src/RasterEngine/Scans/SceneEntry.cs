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
        var entry = new JsonObject { ["date"] = date ?? "<YYYY-MM-DD>", ["path"] = path };
        var roles = new JsonObject();
        foreach (string role in (string[])["red", "nir"])
        {
            BandInspection[] found = [.. bands.Where(b => b.Role == role)];
            roles[role] = found.Length == 1 ? found[0].Number : "<number>";
        }

        entry["bands"] = roles;
        if (bands.FirstOrDefault(b => b.Quality is not null) is { } quality)
        {
            entry["quality"] = new JsonObject { ["band"] = quality.Number, ["kind"] = quality.Quality };
        }

        return entry.ToJsonString(ScanDocumentJson.Plain);
    }
}

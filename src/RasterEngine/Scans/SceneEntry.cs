using System.Text.Json.Nodes;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>The entry that puts an inspected scene into a scan document, ready to paste.</summary>
internal static class SceneEntry
{
    private const int MostFields = 8;

    /// <summary>A product folder or STAC Item: everything is in its metadata.</summary>
    public static string OfProduct(string path, SceneMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var entry = new JsonObject { [Directory.Exists(path) ? "product" : "item"] = path };
        return entry.ToJsonString(ScanDocumentJson.Plain);
    }

    /// <summary>Polygons: they may be zones, or the land where the target can be.</summary>
    public static string OfPolygons(string path, IReadOnlyList<string> fields)
    {
        var zones = new JsonObject { ["path"] = path };
        if (fields.Count > 0)
        {
            zones["id"] = fields.Count == 1 ? fields[0] : $"<{string.Join(" or ", fields.Take(MostFields))}>";
        }

        zones["coverage"] = "centre";
        return new JsonObject { ["zones"] = zones }.ToJsonString(ScanDocumentJson.Plain);
    }

    /// <summary>A raster: its path, the bands that tell their roles, a quality band where one is called so. What it does not tell stands in angle brackets.</summary>
    public static string OfFile(string path, string? date, IReadOnlyList<BandInspection> bands)
    {
        string day = date ?? "<YYYY-MM-DD>";
        JsonObject entry = bands is [{ Quality: { } kind }] ? OfQuality(path, kind)
            : bands.All(b => b.Role == BandRoles.Index) ? OfIndex(path, NameWords.Date(bands[0].Description) ?? day, bands[0])
            : bands is [{ } only] ? new JsonObject { ["date"] = day, [only.Role ?? "<red, nir or index>"] = new JsonObject { ["path"] = path, ["band"] = 1 } }
            : OfStack(path, day, bands);
        return entry.ToJsonString(ScanDocumentJson.Plain);
    }

    private static JsonObject OfQuality(string path, string kind) => kind == NameWords.Saturated
        ? new JsonObject { [NameWords.Saturated] = new JsonObject { ["path"] = path } }
        : new JsonObject { ["quality"] = new JsonObject { ["path"] = path, ["kind"] = kind } };

    // Of a stack of dates the first; whole numbers say nothing without a scale.
    private static JsonObject OfIndex(string path, string day, BandInspection band)
    {
        var entry = new JsonObject { ["date"] = day, ["path"] = path, ["bands"] = new JsonObject { [BandRoles.Index] = 1 } };
        if (band.Scale is null && !band.PixelType.StartsWith("Float", StringComparison.Ordinal))
        {
            entry["scale"] = "<number>";
        }

        return entry;
    }

    private static JsonObject OfStack(string path, string day, IReadOnlyList<BandInspection> bands)
    {
        var entry = new JsonObject { ["date"] = day, ["path"] = path, ["bands"] = new JsonObject { ["red"] = Number("red"), ["nir"] = Number("nir", "nir08") } };
        if (bands.FirstOrDefault(b => b.Quality is not null) is { } quality)
        {
            entry["quality"] = new JsonObject { ["band"] = quality.Number, ["kind"] = quality.Quality };
        }

        return entry;

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

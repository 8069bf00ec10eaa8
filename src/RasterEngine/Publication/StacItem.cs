using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Publication;

/// <summary>
/// item.json: the result as a STAC 1.1 Item with the extensions projection 1.2 (whose two codes both old and new readers find), classification, file and processing.
/// Addresses are relative to the folder. The same result gives the same bytes. A result whose dates are not known has none: an Item must have a time.
/// </summary>
internal static class StacItem
{
    public const string Name = "item.json";

    private const int Wgs84 = 4326, StepsOfEdge = 16, Digits = 7;

    // A multihash: SHA-256, 32 bytes.
    private const string Sha256Multihash = "1220", Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of two dates.</summary>
    public static void Write(string folder, Grid grid, ReportDocument report, SceneDate? before, SceneDate? after)
    {
        if (before is { } first && after is { } last)
        {
            IEnumerable<ChangeClass> classes = [ChangeClass.NotSeen, .. ChangeClasses.Observed];
            Write(folder, grid, new(report.ScanId, report.Name, report.Evidence, report.Review, report.Method, report.Engine, first.Earliest, End(last)), report.Outputs.Mask, classes, ["preview.png", "report.html", MapLayer.Before, MapLayer.After]);
        }
    }

    /// <summary>Of a season, or two.</summary>
    public static void Write(string folder, Grid grid, SeasonReportDocument report)
    {
        IEnumerable<ChangeClass> classes = [ChangeClass.NotSeen, .. report.Earlier is null ? ChangeClasses.OfSeason : ChangeClasses.OfSeasons];
        DateOnly first = Day((report.Earlier ?? report.Season).Start), last = Day(report.Season.End);
        Write(folder, grid, new(report.ScanId, report.Name, report.Evidence, report.Review, report.Method, report.Engine, first, last), report.Outputs.Mask, classes, ["preview.png", "report.html", report.Outputs.Season.Path]);
    }

    private static void Write(string folder, Grid grid, Facts facts, FileEntry mask, IEnumerable<ChangeClass> classes, string[] others)
    {
        JsonArray box = Footprint(grid, out JsonObject geometry);
        var item = new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = "1.1.0",
            ["stac_extensions"] = new JsonArray(
                "https://stac-extensions.github.io/projection/v1.2.0/schema.json", "https://stac-extensions.github.io/classification/v2.0.0/schema.json",
                "https://stac-extensions.github.io/file/v2.1.0/schema.json", "https://stac-extensions.github.io/processing/v1.2.0/schema.json"),
            ["id"] = facts.Id,
            ["geometry"] = geometry,
            ["bbox"] = box,
            ["properties"] = Properties(grid, facts),
            ["links"] = new JsonArray(),
            ["assets"] = Assets(folder, mask, classes, others),
        };
        File.WriteAllText(Path.Combine(folder, Name), item.ToJsonString(Options) + "\n", new UTF8Encoding(false));
    }

    private static JsonObject Properties(Grid grid, Facts facts)
    {
        GeoTransform g = grid.GeoTransform;
        int? epsg = grid.SpatialReference.Code is { } code && code.StartsWith("EPSG:", StringComparison.Ordinal) ? int.Parse(code["EPSG:".Length..], CultureInfo.InvariantCulture) : null;
        var properties = new JsonObject
        {
            ["title"] = facts.Name,
            ["datetime"] = null,
            ["start_datetime"] = Time(facts.First, "00:00:00Z"),
            ["end_datetime"] = Time(facts.Last, "23:59:59Z"),
            ["processing:software"] = new JsonObject { [facts.Engine.Name] = facts.Engine.Version },
            ["processing:lineage"] = facts.Method,
            ["proj:epsg"] = epsg,
            ["proj:shape"] = new JsonArray(grid.Height, grid.Width),
            ["proj:transform"] = new JsonArray(g.PixelWidth, 0, g.OriginX, 0, g.PixelHeight, g.OriginY, 0, 0, 1),
            ["rasterengine:evidence"] = facts.Evidence,
            ["rasterengine:review"] = facts.Review,
        };
        if (epsg is not null)
        {
            properties["proj:code"] = grid.SpatialReference.Code;
        }
        else
        {
            properties["proj:wkt2"] = grid.SpatialReference.Wkt;
        }

        return properties;
    }

    private static JsonObject Assets(string folder, FileEntry mask, IEnumerable<ChangeClass> classes, string[] others)
    {
        var assets = new JsonObject
        {
            ["mask"] = new JsonObject
            {
                ["href"] = $"./{mask.Path}",
                ["title"] = "Classes of change",
                ["type"] = mask.Parts is null ? Cog : "application/xml",
                ["roles"] = new JsonArray("data"),
                ["file:size"] = new FileInfo(Path.Combine(folder, mask.Path)).Length,
                ["file:checksum"] = Sha256Multihash + mask.Sha256,
                ["bands"] = new JsonArray { new JsonObject { ["name"] = "class", ["data_type"] = "uint8", ["nodata"] = 0 } },
                ["classification:classes"] = new JsonArray([.. classes.Select(Class)]),
            },
            ["report"] = new JsonObject { ["href"] = $"./{ReportShelf.ReportName}", ["title"] = "Hectares, evidence, warnings, method", ["type"] = "application/json", ["roles"] = new JsonArray("metadata") },
        };
        foreach (FileEntry part in mask.Parts ?? [])
        {
            assets[part.Path] = new JsonObject
            {
                ["href"] = $"./{part.Path}",
                ["title"] = part.Path.EndsWith(".ovr", StringComparison.Ordinal) ? "Overviews of the classes" : "Some rows of the classes",
                ["type"] = Cog,
                ["roles"] = new JsonArray(part.Path.EndsWith(".ovr", StringComparison.Ordinal) ? "overview" : "data"),
                ["file:size"] = new FileInfo(Path.Combine(folder, part.Path)).Length,
                ["file:checksum"] = Sha256Multihash + part.Sha256,
            };
        }

        foreach (string other in others)
        {
            assets[Path.GetFileNameWithoutExtension(other) is var name && name == "report" ? "page" : name] = other switch
            {
                "preview.png" => new JsonObject { ["href"] = $"./{other}", ["title"] = "Preview", ["type"] = "image/png", ["roles"] = new JsonArray("thumbnail") },
                "report.html" => new JsonObject { ["href"] = $"./{other}", ["title"] = "The report to read", ["type"] = "text/html", ["roles"] = new JsonArray("overview") },
                MapLayer.Before => Picture("The earlier date, to look at"),
                MapLayer.After => Picture("The later date, to look at"),
                _ => new JsonObject { ["href"] = $"./{other}", ["title"] = "Clear observations and days of the season", ["type"] = Cog, ["roles"] = new JsonArray("data") },
            };

            JsonObject Picture(string title) => new() { ["href"] = $"./{other}", ["title"] = title, ["type"] = Cog, ["roles"] = new JsonArray("visual") };
        }

        return assets;
    }

    private static JsonNode Class(ChangeClass value)
    {
        ColourEntry colour = ChangeClasses.SeasonColours[(int)value];
        return new JsonObject
        {
            ["value"] = (int)value,
            ["name"] = value.Name().Replace(' ', '-'),
            ["description"] = value.Name(),
            ["color_hint"] = $"{colour.Red:X2}{colour.Green:X2}{colour.Blue:X2}",
        };
    }

    // The grid's outline in longitude and latitude; straight on the map is not straight on the globe, so edges are followed in steps.
    private static JsonArray Footprint(Grid grid, out JsonObject geometry)
    {
        var outline = new List<Place>();
        for (int step = 0; step < 4 * StepsOfEdge; step++)
        {
            double part = step % StepsOfEdge / (double)StepsOfEdge;
            // Down the left edge, along the lower one, up and back: the way GeoJSON wants it.
            (double column, double row) = (step / StepsOfEdge) switch
            {
                0 => (0d, part),
                1 => (part, 1d),
                2 => (1d, 1 - part),
                _ => (1 - part, 0d),
            };
            outline.Add(grid.GeoTransform.At(column * grid.Width, row * grid.Height));
        }

        double[] x = [.. outline.Select(p => p.X)], y = [.. outline.Select(p => p.Y)];
        using (CoordinateTransform toWorld = grid.SpatialReference.To(SpatialReference.FromEpsg(Wgs84)))
        {
            toWorld.Transform(x, y);
        }

        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (Math.Round(x[i], Digits), Math.Round(y[i], Digits));
        }

        geometry = new JsonObject
        {
            ["type"] = "Polygon",
            ["coordinates"] = new JsonArray { new JsonArray([.. Enumerable.Range(0, x.Length + 1).Select(i => (JsonNode)new JsonArray(x[i % x.Length], y[i % x.Length]))]) },
        };
        return new JsonArray(x.Min(), y.Min(), x.Max(), y.Max());
    }

    private static string Time(DateOnly day, string time) => $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T{time}";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    // A year alone lasts until its end.
    private static DateOnly End(SceneDate date) => date.Exact ?? (date.Month is { } month ? new DateOnly(date.Year, month, DateTime.DaysInMonth(date.Year, month)) : new DateOnly(date.Year, 12, 31));

    private sealed record Facts(string Id, string Name, string Evidence, bool Review, string Method, EngineEntry Engine, DateOnly First, DateOnly Last);
}

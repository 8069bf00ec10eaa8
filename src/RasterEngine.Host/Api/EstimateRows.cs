using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;
using RasterEngine.Samples;

namespace RasterEngine.Host.Api;

/// <summary>The numbers of finished scans and of their labelled samples as rows. A result never changes, so its rows are kept.</summary>
internal sealed class EstimateRows(ScanTable scans, SampleEstimates estimates, ServiceFolders folders)
{
    /// <summary>The newest results that are looked through.</summary>
    public const int MostScans = 5000;

    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<Guid, IReadOnlyList<EstimateRow>> kept = new();

    /// <summary>All rows of a tenant, the newest result first.</summary>
    public async Task<IReadOnlyList<EstimateRow>> Of(string tenant, CancellationToken cancellation)
    {
        IReadOnlyList<ScanRow> finished = await scans.List(tenant, new JobQuery { States = ["successful"], Limit = MostScans }, cancellation);
        ILookup<Guid, (LabelCount Sample, EstimateReport Report)> estimated = (await estimates.Quotable(tenant, cancellation)).ToLookup(e => e.Sample.ScanId);
        var rows = new List<EstimateRow>();
        foreach (ScanRow scan in finished)
        {
            IReadOnlyList<EstimateRow> mapped = await Of(scan, cancellation);
            rows.AddRange(mapped);
            if (mapped.Count > 0)
            {
                rows.AddRange(estimated[scan.Id].SelectMany(e => EstimatedRows.Of(e.Sample.Id, e.Report, mapped[0])));
            }
        }

        return rows;
    }

    private async Task<IReadOnlyList<EstimateRow>> Of(ScanRow scan, CancellationToken cancellation)
    {
        if (kept.TryGetValue(scan.Id, out IReadOnlyList<EstimateRow>? known))
        {
            return known;
        }

        string folder = folders.Result(scan.Id), report = Path.Combine(folder, "report.json"), item = Path.Combine(folder, "item.json");
        if (!File.Exists(report))
        {
            return [];
        }

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(report, cancellation));
        JsonNode? outline = File.Exists(item) ? JsonNode.Parse(await File.ReadAllBytesAsync(item, cancellation))?["geometry"] : null;
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        return kept[scan.Id] = Read(scan, document.RootElement, outline, await DrawnZones(scan.Document, Path.Combine(folder, "zones.geojson"), cancellation));
    }

    private static List<EstimateRow> Read(ScanRow scan, JsonElement report, JsonNode? outline, Dictionary<string, JsonNode> zones)
    {
        var rows = new List<EstimateRow>();
        AddPart(report, null);
        if (report.TryGetProperty("zones", out JsonElement parts))
        {
            foreach (JsonElement zone in parts.EnumerateArray())
            {
                AddPart(zone, zone.GetProperty("id").GetString());
            }
        }

        return rows;

        void AddPart(JsonElement part, string? zone)
        {
            if (report.TryGetProperty("season", out JsonElement season) && season.TryGetProperty("start", out JsonElement start))
            {
                string span = $"{start.GetString()}/{season.GetProperty("end").GetString()}", last = season.GetProperty("end").GetString()!;
                JsonElement? figures = part.ValueKind == JsonValueKind.Object && part.TryGetProperty("season", out JsonElement own) && own.ValueKind == JsonValueKind.Object
                    ? own.TryGetProperty("figures", out JsonElement whole) ? whole : own
                    : null;
                foreach (string statistic in (string[])["cropped", "other", "undetermined", "lost", "net", "vegetated"])
                {
                    Add(part, zone, last, span, statistic, null, Hectares(figures, statistic));
                }

                Add(part, zone, last, span, "cycleHectares", null, Number(figures, "cycleHectares"));
            }
            else
            {
                (string? before, string? after) = (Text(report, "before", "date"), Text(report, "after", "date"));
                Add(part, zone, before, null, "vegetated", null, Hectares(Part(part, "before"), "vegetated"));
                Add(part, zone, after, null, "vegetated", null, Hectares(Part(part, "after"), "vegetated"));
                JsonElement? classes = Part(part, "classes");
                foreach (JsonElement entry in classes?.EnumerateArray() ?? [])
                {
                    Add(part, zone, after, null, "change", entry.GetProperty("name").GetString(), entry.GetProperty("hectares").GetDecimal());
                }

                Add(part, zone, after, null, "notSeen", null, Number(Part(part, "notSeen"), "hectares"));
            }

            Add(part, zone, Text(report, "after", "date") ?? Text(report, "season", "end"), null, "observed", null, Number(Part(part, "observed"), "hectares"));
        }

        void Add(JsonElement part, string? zone, string? date, string? span, string statistic, string? name, decimal? value)
        {
            JsonNode? geometry = zone is not null && zones.TryGetValue(zone, out JsonNode? drawn) ? drawn : outline;
            rows.Add(new EstimateRow
            {
                Id = $"{scan.Id:D}.{rows.Count}",
                JobId = scan.Id.ToString("D"),
                ScanId = report.GetProperty("scanId").GetString()!,
                Name = scan.Name,
                Zone = zone,
                Date = date,
                Season = span,
                Statistic = statistic,
                Class = name,
                Value = value,
                Evidence = report.GetProperty("evidence").GetString()!,
                ObservedShare = Number(part, "observedShare"),
                Geometry = geometry,
                Box = geometry is null ? null : GeoBox.Of(geometry),
            });
        }
    }

    // As they were drawn in the question; those of a file as the result draws them.
    private static async Task<Dictionary<string, JsonNode>> DrawnZones(string document, string drawnPath, CancellationToken cancellation)
    {
        JsonNode? zones = JsonNode.Parse(document)?["zones"];
        string? field = zones?["id"]?.GetValue<string>();
        if (zones?["features"] is null && File.Exists(drawnPath))
        {
            (zones, field) = (new JsonObject { ["features"] = JsonNode.Parse(await File.ReadAllBytesAsync(drawnPath, cancellation)) }, "zone");
        }

        var drawn = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        int number = 0;
        foreach (JsonNode? feature in zones?["features"] as JsonArray ?? zones?["features"]?["features"] as JsonArray ?? [])
        {
            number++;
            string id = (field is null ? null : feature?["properties"]?[field]?.ToString()) ?? $"{number}";
            if (feature?["geometry"] is { } geometry)
            {
                drawn[id] = geometry.DeepClone();
            }
        }

        return drawn;
    }

    private static JsonElement? Part(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement part) && part.ValueKind is not JsonValueKind.Null ? part : null;

    private static decimal? Hectares(JsonElement? element, string name) => element is { } e && Part(e, name) is { } extent ? Number(extent, "hectares") : null;

    private static decimal? Number(JsonElement? element, string name) => element is { } e && Part(e, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static string? Text(JsonElement element, string part, string name) => Part(element, part) is { } inner && Part(inner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

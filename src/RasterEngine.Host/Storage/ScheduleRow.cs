using System.Text.Json.Nodes;

namespace RasterEngine.Host.Storage;

/// <summary>A schedule as its table has it.</summary>
internal sealed record ScheduleRow
{
    public string Tenant { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The schedule document as it was sent (contract.md §6).</summary>
    public string Document { get; init; } = "";

    public string Cron { get; init; } = "";

    public string TimeZone { get; init; } = "";

    public string Priority { get; init; } = "normal";

    public bool Enabled { get; init; }

    /// <summary>The next slot, UTC.</summary>
    public DateTime Due { get; init; }

    /// <summary>The scans of one slot: the template, once a region.</summary>
    public IEnumerable<(string Name, string Document)> Scans()
    {
        JsonObject document = JsonNode.Parse(Document)!.AsObject();
        JsonObject template = document["template"]!.AsObject();
        string name = template["name"]?.GetValue<string>() ?? Name;
        if (document["regions"] is not JsonArray { Count: > 0 } regions)
        {
            yield return (name, template.ToJsonString());
            yield break;
        }

        foreach ((int index, JsonNode? region) in regions.Index())
        {
            // A region gives the template its own fields: zones, land, scenes, name.
            JsonObject scan = template.DeepClone().AsObject();
            foreach ((string field, JsonNode? value) in region!.AsObject())
            {
                scan[field] = value?.DeepClone();
            }

            string own = region["name"]?.GetValue<string>() ?? $"{name}-{index + 1}";
            scan["name"] = own;
            yield return (own, scan.ToJsonString());
        }
    }
}

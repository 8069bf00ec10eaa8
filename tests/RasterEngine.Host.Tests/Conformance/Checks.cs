using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>What many requirements ask alike, from the text of OGC API – Processes 1.0 and its schemas.</summary>
internal static class Checks
{
    public const string Ogc = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/", Rel = "http://www.opengis.net/def/rel/ogc/1.0/";

    private static readonly string[] Statuses = ["accepted", "running", "successful", "failed", "dismissed"];

    public static string? Status(Exchange e, int status) => e.Status == status ? null : $"status {e.Status}, expected {status}";

    public static string? Json(Exchange e, int status = 200) => Status(e, status) ?? (e.MediaType.Contains("json", StringComparison.Ordinal) && e.Body is not null ? null : $"{e.MediaType}, expected JSON");

    /// <summary>A link of that relation, to something.</summary>
    public static string? HasLink(Exchange e, string rel, string? type = null) =>
        e.Links(rel).Any(l => type is null || l["type"]?.GetValue<string>() == type) ? null : $"no link {rel}{(type is null ? "" : $" of type {type}")}";

    /// <summary>exception.yaml: application/problem+json with a type.</summary>
    public static string? Exception(Exchange e, int status, string? type = null) =>
        Status(e, status)
        ?? (e.MediaType.StartsWith("application/problem+json", StringComparison.Ordinal) ? null : $"{e.MediaType}, expected application/problem+json")
        ?? (e.TextAt("type") is not { Length: > 0 } found ? "no type" : type is not null && found != type ? $"type {found}, expected {type}" : null);

    /// <summary>statusInfo.yaml.</summary>
    public static string? StatusInfo(JsonNode? node)
    {
        if (node is not JsonObject info)
        {
            return "no status document";
        }

        string status = Text(info["status"]);
        return Text(info["jobID"]).Length == 0 ? "no jobID"
            : Text(info["type"]) != "process" ? "type is not process"
            : !Statuses.Contains(status) ? $"status {status} is none of the standard's"
            : info["progress"] is { } progress && !(progress.GetValueKind() == JsonValueKind.Number && progress.GetValue<int>() is >= 0 and <= 100) ? $"progress {progress}"
            : ((string[])["created", "started", "finished", "updated"]).FirstOrDefault(t => info[t] is not null && !DateTimeOffset.TryParse(Text(info[t]), CultureInfo.InvariantCulture, out _)) is { } time ? $"{time} is no time"
            : null;
    }

    /// <summary>processSummary.yaml.</summary>
    public static string? Summary(JsonNode? node)
    {
        if (node is not JsonObject summary)
        {
            return "no process";
        }

        string[] control = [.. (summary["jobControlOptions"] as JsonArray ?? []).Select(Text)], transmission = [.. (summary["outputTransmission"] as JsonArray ?? []).Select(Text)];
        return Text(summary["id"]).Length == 0 ? "no id"
            : Text(summary["version"]).Length == 0 ? "no version"
            : control.Length == 0 || control.Except(["sync-execute", "async-execute", "dismiss"]).Any() ? "jobControlOptions are not the standard's"
            : transmission.Length == 0 || transmission.Except(["value", "reference"]).Any() ? "outputTransmission is not the standard's"
            : null;
    }

    /// <summary>inputDescription.yaml and outputDescription.yaml: each has a schema.</summary>
    public static string? Described(JsonNode? node) =>
        node is not JsonObject { Count: > 0 } described ? "nothing is described"
        : described.FirstOrDefault(d => d.Value?["schema"] is not JsonObject { Count: > 0 }).Key is { } without ? $"{without} has no schema"
        : described.FirstOrDefault(d => d.Value?["minOccurs"] is { } least && (least.GetValueKind() != JsonValueKind.Number || least.GetValue<int>() < 0)).Key is { } odd ? $"{odd} occurs oddly"
        : null;

    public static string Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}

using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>A scan as OGC API – Processes 1.0 shows it: a statusInfo.</summary>
internal static class JobDocument
{
    public static JsonObject Of(ScanRow scan)
    {
        string id = scan.Id.ToString("D"), status = Status(scan.State);
        var document = new JsonObject
        {
            ["jobID"] = id,
            ["id"] = id,
            ["processID"] = "scan",
            ["type"] = "process",
            ["status"] = status,
            ["state"] = scan.State,
            ["name"] = scan.Name,
            ["priority"] = scan.Priority,
            ["progress"] = scan.Progress,
            ["created"] = Time(scan.Created),
            ["started"] = Time(scan.Started),
            ["updated"] = Time(scan.Updated),
            ["finished"] = Time(scan.Finished),
            ["message"] = scan.Error,
            ["code"] = scan.ErrorCode,
            ["review"] = status == "successful" ? scan.Review : null,
            ["schedule"] = scan.Schedule,
            ["slot"] = Time(scan.Slot),
            ["links"] = Links(id, status),
        };
        foreach (string empty in document.Where(field => field.Value is null).Select(field => field.Key).ToArray())
        {
            document.Remove(empty);
        }

        return document;
    }

    /// <summary>OGC's word for a state of ours.</summary>
    public static string Status(string state) => state switch
    {
        "queued" => "accepted",
        "quarantined" => "failed",
        _ => state,
    };

    /// <summary>Nothing comes after it but dismissal.</summary>
    public static bool IsFinal(string state) => state is not ("queued" or "running");

    /// <summary>Our states that OGC calls by one word.</summary>
    public static string[] States(string status) => [.. ((string[])["queued", "running", "successful", "failed", "dismissed", "quarantined"]).Where(s => Status(s) == status)];

    private static JsonArray Links(string id, string status)
    {
        var links = new JsonArray { new JsonObject { ["href"] = $"/jobs/{id}", ["rel"] = "self", ["type"] = "application/json" } };
        if (status == "successful")
        {
            links.Add((JsonNode)new JsonObject { ["href"] = $"/jobs/{id}/results", ["rel"] = "http://www.opengis.net/def/rel/ogc/1.0/results", ["type"] = "application/json" });
        }

        return links;
    }

    private static string? Time(DateTime? utc) => utc?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;

namespace RasterEngine.Host.Api;

/// <summary>The process <c>scan</c>. Only asynchronous: a request never waits for it.</summary>
internal static class ScanProcess
{
    public const string Name = "scan";

    public static ProcessDocument Document { get; } = new(
        Name,
        "Compare two dates, or follow a season",
        "Hectares vegetated before and after, gained and lost, between two dates of satellite scenes; or hectares cropped in a season of many.",
        ["async-execute", "dismiss"],
        http => new JsonObject
        {
            ["scan"] = new JsonObject { ["title"] = "The scan document", ["description"] = "The question; paths start with the name of an archive folder.", ["minOccurs"] = 1, ["maxOccurs"] = 1, ["schema"] = SchemaRoutes.Of(http, "scan") },
            ["priority"] = new JsonObject
            {
                ["title"] = "Priority",
                ["description"] = "Urgent scans are made before normal ones.",
                ["minOccurs"] = 0,
                ["maxOccurs"] = 1,
                ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("normal", "urgent"), ["default"] = "normal" },
            },
        },
        http => new JsonObject { ["report"] = new JsonObject { ["title"] = "The report", ["description"] = "The answer: hectares, evidence, warnings, method.", ["schema"] = SchemaRoutes.Of(http, "report") } });
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>The process <c>scan</c> of OGC API – Processes 1.0: what it is, and asking for it.</summary>
internal static class ProcessRoutes
{
    private const int LongestKey = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/processes", () => Results.Json(new JsonObject
        {
            ["processes"] = new JsonArray { Summary() },
            ["links"] = new JsonArray { Link("/processes", "self") },
        })).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/processes/{process}", (string process) => process == "scan" ? Results.Json(Description()) : Problem.NoSuchProcess(process)).RequireAuthorization(Roles.Viewer);
        routes.MapPost("/processes/{process}/execution", Execute).RequireAuthorization(Roles.Analyst);
    }

    private static async Task<IResult> Execute(string process, HttpContext http, ScanTable scans, ServiceFolders folders, CallbackHosts hosts, Quota quota)
    {
        if (process != "scan")
        {
            return Problem.NoSuchProcess(process);
        }

        if (http.Request.Headers["Idempotency-Key"].FirstOrDefault() is { Length: > LongestKey })
        {
            return Problem.Bad($"The header Idempotency-Key is longer than {LongestKey} characters.");
        }

        JsonObject? scan;
        JsonNode? subscriber;
        string priority;
        try
        {
            JsonNode? body = await RequestJson.Read(http);
            scan = body?["inputs"]?["scan"] as JsonObject;
            subscriber = body?["subscriber"];
            priority = body?["inputs"]?["priority"]?.GetValue<string>() ?? "normal";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return Problem.Bad("The body is not JSON of the form { \"inputs\": { \"scan\": { … } } }.");
        }

        if (scan is null)
        {
            return Problem.Bad("“inputs.scan” is missing; expected a scan document.", "missing-field");
        }

        if (priority is not ("normal" or "urgent"))
        {
            return Problem.Bad($"“inputs.priority” is {priority}; expected normal or urgent.", "bad-field");
        }

        string document = scan.ToJsonString();
        try
        {
            string name = AskedScan.Check(scan, folders, "scan");
            Subscriber? told = SubscriberDocument.Parse(subscriber, hosts);
            if (await quota.Refusal(http) is { } refusal)
            {
                return refusal;
            }

            (ScanRow row, bool isNew) = await scans.Add(http.Tenant(), name, document, priority, http.Request.Headers["Idempotency-Key"].FirstOrDefault(), told, http.RequestAborted);
            http.Response.Headers.Location = $"/jobs/{row.Id:D}";
            http.Response.Headers["Preference-Applied"] = "respond-async";
            return Results.Json(JobDocument.Of(row), statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
        catch (ScanException e)
        {
            return e.Code == "key-reused" ? Problem.Of(422, "about:blank", "Key reused", e.Message, e.Code) : Problem.Bad(e.Message, e.Code);
        }
    }

    private static JsonObject Summary() => new()
    {
        ["id"] = "scan",
        ["title"] = "Compare two dates",
        ["description"] = "Hectares vegetated before and after, gained and lost, between two dates of satellite scenes.",
        ["version"] = "1.0.0",
        ["jobControlOptions"] = new JsonArray("async-execute", "dismiss"),
        ["outputTransmission"] = new JsonArray("value"),
        ["links"] = new JsonArray { Link("/processes/scan", "self") },
    };

    private static JsonObject Description()
    {
        JsonObject description = Summary();
        description["inputs"] = new JsonObject
        {
            ["scan"] = new JsonObject { ["title"] = "The scan document", ["schema"] = new JsonObject { ["type"] = "object" } },
            ["priority"] = new JsonObject { ["title"] = "normal or urgent", ["minOccurs"] = 0, ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("normal", "urgent") } },
        };
        description["outputs"] = new JsonObject { ["report"] = new JsonObject { ["title"] = "The report", ["schema"] = new JsonObject { ["type"] = "object" } } };
        return description;
    }

    private static JsonObject Link(string href, string rel) => new() { ["href"] = href, ["rel"] = rel, ["type"] = "application/json" };
}

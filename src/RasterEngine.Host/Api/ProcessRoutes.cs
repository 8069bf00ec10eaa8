using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Processes of OGC API – Processes 1.0: what there is, and asking for it.</summary>
internal static class ProcessRoutes
{
    private const int LongestKey = 200, MostProcesses = 100;
    private static readonly string[] Fields = ["inputs", "outputs", "response", "subscriber"], Inputs = ["scan", "priority"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/processes", (HttpContext http, ServiceSettings settings, int? limit) => limit is < 1 or > MostProcesses
                ? Problem.Bad($"“limit” is {limit}; expected a whole number from 1 to {MostProcesses}.")
                : Results.Json(new JsonObject
                {
                    ["processes"] = new JsonArray([.. Known(settings).Take(limit ?? MostProcesses).Select(p => p.Summary(http))]),
                    ["links"] = new JsonArray { http.Link($"/processes{http.Request.QueryString}", "self") },
                })).RequireAuthorization(Roles.Viewer).Describe("Processes", "What can be asked for.");
        routes.MapGet("/processes/{process}", (string process, HttpContext http, ServiceSettings settings) =>
            Known(settings).FirstOrDefault(p => p.Id == process) is { } known ? Results.Json(known.Description(http)) : Problem.NoSuchProcess(process)).RequireAuthorization(Roles.Viewer)
            .Describe("A process", "Its inputs and outputs.");
        routes.MapPost("/processes/{process}/execution", Execute).RequireAuthorization(Roles.Analyst).Describe("Ask for a scan", "Answers 201 with the job; its address is in Location.");
    }

    private static async Task<IResult> Execute(string process, HttpContext http, ScanTable scans, ServiceFolders folders, CallbackHosts hosts, Quota quota, ServiceSettings settings)
    {
        if (process == EchoProcess.Name && settings.Echo)
        {
            return await EchoProcess.Execute(http);
        }

        if (process != ScanProcess.Name)
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
            string? unknown = Unknown("", body, Fields) ?? Unknown("inputs.", body?["inputs"], Inputs);
            if (unknown is not null)
            {
                return Problem.Bad($"“{unknown}” is not a known field; expected {string.Join(", ", Fields)}, and in “inputs” {string.Join(", ", Inputs)}.", "unknown-field");
            }

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

    private static string? Unknown(string path, JsonNode? document, string[] known) =>
        (document as JsonObject)?.FirstOrDefault(f => !known.Contains(f.Key)).Key is { } field ? path + field : null;

    private static IEnumerable<ProcessDocument> Known(ServiceSettings settings) => settings.Echo ? [ScanProcess.Document, EchoProcess.Document] : [ScanProcess.Document];
}

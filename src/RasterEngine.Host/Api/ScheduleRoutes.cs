using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Schedules (contract.md §6).</summary>
internal static class ScheduleRoutes
{
    private static readonly string[] Fields = ["cron", "timeZone", "priority", "enabled", "template", "regions"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/schedules", async (HttpContext http, ScheduleTable schedules) => Results.Json(new JsonObject
        {
            ["schedules"] = new JsonArray([.. (await schedules.List(http.Tenant(), null, http.RequestAborted)).Select(Document)]),
        })).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/schedules/{name}", async (string name, HttpContext http, ScheduleTable schedules) =>
            (await schedules.List(http.Tenant(), name, http.RequestAborted)).SingleOrDefault() is { } schedule ? Results.Json(Document(schedule)) : None(name)).RequireAuthorization(Roles.Viewer);
        routes.MapDelete("/schedules/{name}", async (string name, HttpContext http, ScheduleTable schedules) =>
            await schedules.Delete(http.Tenant(), name, http.RequestAborted) ? Results.NoContent() : None(name)).RequireAuthorization(Roles.Analyst);
        routes.MapPut("/schedules/{name}", Put).RequireAuthorization(Roles.Analyst);
        routes.MapPost("/schedules/{name}/backfill", Backfill).RequireAuthorization(Roles.Analyst);
    }

    private static async Task<IResult> Put(string name, HttpContext http, ScheduleTable schedules, ServiceFolders folders)
    {
        try
        {
            JsonObject document = (await RequestJson.Read(http))!.AsObject();
            if (document.FirstOrDefault(f => !Fields.Contains(f.Key)).Key is { } unknown)
            {
                return Problem.Bad($"“{unknown}” is not a known field; expected {string.Join(", ", Fields)}.", "unknown-field");
            }

            var schedule = new ScheduleRow
            {
                Tenant = http.Tenant(),
                Name = name,
                Document = document.ToJsonString(),
                Cron = document["cron"]?.GetValue<string>() ?? throw new ScanException("missing-field", "“cron” is missing; expected five fields such as 30 3 * * 1."),
                TimeZone = document["timeZone"]?.GetValue<string>() ?? "UTC",
                Priority = document["priority"]?.GetValue<string>() ?? "normal",
                Enabled = document["enabled"]?.GetValue<bool>() ?? true,
            };
            if (document["template"] is not JsonObject)
            {
                return Problem.Bad("“template” is missing; expected a scan document.", "missing-field");
            }

            if (schedule.Priority is not ("normal" or "urgent"))
            {
                return Problem.Bad($"“priority” is {schedule.Priority}; expected normal or urgent.", "bad-field");
            }

            foreach ((string scan, string text) in schedule.Scans())
            {
                _ = AskedScan.Check(JsonNode.Parse(text)!.AsObject(), folders, scan);
            }

            bool isNew = await schedules.Put(schedule, http.RequestAborted);
            return Results.Json(Document((await schedules.List(schedule.Tenant, name, http.RequestAborted)).Single()), statusCode: isNew ? 201 : 200);
        }
        catch (ScanException e)
        {
            return Problem.Bad(e.Message, e.Code);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return Problem.Bad("The body is not a schedule: { \"cron\": \"30 3 * * 1\", \"timeZone\": \"Europe/Berlin\", \"template\": { … } }.");
        }
    }

    private static async Task<IResult> Backfill(string name, HttpContext http, ScheduleTable schedules, SlotTable slots, Quota quota, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is not { } first || to is not { } last || first >= last || last - first > TimeSpan.FromDays(3660))
        {
            return Problem.Bad("Expected ?from=…&to=… with two dates, the earlier first, at most ten years apart.");
        }

        return (await schedules.List(http.Tenant(), name, http.RequestAborted)).SingleOrDefault() is not { } schedule
            ? None(name)
            : await quota.Refusal(http) is { } refusal ? refusal
            : slots.MakePastScans(schedule, first.UtcDateTime, last.UtcDateTime) is { } made ? Results.Json(new JsonObject { ["slots"] = made })
            : Problem.Bad($"There are more than {SlotTable.MostPastSlots} slots from then to then; expected a shorter time.");
    }

    private static JsonObject Document(ScheduleRow schedule)
    {
        JsonObject document = JsonNode.Parse(schedule.Document)!.AsObject();
        document["name"] = schedule.Name;
        document["next"] = schedule.Enabled ? DateTime.SpecifyKind(schedule.Due, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) : null;
        return document;
    }

    private static IResult None(string name) => Problem.NotFound($"There is no schedule {name}.");
}

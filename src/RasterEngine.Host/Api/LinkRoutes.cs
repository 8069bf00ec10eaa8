using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Signed addresses of a job's files.</summary>
internal static class LinkRoutes
{
    private const int UsualHours = 7 * 24, MostHours = 90 * 24;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/jobs/{id}/links", Make).RequireAuthorization(Roles.Viewer);

    private static async Task<IResult> Make(string id, HttpContext http, ScanTable scans, ServiceFolders folders, TileDrawing drawing, SignedUrls urls, TimeProvider clock)
    {
        if (!Guid.TryParse(id, out Guid number) || await scans.Find(http.Tenant(), number, http.RequestAborted) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        string result = folders.Result(number);
        if (scan.State != "successful" || !Directory.Exists(result))
        {
            return Problem.Conflict("This job has no files to link to.");
        }

        if (await Hours(http) is not { } hours)
        {
            return Problem.Bad($"Expected {{ \"hours\": {UsualHours} }}, at most {MostHours}, or no body.");
        }

        DateTimeOffset until = clock.GetUtcNow().AddHours(hours);
        string signed = await urls.Sign(http.Tenant(), number, until), start = $"{http.Request.Scheme}://{http.Request.Host}/jobs/{number:D}/";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new JsonObject
        {
            ["expires"] = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["tiles"] = new JsonArray([.. TileDrawing.Layers.Where(layer => drawing.Find(number, layer) is not null).Select(layer => Link(layer, http.Address($"/tiles/{number:D}/{layer}/{{z}}/{{x}}/{{y}}.png?{signed}")))]),
            ["links"] = new JsonArray([.. Directory.EnumerateFiles(result).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(file => Link(file!, $"{start}results/{file}?{signed}"))]),
        });
    }

    private static JsonObject Link(string file, string href) => new() { ["rel"] = "item", ["title"] = file, ["href"] = href };

    private static async Task<int?> Hours(HttpContext http)
    {
        try
        {
            JsonNode? body = await RequestJson.Read(http);
            return body is null ? UsualHours : body is JsonObject { Count: 1 } && body["hours"]?.GetValue<int>() is > 0 and <= MostHours and var hours ? hours : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>What the submit page needs besides the process itself: the question of an earlier scan, and the scenes that one can ask about.</summary>
internal static class AskedRoutes
{
    private const int MostScenes = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/jobs/{id}/document", Document).RequireAuthorization(Roles.Viewer).Describe("The question", "The scan document of a job, as it was sent.");
        routes.MapGet("/jobs/{id}/zones", Zones).RequireAuthorization(Roles.Viewer).Describe("Zones to draw", "The zones of a job as GeoJSON, simplified to what a map of the scan can show: of a result, or while there is none those that stand in its document.");
        routes.MapGet("/scenes", Scenes).RequireAuthorization(Roles.Viewer).Describe("Scenes", "The newest scenes that the archives' STAC Items and product folders describe.");
    }

    private static async Task<IResult> Document(string id, HttpContext http, ScanTable scans) =>
        await Find(id, http, scans) is { } scan ? Results.Text(scan.Document, "application/json") : Problem.NoSuchJob(id);

    // Each has its name under “zone”.
    private static async Task<IResult> Zones(string id, HttpContext http, ScanTable scans, ServiceFolders folders)
    {
        if (await Find(id, http, scans) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        if (Path.Combine(folders.Result(scan.Id), "zones.geojson") is var drawn && File.Exists(drawn))
        {
            http.Response.Headers.CacheControl = "private, max-age=3600";
            return Results.File(drawn, "application/geo+json");
        }

        if (JsonNode.Parse(scan.Document)?["zones"] is not JsonObject zones || zones["features"]?["features"] is not JsonArray features)
        {
            return Problem.NotFound("This scan's document holds no polygons.");
        }

        string? field = zones["id"]?.GetValue<string>();
        foreach ((int index, JsonNode? node) in features.Index())
        {
            if (node is not JsonObject feature)
            {
                continue;
            }

            JsonNode? name = field is null ? null : (feature["properties"] as JsonObject)?[field];
            feature["properties"] = new JsonObject { ["zone"] = name?.ToString() ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }

        return Results.Json(zones["features"], contentType: "application/geo+json");
    }

    private static IResult Scenes(CatalogueTable catalogue, string? collection)
    {
        IEnumerable<CatalogueEntry> found = catalogue.Newest(collection, MostScenes);
        return Results.Json(new JsonObject
        {
            ["collections"] = new JsonArray([.. catalogue.Collections().Select(c => (JsonNode)c)]),
            ["scenes"] = new JsonArray([.. found.Select(Scene)]),
        });
    }

    private static JsonObject Scene(CatalogueEntry scene) => new()
    {
        [scene.Kind] = scene.Path,
        ["collection"] = scene.Collection,
        ["date"] = scene.Acquired.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["cloudPercent"] = scene.CloudPercent,
        ["bbox"] = scene.West is { } west ? new JsonArray(west, scene.South, scene.East, scene.North) : null,
    };

    private static async Task<ScanRow?> Find(string id, HttpContext http, ScanTable scans) =>
        Guid.TryParse(id, out Guid number) ? await scans.Find(http.Tenant(), number, http.RequestAborted) : null;
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Results as a STAC 1.1 catalogue: a collection of Items, each the item.json of a result with whole addresses, and a search over them.</summary>
internal static class StacRoutes
{
    public const string Collection = "scans";

    private const string Items = "/collections/scans/items", GeoJson = "application/geo+json";
    private const int MostItems = 1000, UsualItems = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/collections", (HttpContext http) => Results.Json(new JsonObject
        {
            ["collections"] = new JsonArray { EstimateRoutes.Document(http), Document(http) },
            ["links"] = new JsonArray { http.Link("/collections", "self"), http.Link("/", "root") },
        })).RequireAuthorization(Roles.Viewer).Describe("Collections", "Estimates as features, scans as STAC Items.");
        routes.MapGet("/collections/{collection}", (string collection, HttpContext http) => collection switch
        {
            EstimateRoutes.Collection => Results.Json(EstimateRoutes.Document(http)),
            Collection => Results.Json(Document(http)),
            _ => Problem.NotFound($"There is no collection {collection}; expected {EstimateRoutes.Collection} or {Collection}."),
        }).RequireAuthorization(Roles.Viewer).Describe("A collection", "What it holds.");
        routes.MapGet(Items, (HttpContext http, ScanTable scans, ServiceFolders folders) => Search(http, scans, folders, Items)).RequireAuthorization(Roles.Viewer).Describe("Items", "Results as STAC Items.");
        routes.MapGet("/search", (HttpContext http, ScanTable scans, ServiceFolders folders) => Search(http, scans, folders, "/search")).RequireAuthorization(Roles.Viewer).Describe("Search", "STAC Items by place, time or number.");
        routes.MapGet(Items + "/{id}", async (string id, HttpContext http, ScanTable scans, ServiceFolders folders) =>
            Guid.TryParse(id, out Guid job) && await scans.Find(http.Tenant(), job, http.RequestAborted) is { State: "successful" } && await Item(http, folders, job) is { } item
                ? Results.Text(item.ToJsonString(), GeoJson)
                : Problem.NotFound($"There is no item {id}.")).RequireAuthorization(Roles.Viewer).Describe("An item", "A result as a STAC Item.");
    }

    private static JsonObject Document(HttpContext http) => new()
    {
        ["type"] = "Collection",
        ["stac_version"] = "1.1.0",
        ["id"] = Collection,
        ["title"] = "Scans",
        ["description"] = "Masks of change and their reports, an Item a finished scan.",
        ["license"] = "other",
        ["itemType"] = "feature",
        ["extent"] = new JsonObject
        {
            ["spatial"] = new JsonObject { ["bbox"] = new JsonArray { new JsonArray(-180, -90, 180, 90) } },
            ["temporal"] = new JsonObject { ["interval"] = new JsonArray { new JsonArray(null, null) } },
        },
        ["links"] = new JsonArray
        {
            http.Link("/", "root"), http.Link("/", "parent"), http.Link($"/collections/{Collection}", "self"), http.Link(Items, "items", GeoJson),
        },
    };

    private static async Task<IResult> Search(HttpContext http, ScanTable scans, ServiceFolders folders, string path)
    {
        StacQuery query;
        try
        {
            query = StacQuery.Parse(http.Request.Query, UsualItems, MostItems);
        }
        catch (ScanException e)
        {
            return Problem.Bad(e.Message, e.Code);
        }

        var found = new List<JsonObject>();
        foreach (ScanRow scan in query.IsPossible ? await scans.List(http.Tenant(), new JobQuery { States = ["successful"], Limit = EstimateRows.MostScans }, http.RequestAborted) : [])
        {
            if (await Item(http, folders, scan.Id) is { } item && query.Takes(item))
            {
                found.Add(item);
            }
        }

        JsonObject[] page = [.. found.Skip(query.Offset).Take(query.Limit)];
        var links = new JsonArray { http.Link($"{path}{http.Request.QueryString}", "self", GeoJson), http.Link("/", "root") };
        if (query.Offset + page.Length < found.Count)
        {
            links.Add((JsonNode)http.Link($"{path}?{http.Request.Query.At(query.Limit, query.Offset + query.Limit)}", "next", GeoJson));
        }

        return Results.Text(
            new JsonObject
            {
                ["type"] = "FeatureCollection",
                ["numberMatched"] = found.Count,
                ["numberReturned"] = page.Length,
                ["features"] = new JsonArray([.. page]),
                ["links"] = links,
            }.ToJsonString(),
            GeoJson);
    }

    private static async Task<JsonObject?> Item(HttpContext http, ServiceFolders folders, Guid job)
    {
        string path = Path.Combine(folders.Result(job), "item.json");
        if (!File.Exists(path))
        {
            return null;
        }

        var item = (JsonObject)JsonNode.Parse(await File.ReadAllBytesAsync(path, http.RequestAborted))!;
        // The same question asked twice is two jobs with the same bytes: the job names the item.
        ((JsonObject)item["properties"]!)["rasterengine:scanId"] = item["id"]!.GetValue<string>();
        item["id"] = job.ToString("D");
        item["collection"] = Collection;
        item["links"] = new JsonArray
        {
            http.Link("/", "root"), http.Link($"/collections/{Collection}", "parent"), http.Link($"/collections/{Collection}", "collection"), http.Link($"{Items}/{job:D}", "self", GeoJson),
            http.Link($"/jobs/{job:D}", "derived_from", title: "The job that made it"),
        };
        foreach ((_, JsonNode? asset) in (JsonObject)item["assets"]!)
        {
            asset!["href"] = http.Address($"/jobs/{job:D}/results/{asset["href"]!.GetValue<string>()[2..]}");
        }

        return item;
    }
}

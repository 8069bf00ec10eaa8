using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Jobs;

namespace RasterEngine.Host.Api;

/// <summary>The numbers of all results as OGC API – Features: one feature a zone, date and statistic; to be read by GIS programs, or downloaded whole.</summary>
internal static class EstimateRoutes
{
    public const string Collection = "estimates";

    private const string Items = "/collections/estimates/items", GeoJson = "application/geo+json", Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Items, List).RequireAuthorization(Roles.Viewer).Describe("Estimates", "Hectares of every zone, date and statistic; f=csv, gpkg or parquet for a file.");
        routes.MapGet(Items + "/{feature}", async (string feature, HttpContext http, EstimateRows rows) =>
            (await rows.Of(http.Tenant(), http.RequestAborted)).FirstOrDefault(r => r.Id == feature) is { } row
                ? Feature(http, row)
                : Problem.NotFound($"There is no feature {feature}.")).RequireAuthorization(Roles.Viewer).Describe("One estimate", "A feature by its id.");
    }

    /// <summary>As the list of collections has it.</summary>
    public static JsonObject Document(HttpContext http) => new()
    {
        ["id"] = Collection,
        ["title"] = "Hectares",
        ["description"] = "One feature a zone, date and statistic of every finished scan. Values are mapped hectares, without an interval; those with the statistic “estimated” are of a labelled sample and have one (low, high, level). “evidence” says what they may be called.",
        ["itemType"] = "feature",
        ["crs"] = new JsonArray(Crs84),
        ["extent"] = new JsonObject { ["spatial"] = new JsonObject { ["bbox"] = new JsonArray { new JsonArray(-180, -90, 180, 90) }, ["crs"] = Crs84 } },
        ["links"] = new JsonArray
        {
            http.Link($"/collections/{Collection}", "self"),
            http.Link(Items, "items", GeoJson),
            http.Link(Items + "?f=csv", "items", "text/csv"),
            http.Link(Items + "?f=gpkg", "items", "application/geopackage+sqlite3"),
            http.Link(Items + "?f=parquet", "items", "application/vnd.apache.parquet"),
        },
    };

    private static async Task<IResult> List(HttpContext http, EstimateRows estimates, PackageWriting packages)
    {
        EstimateQuery query;
        try
        {
            query = EstimateQuery.Parse(http.Request.Query);
        }
        catch (ScanException e)
        {
            return Problem.Bad(e.Message, e.Code);
        }

        EstimateRow[] all = [.. (await estimates.Of(http.Tenant(), http.RequestAborted)).Where(query.Takes)];
        EstimateRow[] page = [.. all.Skip(query.Offset).Take(query.Limit)];
        return query.Format switch
        {
            "csv" => Results.File(EstimateFile.Csv(page), "text/csv; charset=utf-8", "estimates.csv"),
            "gpkg" => Results.File(await packages.Write([.. page.Select(r => (JsonNode)r.Feature(id => new JsonObject()))], http.RequestAborted), "application/geopackage+sqlite3", "estimates.gpkg"),
            "parquet" => Results.File(await EstimateParquet.Write(page, http.RequestAborted), "application/vnd.apache.parquet", "estimates.parquet"),
            _ => Page(http, query, all.Length, page),
        };
    }

    private static IResult Page(HttpContext http, EstimateQuery query, int matched, EstimateRow[] page)
    {
        var links = new JsonArray { http.Link($"{Items}{http.Request.QueryString}", "self", GeoJson), http.Link($"/collections/{Collection}", "collection") };
        if (query.Offset + page.Length < matched)
        {
            links.Add((JsonNode)http.Link($"{Items}?{http.Request.Query.At(query.Limit, query.Offset + query.Limit)}", "next", GeoJson));
        }

        var document = new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["timeStamp"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["numberMatched"] = matched,
            ["numberReturned"] = page.Length,
            ["features"] = new JsonArray([.. page.Select(r => (JsonNode)r.Feature(id => http.Link($"{Items}/{id}", "self", GeoJson)))]),
            ["links"] = links,
        };
        return Results.Text(document.ToJsonString(Plain), GeoJson);
    }

    private static IResult Feature(HttpContext http, EstimateRow row)
    {
        JsonObject feature = row.Feature(id => http.Link($"{Items}/{id}", "self", GeoJson));
        ((JsonArray)feature["links"]!).Add((JsonNode)http.Link($"/collections/{Collection}", "collection"));
        return Results.Text(feature.ToJsonString(Plain), GeoJson);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RasterEngine.Host.Jobs;
using RasterEngine.Publication;

namespace RasterEngine.Host.Api;

/// <summary>Both dates and the classes of a finished scan as layers of web maps, under titiler's names: XYZ tiles, TileJSON, info, point.</summary>
internal static class TileRoutes
{
    private const string Layer = "/tiles/{id}/{layer}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Layer + "/{z:int}/{x:int}/{y:int}.png", Tile).RequireAuthorization(Roles.Viewer)
            .Describe("A tile", $"256 × 256 pixels of Web Mercator as PNG, transparent where nothing was seen; layer is one of {string.Join(", ", TileDrawing.Layers)}. Parameters: bidx, rescale, colormap_name.");
        routes.MapGet(Layer + "/tilejson.json", TileJson).RequireAuthorization(Roles.Viewer).Describe("TileJSON", "The address of a layer's tiles, its box, middle and zooms; parameters of tiles are passed on.");
        routes.MapGet(Layer + "/info", Info).RequireAuthorization(Roles.Viewer).Describe("A layer", "Place, size and bands of a layer.");
        routes.MapGet(Layer + "/statistics", Statistics).RequireAuthorization(Roles.Viewer).Describe("Numbers of a layer", "Smallest, largest, mean, median and percentiles of each band; of a large layer from an overview of at most 1,024 cells each way (step says how many pixels lie along a cell).");
        routes.MapGet(Layer + "/point/{lon:double},{lat:double}", Point).RequireAuthorization(Roles.Viewer).Describe("A place in a layer", "The stored numbers at a longitude and latitude; null where nothing was seen.");
    }

    private static Task<IResult> Tile(string id, string layer, int z, int x, int y, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, async job => MapTile.Of(z, x, y) is { } tile
            ? Results.Bytes(await drawing.Draw(job, layer, tile, TileStyleText.Own(http.Request.Query), http.RequestAborted), "image/png")
            : Problem.NotFound($"There is no tile {z}/{x}/{y}; expected a zoom from 0 to {MapTile.LargestZoom}, and column and row below 2 to its power."));

    private static Task<IResult> TileJson(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, async job =>
        {
            JsonObject facts = await drawing.Facts(job, layer, TileStyleText.Own(http.Request.Query), http.RequestAborted);
            double[] box = [.. facts["bounds"]!.AsArray().Select(n => n!.GetValue<double>())];
            return Results.Json(new JsonObject
            {
                ["tilejson"] = "3.0.0",
                ["name"] = layer,
                ["version"] = "1.0.0",
                ["scheme"] = "xyz",
                ["tiles"] = new JsonArray(http.Address($"/tiles/{id}/{layer}/{{z}}/{{x}}/{{y}}.png{http.Request.QueryString}")),
                ["minzoom"] = facts["minzoom"]!.DeepClone(),
                ["maxzoom"] = facts["maxzoom"]!.DeepClone(),
                ["bounds"] = facts["bounds"]!.DeepClone(),
                ["center"] = new JsonArray((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, facts["minzoom"]!.DeepClone()),
            });
        });

    private static Task<IResult> Info(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, async job => Results.Json(await drawing.Facts(job, layer, "", http.RequestAborted)));

    private static Task<IResult> Statistics(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, async job => Results.Json(await drawing.Statistics(job, layer, http.RequestAborted)));

    private static Task<IResult> Point(string id, string layer, double lon, double lat, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, async job =>
        {
            if (lon is not (>= -180 and <= 180) || lat is not (>= -90 and <= 90))
            {
                return Problem.Bad("Expected …/point/LONGITUDE,LATITUDE in degrees.");
            }

            JsonNode values = await drawing.Point(job, layer, lon, lat, http.RequestAborted);
            return Results.Json(new JsonObject
            {
                ["coordinates"] = new JsonArray(lon, lat),
                ["values"] = values,
                ["band_names"] = new JsonArray([.. values.AsArray().Select((_, band) => (JsonNode)$"b{band + 1}")]),
            });
        });

    private static async Task<IResult> Answer(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing, Func<Guid, Task<IResult>> answer)
    {
        if (!Guid.TryParse(id, out Guid job) || await scans.Find(http.Tenant(), job) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        if (scan.State != "successful")
        {
            return Problem.NotReady(id, JobDocument.Status(scan.State));
        }

        if (drawing.Find(job, layer) is not { } path)
        {
            return Problem.NotFound(TileDrawing.Layers.Contains(layer) ? $"This result has no layer {layer}." : $"There is no layer {layer}; expected {string.Join(", ", TileDrawing.Layers)}.");
        }

        // What an address shows changes with its file alone, so nothing is drawn for who has it already.
        var file = new FileInfo(path);
        var tag = new EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.ETag = tag.ToString();
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        try
        {
            TileStyleText.RefuseUnknown(http.Request.Query);
            IResult found = await answer(job);
            return found is IStatusCodeHttpResult { StatusCode: >= 400 } ? Unkept(http, found) : found;
        }
        catch (ScanException e)
        {
            return Unkept(http, Problem.Bad(e.Message, e.Code));
        }
    }

    private static IResult Unkept(HttpContext http, IResult problem)
    {
        http.Response.Headers.Remove(HeaderNames.ETag);
        http.Response.Headers.CacheControl = "no-store";
        return problem;
    }
}

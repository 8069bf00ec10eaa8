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
            .Describe("A tile", "256 × 256 pixels of Web Mercator as PNG, transparent where nothing was seen; layer is before, after or change. Parameters: bidx, rescale, colormap_name.");
        routes.MapGet(Layer + "/tilejson.json", TileJson).RequireAuthorization(Roles.Viewer).Describe("TileJSON", "The address of a layer's tiles, its box and zooms; parameters of tiles are passed on.");
        routes.MapGet(Layer + "/info", Info).RequireAuthorization(Roles.Viewer).Describe("A layer", "Place, size and bands of a layer.");
        routes.MapGet(Layer + "/point/{lon:double},{lat:double}", Point).RequireAuthorization(Roles.Viewer).Describe("A place in a layer", "The stored numbers at a longitude and latitude; null where nothing was seen.");
    }

    private static Task<IResult> Tile(string id, string layer, int z, int x, int y, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, map =>
        {
            TileStyle style = TileStyleText.Parse(http.Request.Query, map.BandCount);
            return MapTile.Of(z, x, y) is { } tile
                ? Results.Bytes(drawing.Draw(map.Read(tile), style), "image/png")
                : Problem.NotFound($"There is no tile {z}/{x}/{y}; expected a zoom from 0 to {MapTile.LargestZoom}, and column and row below 2 to its power.");
        });

    private static Task<IResult> TileJson(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, map =>
        {
            _ = TileStyleText.Parse(http.Request.Query, map.BandCount);
            MapBox box = map.Degrees;
            return Results.Json(new JsonObject
            {
                ["tilejson"] = "3.0.0",
                ["name"] = layer,
                ["version"] = "1.0.0",
                ["scheme"] = "xyz",
                ["tiles"] = new JsonArray(http.Address($"/tiles/{id}/{layer}/{{z}}/{{x}}/{{y}}.png{http.Request.QueryString}")),
                ["minzoom"] = map.SmallestZoom,
                ["maxzoom"] = map.LargestZoom,
                ["bounds"] = new JsonArray(box.West, box.South, box.East, box.North),
                ["center"] = new JsonArray((box.West + box.East) / 2, (box.South + box.North) / 2, map.SmallestZoom),
            });
        });

    private static Task<IResult> Info(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, map =>
        {
            MapBox box = map.Degrees;
            return Results.Json(new JsonObject
            {
                ["bounds"] = new JsonArray(box.West, box.South, box.East, box.North),
                ["crs"] = map.Grid.CrsText,
                ["width"] = map.Grid.Width,
                ["height"] = map.Grid.Height,
                ["count"] = map.BandCount,
                ["dtype"] = "uint8",
                ["nodata_type"] = map.BandCount == 1 ? "Nodata" : "Mask",
                ["overviews"] = new JsonArray([.. Enumerable.Range(1, map.LevelCount - 1).Select(level => (JsonNode)(1 << level))]),
                ["minzoom"] = map.SmallestZoom,
                ["maxzoom"] = map.LargestZoom,
            });
        });

    private static Task<IResult> Point(string id, string layer, double lon, double lat, HttpContext http, ScanLookups scans, TileDrawing drawing) =>
        Answer(id, layer, http, scans, drawing, map =>
        {
            if (lon is not (>= -180 and <= 180) || lat is not (>= -90 and <= 90))
            {
                return Problem.Bad("Expected …/point/LONGITUDE,LATITUDE in degrees.");
            }

            IReadOnlyList<byte>? values = map.At(lon, lat);
            return Results.Json(new JsonObject
            {
                ["coordinates"] = new JsonArray(lon, lat),
                ["values"] = new JsonArray([.. Enumerable.Range(0, map.BandCount).Select(band => values is null ? null : (JsonNode)values[band])]),
                ["band_names"] = new JsonArray([.. Enumerable.Range(1, map.BandCount).Select(band => (JsonNode)$"b{band}")]),
            });
        });

    private static async Task<IResult> Answer(string id, string layer, HttpContext http, ScanLookups scans, TileDrawing drawing, Func<MapLayer, IResult> answer)
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
            IResult found = await drawing.Ask(path, answer, http.RequestAborted);
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

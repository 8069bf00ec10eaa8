using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Jobs: list, status, results, dismissal.</summary>
internal static partial class JobRoutes
{
    private static readonly string[] Files = ["report.json", "report.html", "mask.tif", "season.tif", "composite.tif", "mask.qml", "preview.png", "before.tif", "after.tif", "histogram.json", "zones.geojson", "item.json", "timings.json"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/jobs", List).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/jobs/{id}", Status).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/jobs/{id}/results", Report).RequireAuthorization(Roles.Viewer);
        routes.MapGet("/jobs/{id}/results/{file}", Download).RequireAuthorization(Roles.Viewer);
        routes.MapDelete("/jobs/{id}", Dismiss).RequireAuthorization(Roles.Analyst);
    }

    private static async Task<IResult> List(HttpContext http, ScanTable scans)
    {
        JobQuery query;
        try
        {
            query = JobQueryText.Parse(http.Request.Query);
        }
        catch (ScanException e)
        {
            return Problem.Bad(e.Message, e.Code);
        }

        // One more than is shown tells whether there is another page.
        IReadOnlyList<ScanRow> found = query.IsPossible ? await scans.List(http.Tenant(), query with { Limit = query.Limit + 1 }, http.RequestAborted) : [];
        bool isBackwards = query.Before is not null, hasMore = found.Count > query.Limit;
        ScanRow[] shown = [.. isBackwards ? found.TakeLast(query.Limit) : found.Take(query.Limit)];
        var links = new JsonArray { http.Link($"/jobs{http.Request.QueryString}", "self") };
        if (shown.Length > 0 && (isBackwards || hasMore))
        {
            links.Add((JsonNode)http.Link($"/jobs?{http.Request.Query.From(query.Limit, "after", JobPlace.Of(shown[^1]).ToString())}", "next"));
        }

        if (shown.Length > 0 && (isBackwards ? hasMore : query.After is not null || query.Offset > 0))
        {
            links.Add((JsonNode)http.Link($"/jobs?{http.Request.Query.From(query.Limit, "before", JobPlace.Of(shown[0]).ToString())}", "prev"));
        }

        return Polled.Json(http, new JsonObject { ["jobs"] = new JsonArray([.. shown.Select(JobDocument.Of)]), ["links"] = links }, found.All(s => JobDocument.IsFinal(s.State)));
    }

    private static async Task<IResult> Status(string id, HttpContext http, ScanLookups scans) =>
        Guid.TryParse(id, out Guid number) && await scans.Recent(http.Tenant(), number) is { } scan ? Polled.Status(http, scan) : Problem.NoSuchJob(id);

    private static async Task<IResult> Report(string id, HttpContext http, ScanLookups scans, ServiceFolders folders)
    {
        if (await Find(id, http, scans) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        if (scan.State is not "successful")
        {
            return NoResult(http, scan);
        }

        return await JobResults.Of(folders, scan.Id, http.RequestAborted) is { } results
            ? Polled.Bytes(http, results)
            : Problem.NotFound("The files of this result are no longer kept.");
    }

    private static async Task<IResult> Download(string id, string file, HttpContext http, ScanLookups scans, ServiceFolders folders)
    {
        if (await Find(id, http, scans) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        if (scan.State is not "successful")
        {
            return NoResult(http, scan);
        }

        string result = folders.Result(scan.Id), path = Path.Combine(result, file);
        http.Response.Headers.CacheControl = "private, no-cache";
        return (Files.Contains(file) || PartOfARaster().IsMatch(file)) && File.Exists(path)
            ? Results.File(path, Type(file), enableRangeProcessing: true, lastModified: File.GetLastWriteTimeUtc(path), entityTag: FileTag(path))
            : Problem.NotFound($"This result has the files {string.Join(", ", Directory.EnumerateFiles(result).Select(f => Path.GetFileName(f)).Where(f => Files.Contains(f) || PartOfARaster().IsMatch(f)).Order(StringComparer.Ordinal))}; found {file}.");
    }

    private static async Task<IResult> Dismiss(string id, HttpContext http, ScanTable scans, ScanLookups lookups, ServiceFolders folders)
    {
        if (!Guid.TryParse(id, out Guid number) || await scans.Dismiss(http.Tenant(), number, http.RequestAborted) is not { } scan)
        {
            return Problem.NoSuchJob(id);
        }

        lookups.Forget(http.Tenant(), number);
        string result = folders.Result(number);
        if (Directory.Exists(result))
        {
            Directory.Delete(result, recursive: true);
        }

        return Results.Json(JobDocument.Of(scan));
    }

    private static IResult NoResult(HttpContext http, ScanRow scan)
    {
        if (scan.State is "failed" or "quarantined" or "dismissed")
        {
            return Problem.Of(scan.State == "dismissed" ? 410 : 422, "about:blank", $"Job {JobDocument.Status(scan.State)}", scan.Error ?? "This job was dismissed; it has no result.", scan.ErrorCode);
        }

        http.Response.Headers.RetryAfter = $"{Polled.Pause}";
        return Problem.NotReady(scan.Id.ToString("D"), JobDocument.Status(scan.State));
    }

    // A result's files are never written again, only put in the place of others.
    private static EntityTagHeaderValue FileTag(string path)
    {
        var file = new FileInfo(path);
        return new EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
    }

    private static async Task<ScanRow?> Find(string id, HttpContext http, ScanLookups scans) =>
        Guid.TryParse(id, out Guid number) ? await scans.Find(http.Tenant(), number) : null;

    // Of a raster too large for one file.
    [GeneratedRegex(@"\A(mask|season|composite)(-\d{2,}\.tif|\.vrt(\.ovr)?)\z")]
    private static partial Regex PartOfARaster();

    private static string Type(string file) => Path.GetExtension(file) switch
    {
        ".tif" or ".ovr" => "image/tiff; application=geotiff; profile=cloud-optimized",
        ".png" => "image/png",
        ".html" => "text/html; charset=utf-8",
        ".json" => "application/json",
        ".geojson" => "application/geo+json",
        _ => "application/xml",
    };
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RasterEngine.Host.Api;

/// <summary>What browsers are told about every answer. A route that needs something else sets the header itself.</summary>
internal static class SecurityHeaders
{
    // Data is no page: nothing in it is run or shown in a frame.
    private const string OfData = "default-src 'none'; frame-ancestors 'none'";

    // Pages are made of our own files alone; maps and charts draw pictures into blob: and data:.
    private const string OfPages = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    // A report is one file with its style and pictures inside, to be kept and sent; it has no scripts.
    private const string OfReports = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups";

    // The page of the interface brings its style and start inside, and fonts and pictures in itself.
    private const string OfDocs = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    // Hangfire's own pages.
    private const string OfDashboard = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(Set, http);
        return next(http);
    }

    // A base map's tiles are the one thing that may come from elsewhere, and only where an administrator says so.
    internal static string Pages(string? tiles) => tiles is null ? OfPages : OfPages.Replace("img-src 'self'", $"img-src 'self' {tiles}", StringComparison.Ordinal);

    private static Task Set(object state)
    {
        var http = (HttpContext)state;
        IHeaderDictionary headers = http.Response.Headers;
        string type = http.Response.ContentType ?? "";
        bool isPage = type.StartsWith("text/html", StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Content-Security-Policy", !isPage ? OfData
            : http.Request.Path.Value?.Contains("/results/", StringComparison.Ordinal) == true ? OfReports
            : http.Request.Path.StartsWithSegments("/ops") ? OfDashboard
            : http.Request.Path.StartsWithSegments("/docs") ? OfDocs
            : Pages(http.RequestServices.GetRequiredService<PageSettings>().Origin));

        // What a key opened is not kept by anybody on the way, unless the route knows better.
        if (http.User.Identity?.IsAuthenticated == true && type.Contains("json", StringComparison.Ordinal))
        {
            headers.TryAdd("Cache-Control", "no-store");
        }

        return Task.CompletedTask;
    }
}

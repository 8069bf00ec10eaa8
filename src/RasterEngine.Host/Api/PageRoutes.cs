using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace RasterEngine.Host.Api;

/// <summary>The pages: files that anybody may have. What they show, they ask for with the reader's session.</summary>
internal static class PageRoutes
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Before authentication: these files are open. A browser at / gets the list of scans, any other client the landing page.</summary>
    public static void Use(WebApplication app)
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        app.Use((http, next) =>
        {
            if (http.Request.Path == "/" && WantsPage(http.Request))
            {
                // The route of the landing page was chosen already.
                http.SetEndpoint(null);
                http.Request.Path = "/index.html";
            }

            return next(http);
        });
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".mjs"] = "text/javascript; charset=utf-8";
        types.Mappings[".geojson"] = "application/geo+json";
        types.Mappings[".tif"] = "image/tiff; application=geotiff";
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder),
            ContentTypeProvider = types,
            OnPrepareResponse = file =>
            {
                file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/vendor") ? "public, max-age=3600" : "no-cache";
                file.Context.Response.Headers.Vary = "Accept";
            },
        });
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/pages.json", (PageSettings settings) => Results.Json(settings.Document)).AllowAnonymous()
        .Describe("Settings of the pages", "The base map under the maps, if there is one.");

    // OGC clients send no Accept or name JSON; browsers name HTML first.
    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Query["f"].FirstOrDefault() is null or "html"
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

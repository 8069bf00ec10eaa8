using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RasterEngine.Host.Api;

/// <summary>What this service is and where its parts are: the landing page of OGC API – Common and the classes that it conforms to. Browsers get the pages instead.</summary>
internal static class LandingRoutes
{
    private const string Rel = "http://www.opengis.net/def/rel/ogc/1.0/";
    private const string Processes = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

    private const string Features = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";

    // Declared is what tests hold the service against, no more.
    private static readonly string[] Conformance =
    [
        Processes + "core", Processes + "ogc-process-description", Processes + "json", Processes + "oas30", Processes + "job-list", Processes + "callback", Processes + "dismiss",
        Features + "core", Features + "geojson", Features + "oas30", "https://api.stacspec.org/v1.0.0/core", "https://api.stacspec.org/v1.0.0/item-search",
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http) => Results.Json(Landing(http))).AllowAnonymous()
            .Describe("Landing page", "Where the parts of the service are.");
        routes.MapGet("/conformance", () => Results.Json(new JsonObject { ["conformsTo"] = new JsonArray([.. Conformance.Select(c => (JsonNode)c)]) })).RequireAuthorization(Roles.Viewer)
            .Describe("Conformance", "The conformance classes of OGC API that this service fulfils.");
    }

    private static JsonObject Landing(HttpContext http) => new()
    {
        ["title"] = "RasterEngine",
        ["description"] = "Hectares of vegetated and cropped land from satellite scenes: scans are asked for, run, and their results read.",
        ["links"] = new JsonArray
        {
            http.Link("/", "self", "application/json", "This document"),
            http.Link("/", "alternate", "text/html", "The pages"),
            http.Link("/api", "service-desc", ApiDocument.MediaType, "The interface as OpenAPI 3.0"),
            http.Link("/docs", "service-doc", "text/html", "The interface to read and try"),
            http.Link("/conformance", "conformance", "application/json", "What this service conforms to"),
            http.Link("/conformance", Rel + "conformance", "application/json", "What this service conforms to"),
            http.Link("/processes", Rel + "processes", "application/json", "Processes"),
            http.Link("/jobs", Rel + "job-list", "application/json", "Jobs"),
            http.Link("/collections", "data", "application/json", "Estimates and results"),
            http.Link("/search", "search", "application/geo+json", "Results by place and time"),
        },
    };
}

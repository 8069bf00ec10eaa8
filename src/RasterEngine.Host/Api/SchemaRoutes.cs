using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RasterEngine.Host.Api;

/// <summary>JSON Schemas of every document that goes in or comes out.</summary>
internal static class SchemaRoutes
{
    private const string Prefix = "schemas/", Type = "application/schema+json";

    private static readonly string[] Names = [.. typeof(SchemaRoutes).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]).Order(StringComparer.Ordinal)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/schemas", (HttpContext http) => Results.Json(new JsonObject { ["links"] = new JsonArray([.. Names.Select(n => http.Link($"/schemas/{n}", "describedby", Type, n[..^".json".Length]))]) }))
            .RequireAuthorization(Roles.Viewer).Describe("Schemas", "The JSON Schemas of all documents.");
        routes.MapGet("/schemas/{name}", (string name) => Names.Contains(name, StringComparer.Ordinal)
            ? Results.Stream(typeof(SchemaRoutes).Assembly.GetManifestResourceStream(Prefix + name)!, Type)
            : Problem.NotFound($"There is no schema {name}; expected {string.Join(", ", Names)}.")).RequireAuthorization(Roles.Viewer).Describe("A schema", "A JSON Schema (draft 7).");
    }

    /// <summary>A document of ours as a type: a reference to its schema.</summary>
    public static JsonObject Of(HttpContext http, string name) => new() { ["type"] = "object", ["contentMediaType"] = "application/json", ["$ref"] = http.Address($"/schemas/{name}.json") };
}

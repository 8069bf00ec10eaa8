using System.Text.Json.Nodes;
using static RasterEngine.Host.Tests.Conformance.Checks;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>Landing page, conformance, definition, processes: /req/core, /req/json, /req/oas30, /req/ogc-process-description.</summary>
internal static class CoreRequirements
{
    private const string Classes = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/", Definition = "application/vnd.oai.openapi+json;version=3.0";

    public static IEnumerable<Requirement> All { get; } =
    [
        new("/req/core/landingpage-op", "landing", e => Json(e), e => e.Status = 404),
        new("/req/core/landingpage-success: service-desc", "landing", e => HasLink(e, "service-desc", Definition), e => e.RemoveLinks("service-desc")),
        new("/req/core/landingpage-success: service-doc", "landing", e => HasLink(e, "service-doc"), e => e.RemoveLinks("service-doc")),
        new("/req/core/landingpage-success: conformance", "landing", e => HasLink(e, Rel + "conformance"), e => e.RemoveLinks(Rel + "conformance")),
        new("/req/core/landingpage-success: processes", "landing", e => HasLink(e, Rel + "processes"), e => e.RemoveLinks(Rel + "processes")),
        new("/req/core/landingpage-success: job-list", "landing", e => HasLink(e, Rel + "job-list"), e => e.RemoveLinks(Rel + "job-list")),
        new("/req/core/landingpage-success: links have addresses", "landing",
            e => (e.At("links") as JsonArray ?? []).Any(l => !Uri.TryCreate(Text(l?["href"]), UriKind.Absolute, out _)) ? "a link is no address" : null,
            e => e.Set("links.0.href", "somewhere")),
        new("/req/core/conformance-op", "conformance", e => Json(e), e => e.MediaType = "text/plain"),
        .. ((string[])["core", "json", "oas30", "ogc-process-description", "job-list", "dismiss", "callback"]).Select(c => new Requirement(
            $"/req/core/conformance-success: {c}", "conformance",
            e => (e.At("conformsTo") as JsonArray ?? []).Any(x => Text(x) == Classes + c) ? null : $"{c} is not declared",
            e => e.Set("conformsTo", new JsonArray(Classes + "html")))),
        new("/req/core/api-definition-op", "api", e => Status(e, 200), e => e.Status = 500),
        new("/req/core/api-definition-success: media type", "api", e => e.MediaType.Replace(" ", "", StringComparison.Ordinal) == Definition ? null : e.MediaType, e => e.MediaType = "application/json"),
        new("/req/oas30/oas-definition-1: version", "api", e => e.TextAt("openapi")?.StartsWith("3.0", StringComparison.Ordinal) == true ? null : "not OpenAPI 3.0", e => e.Set("openapi", "3.1.1")),
        .. ((string[])["/", "/conformance", "/processes", "/processes/{process}", "/jobs", "/jobs/{id}", "/jobs/{id}/results"]).Select(p => new Requirement(
            $"/req/oas30/completeness: GET {p}", "api", e => (e.Body?["paths"]?[p] as JsonObject)?["get"] is null ? $"{p} is not defined" : null, e => ((JsonObject)e.Body!["paths"]!).Remove(p))),
        new("/req/oas30/completeness: POST execution", "api", e => (e.Body?["paths"]?["/processes/{process}/execution"] as JsonObject)?["post"] is null ? "not defined" : null, e => ((JsonObject)e.Body!["paths"]!).Remove("/processes/{process}/execution")),
        new("/req/oas30/completeness: DELETE job", "api", e => (e.Body?["paths"]?["/jobs/{id}"] as JsonObject)?["delete"] is null ? "not defined" : null, e => ((JsonObject)e.Body!["paths"]!["/jobs/{id}"]!).Remove("delete")),
        new("/req/oas30/exceptions-codes", "api", e => Operations(e).All(o => o["responses"] is JsonObject r && r.Any(x => x.Key == "default" || x.Key[0] is '4' or '5')) ? null : "an operation tells of no error",
            e => ((JsonObject)Operations(e).First()["responses"]!).Remove("default")),
        new("/req/oas30/security", "api", e => e.Body?["components"]?["securitySchemes"] is JsonObject { Count: > 0 } && e.Body["security"] is JsonArray { Count: > 0 } ? null : "no security is described", e => e.Remove("security")),
        new("/req/oas30/oas-impl: operations have names of their own", "api", e => Operations(e).Select(o => Text(o["operationId"])) is var ids && ids.All(i => i.Length > 0) && ids.Distinct().Count() == ids.Count() ? null : "names are missing or used twice",
            e => Operations(e).First()["operationId"] = Text(Operations(e).Last()["operationId"])),
        new("/req/core/process-list", "processes", e => Json(e), e => e.Status = 405),
        new("/req/core/process-list-success: processes", "processes", e => e.At("processes") is JsonArray { Count: > 0 } list ? list.Select(Summary).FirstOrDefault(w => w is not null) : "no processes", e => e.Remove("processes.0.id")),
        new("/req/core/process-list-success: version", "processes", e => (e.At("processes") as JsonArray ?? []).Select(Summary).FirstOrDefault(w => w is not null), e => e.Remove("processes.0.version")),
        new("/req/core/process-list-success: scan", "processes", e => (e.At("processes") as JsonArray ?? []).Any(p => Text(p?["id"]) == "scan") ? null : "no scan", e => e.Set("processes.0.id", "other")),
        new("/req/core/pl-links: self", "processes", e => HasLink(e, "self"), e => e.RemoveLinks("self")),
        new("/req/core/pl-links: each process", "processes", e => (e.At("processes") as JsonArray ?? []).Select((_, i) => e.Links("self", $"processes.{i}.links").Any()).All(x => x) ? null : "a process has no link to itself", e => e.RemoveLinks("self", "processes.0.links")),
        new("/req/core/pl-limit-response", "processes-limit-1", e => Json(e) ?? (e.At("processes") is JsonArray { Count: 1 } ? null : "not one process"), e => ((JsonArray)e.At("processes")!).Add((JsonNode)new JsonObject())),
        new("/req/core/pl-limit-definition: out of range", "processes-limit-0", e => Exception(e, 400), e => e.Status = 200),
        new("/req/core/process", "process", e => Json(e), e => e.Status = 404),
        new("/req/core/process-success: summary", "process", e => Summary(e.Body), e => e.Set("jobControlOptions", new JsonArray("later"))),
        new("/req/core/process-success: execute link", "process", e => HasLink(e, Rel + "execute"), e => e.RemoveLinks(Rel + "execute")),
        new("/req/ogc-process-description/json-encoding", "process", e => e.MediaType.StartsWith("application/json", StringComparison.Ordinal) ? null : e.MediaType, e => e.MediaType = "text/html"),
        new("/req/ogc-process-description/inputs-def", "process", e => Described(e.At("inputs")), e => e.Remove("inputs.scan.schema")),
        new("/req/ogc-process-description/input-def: occurrences", "process", e => Described(e.At("inputs")), e => e.Set("inputs.scan.minOccurs", "once")),
        new("/req/ogc-process-description/outputs-def", "process", e => Described(e.At("outputs")), e => e.Set("outputs", new JsonObject())),
        new("/req/ogc-process-description: the schema referred to is there", "schema", e => Json(e) ?? (e.TextAt("$schema") is { Length: > 0 } ? null : "no schema"), e => e.Remove("$schema")),
        new("/req/core/process-exception/no-such-process", "no-process", e => Exception(e, 404, Ogc + "no-such-process"), e => e.Set("type", "about:blank")),
        new("/req/core/process-execute-op: no such process", "execute-no-process", e => Exception(e, 404, Ogc + "no-such-process"), e => e.Status = 400),
    ];

    private static IEnumerable<JsonObject> Operations(Exchange e) =>
        (e.Body?["paths"] as JsonObject ?? []).SelectMany(p => (JsonObject)p.Value!).Where(m => m.Key is "get" or "post" or "put" or "delete").Select(m => (JsonObject)m.Value!);
}

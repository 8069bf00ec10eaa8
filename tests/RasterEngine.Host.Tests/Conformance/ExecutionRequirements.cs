using System.Text.Json.Nodes;
using static RasterEngine.Host.Tests.Conformance.Checks;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>Asking, waiting, results, lists, dismissal: /req/core, /req/job-list, /req/dismiss.</summary>
internal static class ExecutionRequirements
{
    private static readonly string[] EchoKinds = ["stringInput", "measureInput", "dateInput", "doubleInput", "arrayInput", "complexObjectInput", "geometryInput", "boundingBoxInput", "imagesInput", "featureCollectionInput"];

    public static IEnumerable<Requirement> All { get; } =
    [
        .. EchoKinds.Select(k => new Requirement(
            $"/req/core/process-execute-inputs: {k}", $"echo-{k}", e => Json(e) ?? (JsonNode.DeepEquals(e.At(k), Transcript.EchoValue(k)) ? null : "not what was put in"), e => e.Set(k, "something else"))),
        .. EchoKinds.Where(k => k != "complexObjectInput").Select(k => new Requirement(
            $"/req/core/process-execute-input-validation: {k}", $"echo-wrong-{k}", e => Exception(e, 400), e => e.MediaType = "application/json")),
        new("/req/core/process-execute-input-validation: unknown input", "echo-unknown", e => Exception(e, 400), e => e.Status = 200),
        new("/req/core/process-execute-request: no inputs", "echo-empty", e => Exception(e, 400), e => e.Status = 500),
        new("/req/core/process-execute-request: not JSON", "echo-not-json", e => Exception(e, 400), e => e.Remove("type")),
        new("/req/core/process-execute-sync-document", "echo-two", e => Json(e) ?? (e.Body is JsonObject { Count: 2 } ? null : "not two outputs"), e => e.Remove("doubleInput")),
        new("/req/core/process-execute-default-outputs", "echo-two", e => e.TextAt("stringInput") == "teststring" ? null : "an output is missing", e => e.Remove("stringInput")),
        new("/req/core/process-execute-sync-raw-value-one", "echo-raw", e => Status(e, 200) ?? (e.Text == "teststring" && e.MediaType.StartsWith("text/plain", StringComparison.Ordinal) ? null : "not the value itself"), e => e.Text = "\"teststring\""),
        new("/req/core/process-execute-outputs: one of two", "echo-chosen", e => Json(e) ?? (e.Body is JsonObject { Count: 1 } only && only["doubleInput"] is not null ? null : "not the output asked for"), e => e.Set("stringInput", "too")),
        new("/req/core/process-execute-default-execution-mode", "execute", e => Status(e, 201), e => e.Status = 200),
        new("/req/core/process-execute-auto-execution-mode: preference", "execute-preferred", e => Status(e, 201) ?? (e.Headers.GetValueOrDefault("Preference-Applied") == "respond-async" ? null : "the preference is not confirmed"), e => e.Headers.Remove("Preference-Applied")),
        new("/req/core/process-execute-success-async: location", "execute", e => e.Headers.GetValueOrDefault("Location")?.Contains("/jobs/", StringComparison.Ordinal) == true ? null : "no location", e => e.Headers.Remove("Location")),
        new("/req/core/process-execute-success-async: status", "execute", e => StatusInfo(e.Body), e => e.Remove("jobID")),
        new("/req/core/process-execute-input-validation: scan is missing", "execute-empty", e => Exception(e, 400), e => e.Status = 201),
        new("/req/core/process-execute-input-validation: scan is no document", "execute-wrong", e => Exception(e, 400), e => e.Set("type", null)),
        new("/req/core/job", "status", e => Json(e), e => e.Status = 202),
        new("/req/core/job-success: schema", "status", e => StatusInfo(e.Body), e => e.Set("status", "queued")),
        new("/req/core/job-success: type", "status", e => StatusInfo(e.Body), e => e.Set("type", "job")),
        new("/req/core/job-success: progress", "status", e => StatusInfo(e.Body), e => e.Set("progress", 101)),
        new("/req/core/job-success: times", "status", e => StatusInfo(e.Body), e => e.Set("created", "yesterday")),
        new("/req/core/job-success: results link", "status", e => HasLink(e, Rel + "results"), e => e.RemoveLinks(Rel + "results")),
        new("/req/core/job-exception-no-such-job", "no-job", e => Exception(e, 404, Ogc + "no-such-job"), e => e.Set("type", Ogc + "no-such-process")),
        new("/req/core/job-exception-no-such-job: not a number at all", "odd-job", e => Exception(e, 404, Ogc + "no-such-job"), e => e.Status = 400),
        new("/req/core/job-results-exception/no-such-job", "no-job-results", e => Exception(e, 404, Ogc + "no-such-job"), e => e.Status = 200),
        new("/req/core/job-results-exception/results-not-ready", "not-ready", e => Exception(e, 404, Ogc + "result-not-ready"), e => e.Set("type", Ogc + "no-such-job")),
        new("/req/core/job-results-failed", "failed-results", e => e.Status is >= 400 and < 500 ? Exception(e, e.Status) ?? (e.TextAt("detail") is { Length: > 0 } ? null : "no reason") : $"status {e.Status}", e => e.Remove("detail")),
        new("/req/core/job-results-failed: status", "failed-status", e => StatusInfo(e.Body) ?? (e.TextAt("status") == "failed" ? null : "not failed"), e => e.Set("status", "successful")),
        new("/req/core/job-results", "results", e => Json(e), e => e.Status = 404),
        new("/req/core/job-results-success-async-document", "results", e => e.At("report.scanId") is not null ? null : "no output report", e => e.Remove("report")),
        new("/req/job-list/job-list-op", "jobs", e => Json(e), e => e.Status = 404),
        new("/req/job-list/job-list-success: jobs", "jobs", e => e.At("jobs") is JsonArray { Count: > 0 } jobs ? jobs.Select(StatusInfo).FirstOrDefault(w => w is not null) : "no jobs", e => e.Remove("jobs.0.status")),
        new("/req/job-list/job-list-success: self", "jobs", e => HasLink(e, "self"), e => e.RemoveLinks("self")),
        new("/req/job-list/links: next", "jobs-limit-1", e => (e.At("jobs") as JsonArray)?.Count == 1 ? HasLink(e, "next") : "not one job", e => e.RemoveLinks("next")),
        new("/req/job-list/links: the next page is another", "jobs-second", e => (e.At("jobs") as JsonArray)?.Count == 1 && e.TextAt("jobs.0.jobID") != e.Headers["First-Job"] ? HasLink(e, "prev") : "not another job", e => e.Headers["First-Job"] = e.TextAt("jobs.0.jobID")!),
        new("/req/job-list/limit-definition: out of range", "jobs-limit-0", e => Exception(e, 400), e => e.Status = 200),
        new("/req/job-list/status: one", "jobs-failed", e => (e.At("jobs") as JsonArray ?? []) is { Count: > 0 } jobs && jobs.All(j => Text(j?["status"]) == "failed") ? null : "others are listed", e => e.Set("jobs.0.status", "successful")),
        new("/req/job-list/status: several", "jobs-two-states", e => (e.At("jobs") as JsonArray ?? []) is { Count: > 1 } jobs && jobs.Select(j => Text(j?["status"])).Distinct().Order().SequenceEqual(["failed", "successful"]) ? null : "not those two", e => e.Set("jobs", new JsonArray())),
        new("/req/job-list/status: unknown", "jobs-odd-state", e => Exception(e, 400), e => e.Status = 200),
        new("/req/job-list/processID", "jobs-scan", e => (e.At("jobs") as JsonArray ?? []) is { Count: > 0 } jobs && jobs.All(j => Text(j?["processID"]) == "scan") ? null : "others are listed", e => e.Set("jobs.0.processID", "echo")),
        new("/req/job-list/processID: none of that name", "jobs-other-process", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: 0 } ? null : "jobs are listed"), e => ((JsonArray)e.At("jobs")!).Add((JsonNode)new JsonObject())),
        new("/req/job-list/type: none of that type", "jobs-other-type", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: 0 } ? null : "jobs are listed"), e => e.Status = 400),
        new("/req/job-list/datetime: after", "jobs-after", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: 0 } ? null : "jobs of the future"), e => e.Remove("jobs")),
        new("/req/job-list/datetime: interval", "jobs-interval", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: > 0 } ? null : "no jobs"), e => e.Set("jobs", new JsonArray())),
        new("/req/job-list/datetime: before", "jobs-before", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: 0 } ? null : "jobs of the past"), e => e.Status = 500),
        new("/req/job-list/datetime: invalid", "jobs-odd-time", e => Exception(e, 400), e => e.Status = 200),
        new("/req/job-list/datetime: the wrong way round", "jobs-odd-interval", e => Exception(e, 400), e => e.MediaType = "text/plain"),
        new("/req/job-list/minDuration", "jobs-long", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: 0 } ? null : "short jobs are listed"), e => e.Remove("jobs")),
        new("/req/job-list/maxDuration", "jobs-short", e => Json(e) ?? (e.At("jobs") is JsonArray { Count: > 0 } ? null : "no jobs"), e => e.Set("jobs", new JsonArray())),
        new("/req/job-list/minDuration: invalid", "jobs-odd-duration", e => Exception(e, 400), e => e.Status = 200),
        new("/req/job-list: an unknown parameter is refused", "jobs-unknown", e => Exception(e, 400), e => e.Status = 200),
        new("/req/dismiss/job-dismiss-op", "dismissed", e => Json(e), e => e.Status = 204),
        new("/req/dismiss/job-dismiss-success", "dismissed", e => StatusInfo(e.Body) ?? (e.TextAt("status") == "dismissed" ? null : "not dismissed"), e => e.Set("status", "running")),
        new("/req/dismiss/job-dismiss-success: no results any more", "dismissed-results", e => e.Status is 404 or 410 ? Exception(e, e.Status) : $"status {e.Status}", e => e.Status = 200),
        new("/req/dismiss: no such job", "dismiss-no-job", e => Exception(e, 404, Ogc + "no-such-job"), e => e.Status = 200),
    ];
}

using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>Errors as RFC 9457 problem documents, with the types of OGC API – Processes 1.0 where it names one.</summary>
internal static class Problem
{
    private const string Ogc = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    public static IResult NoSuchJob(string id) => Of(404, Ogc + "no-such-job", "No such job", $"There is no job {id}.");

    public static IResult NoSuchProcess(string id) => Of(404, Ogc + "no-such-process", "No such process", $"There is no process {id}; this service has the process scan.");

    public static IResult NotReady(string id, string state) => Of(404, Ogc + "result-not-ready", "Result not ready", $"Job {id} is {state}; its result comes when it is successful.");

    public static IResult Bad(string detail, string? code = null) => Of(400, "about:blank", "Bad request", detail, code);

    public static IResult NotFound(string detail) => Of(404, "about:blank", "Not found", detail);

    public static IResult Conflict(string detail) => Of(409, "about:blank", "Conflict", detail);

    /// <summary>Of an answer that has a status and nothing else.</summary>
    public static IResult Plain(HttpContext http)
    {
        (string title, string detail) = http.Response.StatusCode switch
        {
            404 => ("Not found", "There is nothing at this address."),
            405 => ("Method not allowed", $"This address does not take {http.Request.Method}."),
            415 => ("Media type not supported", "Expected a body of type application/json."),
            _ => ("Bad request", "The request does not have the form that this address expects."),
        };
        return Of(http.Response.StatusCode, "about:blank", title, detail);
    }

    /// <param name="status">HTTP status.</param>
    /// <param name="type">An address that names the kind of problem.</param>
    /// <param name="title">The kind in words.</param>
    /// <param name="detail">One sentence about this case.</param>
    /// <param name="code">Code that <c>raster-engine explain</c> knows.</param>
    public static IResult Of(int status, string type, string title, string detail, string? code = null) =>
        Results.Problem(detail, null, status, title, type, code is null ? null : new Dictionary<string, object?> { ["code"] = code });
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>A process as OGC API – Processes 1.0 describes it (class ogc-process-description).</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Title">For people.</param>
/// <param name="About">One sentence more.</param>
/// <param name="JobControl">How it can be executed.</param>
/// <param name="Inputs">Made for a request: schemas have whole addresses.</param>
/// <param name="Outputs">Likewise.</param>
internal sealed record ProcessDocument(string Id, string Title, string About, string[] JobControl, Func<HttpContext, JsonObject> Inputs, Func<HttpContext, JsonObject> Outputs)
{
    /// <summary>As the list of processes has it.</summary>
    public JsonObject Summary(HttpContext http) => new()
    {
        ["id"] = Id,
        ["title"] = Title,
        ["description"] = About,
        ["version"] = "1.0.0",
        ["jobControlOptions"] = new JsonArray([.. JobControl.Select(o => (JsonNode)o)]),
        ["outputTransmission"] = new JsonArray("value"),
        ["links"] = new JsonArray
        {
            http.Link($"/processes/{Id}", "self", title: "Description"),
            http.Link($"/processes/{Id}/execution", "http://www.opengis.net/def/rel/ogc/1.0/execute", title: "To be asked by POST"),
        },
    };

    /// <summary>Whole.</summary>
    public JsonObject Description(HttpContext http)
    {
        JsonObject description = Summary(http);
        (description["inputs"], description["outputs"]) = (Inputs(http), Outputs(http));
        return description;
    }
}

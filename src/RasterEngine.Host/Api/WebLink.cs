using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>Links as OGC APIs and STAC have them. Addresses are whole ones: clients do not agree on what relative ones are relative to.</summary>
internal static class WebLink
{
    /// <param name="http">The request, which knows under what address the service is called.</param>
    /// <param name="path">From the root on.</param>
    /// <param name="rel">Relation.</param>
    /// <param name="type">Media type.</param>
    /// <param name="title">For people; may be left out.</param>
    public static JsonObject Link(this HttpContext http, string path, string rel, string type = "application/json", string? title = null)
    {
        var link = new JsonObject { ["href"] = http.Address(path), ["rel"] = rel, ["type"] = type };
        if (title is not null)
        {
            link["title"] = title;
        }

        return link;
    }

    /// <summary>The whole address of a path of this service.</summary>
    public static string Address(this HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{path}";
}

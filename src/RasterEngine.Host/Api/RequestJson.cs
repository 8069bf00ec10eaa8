using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>The body of a request as JSON: no field twice, nothing nested more than 64 deep, no half characters.</summary>
internal static class RequestJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Null where there is no body.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static async Task<JsonNode?> Read(HttpContext http)
    {
        using var read = new MemoryStream();
        await http.Request.Body.CopyToAsync(read, http.RequestAborted);
        if (read.Length == 0)
        {
            return null;
        }

        byte[] json = read.ToArray();
        JsonText.Check(json);
        return JsonNode.Parse(json, null, Strict);
    }
}

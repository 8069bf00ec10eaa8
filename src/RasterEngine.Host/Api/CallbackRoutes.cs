using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>The key that a tenant's receivers check messages with.</summary>
internal static class CallbackRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/callbacks/key", async (HttpContext http, SigningKeyTable keys) => Document(http, await keys.Get(SigningKeyTable.Callbacks(http.Tenant())))).RequireAuthorization(Roles.Analyst);
        routes.MapPost("/callbacks/key", async (HttpContext http, SigningKeyTable keys) => Document(http, await keys.Replace(SigningKeyTable.Callbacks(http.Tenant())))).RequireAuthorization(Roles.Analyst);
    }

    // The prefix is the one that libraries for Standard Webhooks look for.
    private static IResult Document(HttpContext http, byte[] key)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new JsonObject { ["key"] = "whsec_" + Convert.ToBase64String(key) });
    }
}

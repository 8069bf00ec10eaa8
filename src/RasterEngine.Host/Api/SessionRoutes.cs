using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>A key traded for a cookie that scripts cannot read, so that pages need not keep the key.</summary>
internal static class SessionRoutes
{
    public const string Cookie = "raster-engine-session";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/session", (HttpContext http) => Document(http)).RequireAuthorization(Roles.Viewer);
        routes.MapPost("/session", Begin).RequireAuthorization(Roles.Viewer);
        routes.MapDelete("/session", End).RequireAuthorization(Roles.Viewer);
    }

    private static async Task<IResult> Begin(HttpContext http, SessionTable sessions, TimeProvider clock)
    {
        string via = http.Via();
        if (via is not (KeyAuthentication.ByKey or KeyAuthentication.ByToken))
        {
            return Problem.Conflict("A session begins with a key or a token; expected one in the header X-Api-Key or Authorization.");
        }

        TimeSpan length = SessionTable.Longest;
        if (http.User.FindFirst(KeyAuthentication.UntilClaim) is { } until)
        {
            TimeSpan left = DateTimeOffset.FromUnixTimeSeconds(long.Parse(until.Value, System.Globalization.CultureInfo.InvariantCulture)) - clock.GetUtcNow();
            length = left < length ? left : length;
        }

        string cookie = await sessions.Begin(http.Holder(), via == KeyAuthentication.ByKey, length, http.RequestAborted);
        http.Response.Cookies.Append(Cookie, cookie, Kind(http, length));
        return Document(http, 201);
    }

    private static async Task<IResult> End(HttpContext http, SessionTable sessions, KnownHolders known)
    {
        if (http.Request.Cookies[Cookie] is { } cookie)
        {
            await sessions.End(cookie, http.RequestAborted);
            known.Forget(KeyAuthentication.BySession + cookie);
        }

        http.Response.Cookies.Delete(Cookie, Kind(http, null));
        return Results.NoContent();
    }

    private static IResult Document(HttpContext http, int status = 200)
    {
        KeyHolder holder = http.Holder();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new JsonObject { ["name"] = holder.Name, ["role"] = holder.Role, ["tenant"] = holder.Tenant }, statusCode: status);
    }

    private static CookieOptions Kind(HttpContext http, TimeSpan? length) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", MaxAge = length };
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary><c>Authorization: Bearer KEY</c> or <c>X-Api-Key: KEY</c>. After ten wrong keys within a minute an address waits.</summary>
internal sealed class KeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyTable keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey", TenantClaim = "tenant";

    private const int MostWrong = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<IPAddress, (int Wrong, DateTime Since)> Guesses = new();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? authorization = Request.Headers.Authorization.FirstOrDefault();
        string? key = authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? authorization["Bearer ".Length..].Trim() : Request.Headers["X-Api-Key"].FirstOrDefault();
        if (string.IsNullOrEmpty(key))
        {
            return AuthenticateResult.NoResult();
        }

        IPAddress address = Context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (IsShutOut(address))
        {
            return AuthenticateResult.Fail("too many wrong keys");
        }

        if (key.Length > 200 || await keys.Find(key, Context.RequestAborted) is not { } holder)
        {
            Guesses.AddOrUpdate(address, (1, DateTime.UtcNow), (_, old) => DateTime.UtcNow - old.Since > Window ? (1, DateTime.UtcNow) : (old.Wrong + 1, old.Since));
            return AuthenticateResult.Fail("unknown key");
        }

        IEnumerable<Claim> roles = Roles.All.TakeWhile(r => r != holder.Role).Append(holder.Role).Select(r => new Claim(ClaimTypes.Role, r));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, holder.Name), new Claim(TenantClaim, holder.Tenant), .. roles], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsShutOut(Context.Connection.RemoteIpAddress ?? IPAddress.None))
        {
            Response.Headers.RetryAfter = "60";
            await Problem.Of(429, "about:blank", "Too many wrong keys", "Ten wrong keys came from this address within a minute; wait a minute.").ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await Problem.Of(401, "about:blank", "No valid key", "Expected an API key in the header Authorization (Bearer KEY) or X-Api-Key.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(403, "about:blank", "Not allowed", "This key's role may not do that.").ExecuteAsync(Context);

    private static bool IsShutOut(IPAddress address) => Guesses.TryGetValue(address, out (int Wrong, DateTime Since) guesses) && guesses.Wrong >= MostWrong && DateTime.UtcNow - guesses.Since <= Window;
}

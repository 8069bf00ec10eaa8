using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// <c>Authorization: Bearer KEY</c>, <c>X-Api-Key: KEY</c>, the cookie that <c>POST /session</c> gave for one, a token of another authority, or a signed address.
/// </summary>
internal sealed partial class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyTable keys, SessionTable sessions, KnownHolders known, WrongKeys wrong, TokenAccess tokens, SignedUrls urls)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey", TenantClaim = "tenant", ViaClaim = "via", UntilClaim = "until";

    public const string ByKey = "key ", BySession = "session ", ByToken = "token ", ByLink = "link ";

    private const int LongestKey = 200;
    private bool isForged, isShutOut;

    private IPAddress Address => ClientAddress.Of(Context);

    /// <summary>Whom a request comes from, as the rest of the program sees it.</summary>
    public static AuthenticationTicket Ticket(KeyHolder holder, string via, params Claim[] more)
    {
        IEnumerable<Claim> roles = Roles.All.TakeWhile(r => r != holder.Role).Append(holder.Role).Select(r => new Claim(ClaimTypes.Role, r));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, holder.Name), new Claim(TenantClaim, holder.Tenant), new Claim(ViaClaim, via), .. roles, .. more], SchemeName);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName);
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? authorization = Request.Headers.Authorization.FirstOrDefault();
        string? key = authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? authorization["Bearer ".Length..].Trim() : Request.Headers["X-Api-Key"].FirstOrDefault();
        return !string.IsNullOrEmpty(key) ? OfKey(key)
            : Request.Query.ContainsKey("sig") ? OfLink()
            : Request.Cookies[SessionRoutes.Cookie] is { Length: > 0 and <= LongestKey } cookie ? OfSession(cookie)
            : Task.FromResult(AuthenticateResult.NoResult());
    }

    private async Task<AuthenticateResult> OfKey(string key)
    {
        // Who was admitted a moment ago is not shut out by a neighbour's guesses.
        if (known.Find(ByKey + key) is { } admitted)
        {
            return AuthenticateResult.Success(admitted);
        }

        if (wrong.IsShutOut(Address))
        {
            isShutOut = true;
            return AuthenticateResult.Fail("too many wrong keys");
        }

        if (tokens.IsToken(key))
        {
            return await OfToken(key);
        }

        if (key.Length > LongestKey || await keys.Find(key, Context.RequestAborted) is not { } holder)
        {
            return Wrong();
        }

        AuthenticationTicket ticket = Ticket(holder, ByKey);
        known.Add(ByKey + key, ticket);
        return AuthenticateResult.Success(ticket);
    }

    private async Task<AuthenticateResult> OfToken(string token)
    {
        (AuthenticationTicket? ticket, bool isExpired) = await tokens.Admit(token);
        if (ticket is null)
        {
            // Who polls with a token that has just expired guesses nothing.
            return isExpired ? AuthenticateResult.Fail("expired token") : Wrong();
        }

        known.Add(ByKey + token, ticket, DateTimeOffset.FromUnixTimeSeconds(long.Parse(ticket.Principal.FindFirst(UntilClaim)!.Value, CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(ticket);
    }

    private async Task<AuthenticateResult> OfLink() => await urls.Admit(Request) is { } ticket ? AuthenticateResult.Success(ticket) : AuthenticateResult.Fail("no such link");

    private AuthenticateResult Wrong()
    {
        wrong.Add(Address);
        WrongKey(Logger, Address);
        return AuthenticateResult.Fail("unknown key");
    }

    private async Task<AuthenticateResult> OfSession(string cookie)
    {
        // A browser adds the cookie to whatever another page makes it send; a header of ours it does not add.
        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method) && !Request.Headers.ContainsKey("X-Requested-With"))
        {
            isForged = true;
            return AuthenticateResult.Fail("no X-Requested-With");
        }

        if (known.Find(BySession + cookie) is { } admitted)
        {
            return AuthenticateResult.Success(admitted);
        }

        if (await sessions.Find(cookie, Context.RequestAborted) is not { } holder)
        {
            return AuthenticateResult.Fail("no such session");
        }

        AuthenticationTicket ticket = Ticket(holder, BySession);
        known.Add(BySession + cookie, ticket);
        return AuthenticateResult.Success(ticket);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (isForged)
        {
            await Problem.Of(403, "about:blank", "Not allowed", "A request with a session's cookie that changes something needs the header X-Requested-With.").ExecuteAsync(Context);
            return;
        }

        if (isShutOut)
        {
            Response.Headers.RetryAfter = "60";
            await Problem.Of(429, "about:blank", "Too many wrong keys", "Ten wrong keys came from this address within a minute; wait a minute.").ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await Problem.Of(401, "about:blank", "No valid key", "Expected an API key in the header Authorization (Bearer KEY) or X-Api-Key, or a session or signed address that is still good.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(403, "about:blank", "Not allowed", "This key's role may not do that.").ExecuteAsync(Context);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a wrong key came from {Address}")]
    private static partial void WrongKey(ILogger log, IPAddress address);
}

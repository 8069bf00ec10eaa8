using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>Tokens of another authority (JWT), signed with a key that only it has.</summary>
internal sealed class TokenAccess
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 << 10 };
    private readonly TokenSettings? settings;
    private readonly TokenValidationParameters rules = new();
    private readonly Lock gate = new();
    private DateTime written;

    /// <exception cref="ScanException">The settings are not whole, or the file of keys is not one.</exception>
    public TokenAccess(AccessSettings access)
    {
        settings = access.Jwt;
        if (settings is null)
        {
            return;
        }

        if (settings.Issuer.Length == 0 || settings.Audience.Length == 0 || settings.Keys.Length == 0)
        {
            throw new ScanException("bad-argument", "Access__Jwt__Keys, Access__Jwt__Issuer and Access__Jwt__Audience belong together; expected all three.");
        }

        if (settings.Roles.Values.FirstOrDefault(r => !Api.Roles.All.Contains(r)) is { } unknown)
        {
            throw new ScanException("bad-argument", $"Access__Jwt__Roles leads to {unknown}; expected {string.Join(", ", Api.Roles.All)}.");
        }

        rules.ValidIssuer = settings.Issuer;
        rules.ValidAudience = settings.Audience;
        written = File.GetLastWriteTimeUtc(settings.Keys);
        rules.IssuerSigningKeys = Read(settings.Keys);
        rules.ClockSkew = Skew;

        // Public keys only: with a shared secret whoever checks a token could also make one.
        rules.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
    }

    /// <summary>Three parts with points between, and an authority is set: not a key of ours.</summary>
    public bool IsToken(string key) => settings is not null && key.Count(c => c == '.') == 2;

    /// <returns>Whom it admits, or null; and whether it was a good token once and is only out of date.</returns>
    public async Task<(AuthenticationTicket? Ticket, bool IsExpired)> Admit(string token)
    {
        TokenValidationResult result = await handler.ValidateTokenAsync(token, rules);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && HasNewKeys())
        {
            result = await handler.ValidateTokenAsync(token, rules);
        }

        if (!result.IsValid)
        {
            return (null, result.Exception is SecurityTokenExpiredException);
        }

        var read = (JsonWebToken)result.SecurityToken;
        string[] roles = [.. read.Claims.Where(c => c.Type == settings!.RoleClaim).Select(c => settings!.Roles.TryGetValue(c.Value, out string? ours) ? ours : c.Value)];
        string? role = Api.Roles.All.LastOrDefault(roles.Contains);
        string? tenant = read.Claims.FirstOrDefault(c => c.Type == settings!.TenantClaim)?.Value;
        return role is null || string.IsNullOrEmpty(tenant) || string.IsNullOrEmpty(read.Subject)
            ? (null, false)
            : (KeyAuthentication.Ticket(
                new KeyHolder(tenant, read.Subject, role), KeyAuthentication.ByToken, new Claim(KeyAuthentication.UntilClaim, EpochTime.GetIntDate(read.ValidTo).ToString(CultureInfo.InvariantCulture))), false);
    }

    // An authority changes its keys from time to time, and whoever administers the service the file: it is read again when a key is not known.
    private bool HasNewKeys()
    {
        lock (gate)
        {
            try
            {
                DateTime now = File.GetLastWriteTimeUtc(settings!.Keys);
                if (now == written)
                {
                    return false;
                }

                rules.IssuerSigningKeys = Read(settings.Keys);
                written = now;
                return true;
            }
            catch (Exception e) when (e is ScanException or IOException or UnauthorizedAccessException)
            {
                // Half written, or gone: those that are known stay good.
                return false;
            }
        }
    }

    private static List<SecurityKey> Read(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            if (text.TrimStart().StartsWith('{'))
            {
                return [.. new JsonWebKeySet(text).GetSigningKeys()];
            }

            return [text.Contains("BEGIN RSA", StringComparison.Ordinal) || IsRsa(text) ? Rsa(text) : Ec(text)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new ScanException("bad-argument", $"Access__Jwt__Keys is {path}, which cannot be read as a JSON Web Key Set or a public key in PEM ({e.Message}).", e);
        }
    }

    private static bool IsRsa(string pem)
    {
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static RsaSecurityKey Rsa(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return new RsaSecurityKey(key);
    }

    private static ECDsaSecurityKey Ec(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new ECDsaSecurityKey(key);
    }
}

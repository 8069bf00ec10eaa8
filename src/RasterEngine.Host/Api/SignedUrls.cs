using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>
/// Addresses that open one job's files for a while to whoever has them, for programs such as QGIS that take an address and no key:
/// <c>?tenant=…&amp;exp=…&amp;sig=…</c>, the signature an HMAC-SHA256 over tenant, job and time.
/// </summary>
internal sealed class SignedUrls(SigningKeyTable keys, AccessSettings settings, TimeProvider clock)
{
    private byte[]? known;

    /// <summary>What is put behind the <c>?</c>.</summary>
    public async Task<string> Sign(string tenant, Guid job, DateTimeOffset until)
    {
        long expires = until.ToUnixTimeSeconds();
        string signature = Base64Url.EncodeToString(Mac(await Key(), tenant, job, expires));
        return string.Create(CultureInfo.InvariantCulture, $"tenant={Uri.EscapeDataString(tenant)}&exp={expires}&sig={signature}");
    }

    /// <summary>Whom a signed address admits, to reading this one path; null when it is not one, was changed or is out of date.</summary>
    public async Task<AuthenticationTicket?> Admit(HttpRequest request)
    {
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || Job(request.Path) is not { } job)
        {
            return null;
        }

        if (!request.Query.TryGetValue("sig", out StringValues sig) || !request.Query.TryGetValue("tenant", out StringValues tenant)
            || !long.TryParse(request.Query["exp"], NumberStyles.None, CultureInfo.InvariantCulture, out long expires) || expires < clock.GetUtcNow().ToUnixTimeSeconds())
        {
            return null;
        }

        byte[] right = Mac(await Key(), tenant.ToString(), job, expires);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(right)), Encoding.UTF8.GetBytes(sig.ToString()))
            ? KeyAuthentication.Ticket(new KeyHolder(tenant.ToString(), $"link to {job:D}", Roles.Viewer), KeyAuthentication.ByLink)
            : null;
    }

    private async Task<byte[]> Key() => known ??= settings.LinkKeyFile is null ? await keys.Get(SigningKeyTable.Links) : await Read(settings.LinkKeyFile);

    // A job's results and tiles. The job's own document, lists and everything else need a key.
    private static Guid? Job(PathString path) =>
        (path.Value?.Split('/') switch { ["", "jobs", var id, "results", ..] => id, ["", "tiles", var id, ..] => id, _ => null }) is { } text && Guid.TryParseExact(text, "D", out Guid job) ? job : null;

    private static byte[] Mac(byte[] key, string tenant, Guid job, long expires)
    {
        byte[] signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{job:D}\n{expires}\n{tenant}"));
        return HMACSHA256.HashData(key, signed);
    }

    private static async Task<byte[]> Read(string path)
    {
        byte[] secret = await File.ReadAllBytesAsync(path);
        return secret.Length >= 32 ? secret : throw new ScanException("bad-argument", $"Access__LinkKeyFile is {path} with {secret.Length} bytes; expected 32 or more that cannot be guessed.");
    }
}

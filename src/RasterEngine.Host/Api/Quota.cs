using Microsoft.AspNetCore.Http;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>How much one tenant may ask for, so that others' scans are not days away. Requests at the same moment may pass it together.</summary>
internal sealed class Quota(UsageTable usage, AccessSettings settings)
{
    /// <returns>The refusal of another scan, or null when the tenant may have it.</returns>
    public async Task<IResult?> Refusal(HttpContext http)
    {
        Usage taken = await usage.Of(http.Tenant(), http.RequestAborted);
        if (taken.QueuedScans >= settings.QueuedScans)
        {
            return Refuse(http, 429, "60", $"{taken.QueuedScans} scans of this tenant wait or run already, of {settings.QueuedScans} at most; send this one again when some have ended.");
        }

        if (taken.Pixels >= settings.PixelsADay)
        {
            return Refuse(http, 429, "3600", $"Scans of this tenant had {taken.Pixels} pixels in the last 24 hours, of {settings.PixelsADay} at most; send this one again later.");
        }

        return taken.ResultBytes >= settings.StorageBytes
            ? Refuse(http, 507, null, $"Results of this tenant take {taken.ResultBytes} bytes, of {settings.StorageBytes} at most; dismiss jobs whose results are not needed any more.")
            : null;
    }

    private static IResult Refuse(HttpContext http, int status, string? after, string detail)
    {
        if (after is not null)
        {
            http.Response.Headers.RetryAfter = after;
        }

        return Problem.Of(status, "about:blank", "Quota reached", detail);
    }
}

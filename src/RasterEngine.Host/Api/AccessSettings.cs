using Microsoft.Extensions.Configuration;

namespace RasterEngine.Host.Api;

/// <summary>What an administrator may set about access, by environment variables such as <c>Access__QueuedScans=500</c> (docs/service/README.md).</summary>
internal sealed record AccessSettings
{
    /// <summary>Scans of a tenant that may wait or run at once.</summary>
    public int QueuedScans { get; init; } = 2000;

    /// <summary>Pixels that a tenant's scans may have in 24 hours; null without limit.</summary>
    public long? PixelsADay { get; init; }

    /// <summary>Bytes that a tenant's results may take; null without limit.</summary>
    public long? StorageBytes { get; init; }

    /// <summary>Requests a second of one key, on average; three times as many at once.</summary>
    public int RequestsASecond { get; init; } = 1000;

    /// <summary>Requests a second of an address without a key.</summary>
    public int StrangersRequestsASecond { get; init; } = 200;

    /// <summary>Hosts of private networks that messages may be sent to.</summary>
    public IReadOnlyList<string> CallbackHosts { get; init; } = [];

    /// <summary>Seconds between the first try at a message and the second.</summary>
    public int CallbackWaitSeconds { get; init; } = 15;

    /// <summary>Origins whose pages may call the service; none by default.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Addresses of proxies whose X-Forwarded headers are believed.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>File with a secret of 32 bytes or more that signed addresses are made with; null for one that the database keeps.</summary>
    public string? LinkKeyFile { get; init; }

    /// <summary>Another authority whose tokens are taken; null for none.</summary>
    public TokenSettings? Jwt { get; init; }

    /// <exception cref="ScanException">A setting is not known or has no such value.</exception>
    public static AccessSettings Of(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection("Access").Get<AccessSettings>(o => o.ErrorOnUnknownConfiguration = true) ?? new AccessSettings();
        }
        catch (InvalidOperationException e)
        {
            throw new ScanException("bad-argument", $"a setting Access__… is not usable: {e.Message}", e);
        }
    }
}

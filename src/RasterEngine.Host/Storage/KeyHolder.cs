namespace RasterEngine.Host.Storage;

/// <summary>Who a key belongs to and what it may do.</summary>
/// <param name="Tenant">Whose scans it sees.</param>
/// <param name="Name">Of the key, unique in the tenant.</param>
/// <param name="Role"><c>viewer</c> reads, <c>analyst</c> also submits and schedules, <c>operator</c> also runs the service.</param>
internal sealed record KeyHolder(string Tenant, string Name, string Role)
{
    // What Dapper makes it with.
    private KeyHolder()
        : this("", "", "")
    {
    }
}

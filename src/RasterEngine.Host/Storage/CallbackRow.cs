namespace RasterEngine.Host.Storage;

/// <summary>A message about a scan.</summary>
internal sealed record CallbackRow
{
    public Guid Id { get; init; }

    public Guid ScanId { get; init; }

    public string Tenant { get; init; } = "";

    /// <summary>The state of the scan that it tells of.</summary>
    public string State { get; init; } = "";

    public string Uri { get; init; } = "";

    /// <summary>Which try this is, from 1.</summary>
    public int Tries { get; init; }
}

namespace RasterEngine.Host.Storage;

/// <summary>What a tenant has taken of the service.</summary>
internal sealed record Usage
{
    /// <summary>Waiting or running.</summary>
    public long QueuedScans { get; init; }

    /// <summary>Of scans that ended in the last 24 hours.</summary>
    public long Pixels { get; init; }

    /// <summary>Of results that are kept.</summary>
    public long ResultBytes { get; init; }
}

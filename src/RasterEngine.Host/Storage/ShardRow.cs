namespace RasterEngine.Host.Storage;

/// <summary>A shard that was claimed.</summary>
internal sealed record ShardRow
{
    public Guid Id { get; init; }

    /// <summary>From 0.</summary>
    public int Number { get; init; }

    /// <summary>It puts the parts of the others together.</summary>
    public bool IsPublication { get; init; }

    /// <summary>The attempt it is claimed by: the fencing token of a shard, as the epoch is one of the scan.</summary>
    public long Attempt { get; init; }
}

namespace RasterEngine.Host.Storage;

/// <summary>A scan of the service as its table has it. Times are UTC.</summary>
internal sealed record ScanRow
{
    public Guid Id { get; init; }

    public string Tenant { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The scan document as it was sent.</summary>
    public string Document { get; init; } = "";

    /// <summary>The document has had its scenes chosen.</summary>
    public bool IsChosen { get; init; }

    /// <summary><c>urgent</c> or <c>normal</c>.</summary>
    public string Priority { get; init; } = "normal";

    /// <summary><c>queued</c>, <c>running</c>, <c>successful</c>, <c>failed</c>, <c>dismissed</c> or <c>quarantined</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Fencing token: a worker whose epoch is no longer this one has lost the scan and may write nothing.</summary>
    public int Epoch { get; init; }

    /// <summary>0..100.</summary>
    public int Progress { get; init; }

    public DateTime Created { get; init; }

    public DateTime? Started { get; init; }

    public DateTime Updated { get; init; }

    public DateTime? Finished { get; init; }

    /// <summary>Why it failed, one sentence.</summary>
    public string? Error { get; init; }

    /// <summary>Its code, for <c>explain</c>.</summary>
    public string? ErrorCode { get; init; }

    public bool Review { get; init; }

    /// <summary>Name of the schedule that asked, if one did.</summary>
    public string? Schedule { get; init; }

    public DateTime? Slot { get; init; }
}

namespace RasterEngine.Host.Storage;

/// <summary>Which jobs of a list are asked for.</summary>
internal sealed record JobQuery
{
    public const int MostRows = 200, UsualRows = 50;

    /// <summary>Our states; empty for all.</summary>
    public string[] States { get; init; } = [];

    /// <summary>False when a process or a type was asked for that no job is of.</summary>
    public bool IsPossible { get; init; } = true;

    /// <summary>Created at or after, and at or before; UTC.</summary>
    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    /// <summary>Seconds from start to end, or to now while it runs.</summary>
    public double? MinDuration { get; init; }

    public double? MaxDuration { get; init; }

    public int Limit { get; init; } = UsualRows;

    /// <summary>How many newer ones are left out.</summary>
    public int Offset { get; init; }

    /// <summary>Only those that come after this one in the list, or before it: pages that neither skip nor repeat a job when others come.</summary>
    public JobPlace? After { get; init; }

    public JobPlace? Before { get; init; }
}

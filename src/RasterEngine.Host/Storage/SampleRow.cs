namespace RasterEngine.Host.Storage;

/// <summary>A sample that is labelled on the page.</summary>
internal sealed record SampleRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The scan whose map it was drawn from.</summary>
    public Guid ScanId { get; init; }

    /// <summary>What may be said of a unit.</summary>
    public string[] Classes { get; init; } = [];

    public int Units { get; init; }

    public DateTime Created { get; init; }
}

/// <summary>One answer.</summary>
/// <param name="Unit">Its number, from 1.</param>
/// <param name="Interpreter">Who, or <see cref="Adjudicated"/>.</param>
/// <param name="Reference">A class; null when nothing can be said.</param>
internal sealed record UnitLabelRow(int Unit, string Interpreter, string? Reference)
{
    /// <summary>The interpreter of what was settled; the estimate takes its word.</summary>
    public const string Adjudicated = "adjudicated";

    // What Dapper makes it with.
    private UnitLabelRow()
        : this(0, "", null)
    {
    }
}

namespace RasterEngine.Host.Storage;

/// <summary>A labelled sample, and by what one sees that a label has changed.</summary>
internal sealed record LabelCount
{
    public Guid Id { get; init; }

    public Guid ScanId { get; init; }

    public long Labels { get; init; }

    public DateTime Last { get; init; }
}

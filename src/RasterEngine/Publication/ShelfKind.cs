namespace RasterEngine.Publication;

/// <summary>What kind of result a folder holds, and how to tell which one.</summary>
/// <param name="Document">The file whose existence says that the result is whole.</param>
/// <param name="IdField">Its field that names the question.</param>
/// <param name="Words">As messages call it.</param>
internal sealed record ShelfKind(string Document, string IdField, string Words)
{
    public static ShelfKind Scan { get; } = new(ReportShelf.ReportName, "scanId", "a scan");

    public static ShelfKind Sample { get; } = new("design-report.json", "sampleId", "a sample");

    public static ShelfKind Estimate { get; } = new("estimate.json", "estimateId", "an estimate");
}

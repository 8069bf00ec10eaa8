namespace RasterEngine.Estimates;

/// <summary>A reported destruction of crop, laid on a field.</summary>
/// <param name="Id">The report's number.</param>
/// <param name="Date">When it was done.</param>
/// <param name="Field">The field that its polygon or point falls on; null where it falls on none.</param>
/// <param name="ReportedHectares">What the report claims.</param>
/// <param name="OverlapHectares">What of it lies on the field.</param>
public sealed record Eradication(string Id, DateOnly Date, string? Field, double ReportedHectares, double OverlapHectares);

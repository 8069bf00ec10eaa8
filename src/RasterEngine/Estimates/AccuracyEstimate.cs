namespace RasterEngine.Estimates;

/// <summary>An estimated accuracy of the map, as a share of area.</summary>
/// <param name="Class">The class; null for the map as a whole.</param>
/// <param name="Value">0 to 1; null where it cannot be estimated.</param>
/// <param name="StandardError">Null where the sample cannot tell it: an accuracy of 0 or 1 in a sample is not certain.</param>
/// <param name="Interval">0 to 1.</param>
/// <param name="N">Labelled units that the value rests on.</param>
public sealed record AccuracyEstimate(string? Class, double? Value, double? StandardError, Interval? Interval, long N);

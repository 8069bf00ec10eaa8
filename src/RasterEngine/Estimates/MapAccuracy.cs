namespace RasterEngine.Estimates;

/// <summary>How right the map is.</summary>
/// <param name="Overall">Share of the area that map and reference agree on; null where the map class of some units is not known.</param>
/// <param name="Users">A class: share of its mapped area that the reference confirms.</param>
/// <param name="Producers">A class: share of its area in the reference that the map shows.</param>
public sealed record MapAccuracy(AccuracyEstimate? Overall, IReadOnlyList<AccuracyEstimate> Users, IReadOnlyList<AccuracyEstimate> Producers);

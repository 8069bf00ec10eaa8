namespace RasterEngine.Estimates;

/// <summary>The estimated area of one class in one zone, with null hectares where the sample is too thin to publish it.</summary>
/// <param name="Zone">The zone's name.</param>
/// <param name="Area">The estimate.</param>
public sealed record ZoneEstimate(string Zone, AreaEstimate Area);

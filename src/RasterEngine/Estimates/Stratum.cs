namespace RasterEngine.Estimates;

/// <summary>A part of the population that is sampled by itself.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Hectares">Its ground area, 0 or more.</param>
/// <param name="Units">
/// How many units (pixels, cells, segments) it holds: sampling without replacement then earns the finite-population correction 1 − n/N.
/// Null where that is not known: no correction.
/// </param>
public sealed record Stratum(string Name, double Hectares, long? Units = null);

namespace RasterEngine.Samples;

/// <summary>A unit that was drawn.</summary>
/// <param name="Unit">Counted along the frame's rows, from 0.</param>
/// <param name="Stratum">Index into the frame's strata.</param>
/// <param name="MapClass">Index of the map's class that covers most of it, or <see cref="MapLegend.Unobserved"/>.</param>
/// <param name="AreaSteps">Its ground in the frame, in the steps of the frame's pixel areas.</param>
public readonly record struct DrawnUnit(long Unit, byte Stratum, byte MapClass, long AreaSteps);

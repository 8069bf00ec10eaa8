namespace RasterEngine.Samples;

/// <summary>A unit of the frame as the map shows it.</summary>
/// <param name="Stratum">Index into the frame's strata; <see cref="MapLegend.Outside"/> when none of the unit is in the frame.</param>
/// <param name="MapClass">Index of the class that covers most of it, or <see cref="MapLegend.Unobserved"/>.</param>
/// <param name="AreaSteps">Ground in the frame, in the steps of its pixel areas.</param>
public readonly record struct FrameUnit(byte Stratum, byte MapClass, long AreaSteps);

namespace RasterEngine.Samples;

/// <summary>A class of a map that a sample is drawn from.</summary>
/// <param name="Value">As stored in the raster, 0 to 65,535.</param>
/// <param name="Name">As documents call it.</param>
public readonly record struct MapClass(int Value, string Name);

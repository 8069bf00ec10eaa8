namespace RasterEngine.Samples;

/// <summary>One date around a unit, row by row.</summary>
/// <param name="First">Reflectance of the index's first band; NaN where nothing was observed.</param>
/// <param name="Second">Of its second; the index itself in both where the scene holds it.</param>
/// <param name="Index">The index.</param>
internal sealed record ChipBands(float[] First, float[] Second, float[] Index);

namespace RasterEngine.Gdal;

/// <summary>A column of a layer that is written: its name, and what its values are.</summary>
/// <param name="Name">As programs and people read it.</param>
/// <param name="Type">long, double or string; a value may always be null.</param>
public sealed record VectorField(string Name, Type Type);

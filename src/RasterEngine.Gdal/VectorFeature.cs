namespace RasterEngine.Gdal;

/// <summary>One feature of a layer, copied out of GDAL.</summary>
/// <param name="Number">From 1, in the file's order.</param>
/// <param name="Text">The chosen field as text; null when none was chosen or the feature leaves it empty.</param>
/// <param name="Geometry">GDAL's name of the geometry's kind, such as POLYGON; null when the feature has none.</param>
/// <param name="Polygons">Each with its exterior ring first and its holes after it; empty when there is nothing in it, null when the geometry is not made of polygons.</param>
public sealed record VectorFeature(int Number, string? Text, string? Geometry, IReadOnlyList<IReadOnlyList<VectorRing>>? Polygons);

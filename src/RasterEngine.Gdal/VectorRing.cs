namespace RasterEngine.Gdal;

/// <summary>
/// One ring of a polygon, in the layer's units and x/y (longitude/latitude) order; heights and measures are dropped. Both arrays are
/// equally long, and files usually repeat the first point as the last.
/// </summary>
public sealed record VectorRing(double[] X, double[] Y);

namespace RasterEngine.Gdal;

/// <summary>
/// A point in the units of a spatial reference: X to the east (or longitude), Y to the north (or latitude), whatever order the
/// reference's own axes have.
/// </summary>
public readonly record struct Place(double X, double Y);

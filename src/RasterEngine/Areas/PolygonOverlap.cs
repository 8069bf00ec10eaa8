namespace RasterEngine.Areas;

/// <summary>Ground that a polygon of one file shares with a polygon of another.</summary>
/// <param name="First">Name of the first file's feature.</param>
/// <param name="Second">Name of the second file's feature.</param>
/// <param name="Hectares">True ground area.</param>
public sealed record PolygonOverlap(string First, string Second, double Hectares);

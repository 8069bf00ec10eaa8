namespace RasterEngine.Scans;

/// <summary>What a file of polygons holds.</summary>
/// <param name="Features">Zones, when no field names them.</param>
/// <param name="Polygons">Of all features.</param>
/// <param name="Vertices">Of all polygons.</param>
/// <param name="Fields">Attributes that may name the zones.</param>
public sealed record PolygonInspection(int Features, int Polygons, long Vertices, IReadOnlyList<string> Fields);

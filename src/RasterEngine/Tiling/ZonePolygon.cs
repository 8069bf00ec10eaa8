namespace RasterEngine.Tiling;

/// <summary>One polygon of a zone; polygons of one id make one zone.</summary>
/// <param name="Id">The zone's name in every table.</param>
/// <param name="Rings">The exterior ring, then its holes, in any direction; none when there is no geometry. A hole outside the exterior takes nothing away.</param>
public sealed record ZonePolygon(string Id, IReadOnlyList<ZoneRing> Rings);

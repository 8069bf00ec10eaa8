using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Polygons that hectares are asked for.</summary>
/// <param name="Path">As written in the question.</param>
/// <param name="FullPath">The same, absolute.</param>
/// <param name="IdField">The attribute that names a zone; null for its number.</param>
/// <param name="Coverage">How a pixel belongs to a polygon.</param>
/// <param name="AreParcels">Declared to be farm parcels: they then serve as land.</param>
public sealed record ZoneSource(string Path, string FullPath, string? IdField, ZoneCoverageKind Coverage, bool AreParcels);

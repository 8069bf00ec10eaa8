using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>Polygons that hectares are asked for.</summary>
/// <param name="Path">As written in the question.</param>
/// <param name="FullPath">The same, absolute.</param>
/// <param name="IdField">The attribute that names a zone; null for its number.</param>
/// <param name="Coverage">How a pixel belongs to a polygon.</param>
/// <param name="AreParcels">Declared to be farm parcels: they then serve as land.</param>
public sealed record ZoneSource(string Path, string FullPath, string? IdField, ZoneCoverageKind Coverage, bool AreParcels)
{
    /// <summary>How messages call polygons that stand in the document itself.</summary>
    public const string InDocument = "zones.features";

    /// <summary>GeoJSON that stands in the document instead of a path; null for a file.</summary>
    public string? Features { get; init; }

    /// <summary>The polygons on a grid.</summary>
    internal ZoneLayer Read(Grid grid) => ZoneLayer.Read(Path, FullPath, IdField, grid, Features);

    /// <summary>The files they are in; none when they stand in the document.</summary>
    internal IEnumerable<Scenes.BandSource> Files => Features is null ? PolygonFile.Parts(Path, FullPath) : [];
}

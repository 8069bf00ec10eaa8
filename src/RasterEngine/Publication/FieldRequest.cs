using RasterEngine.Masks;

namespace RasterEngine.Publication;

/// <summary>Which fields of which map are wanted, and where.</summary>
/// <param name="Map">REPORT.json, or a GeoTIFF of classes.</param>
/// <param name="Out">The file: .gpkg, .geojson or .fgb.</param>
public sealed record FieldRequest(string Map, string Out)
{
    /// <summary>Class names or numbers; empty for all that the map names.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Band of the map, from 1.</summary>
    public int Band { get; init; } = 1;

    /// <summary>The smallest field, and what hangs together. Mexican fields average 0.11 to 0.15 ha, so the default keeps three pixels of 10 m.</summary>
    public MinimumMappingUnit Unit { get; init; } = new(0.03m);

    /// <summary>How far an outline may leave the pixels' edges, in pixels: 0 or more, less than 1. 0.95 turns stairs of up to three pixels a step into lines.</summary>
    public double Simplify { get; init; } = 0.95;

    /// <summary>The scan document that the report answers: with it the index inside every field is told.</summary>
    public string? Scan { get; init; }
}

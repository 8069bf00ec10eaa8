using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>What is told about fields besides their place, an entry a field; null where it was not asked for or does not apply.</summary>
/// <param name="Before">The index on the earlier date.</param>
/// <param name="After">On the later one.</param>
/// <param name="Peaks">Each pixel's largest index of a season.</param>
/// <param name="Seasons">Days and cycles of a season.</param>
internal sealed record FieldFacts(FieldIndex[]? Before, FieldIndex[]? After, FieldIndex[]? Peaks, FieldSeason[]? Seasons);

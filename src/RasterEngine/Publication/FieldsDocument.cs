namespace RasterEngine.Publication;

/// <summary>What <c>fields</c> wrote.</summary>
/// <param name="Path">The file.</param>
/// <param name="Map">What it was made from.</param>
/// <param name="ScanId">The scan that the map belongs to; null for a map alone.</param>
/// <param name="AreaKind">Hectares are mapped: counted from pixels.</param>
/// <param name="MinimumHectares">Smaller fields were left out.</param>
/// <param name="Connectivity">4 or 8.</param>
/// <param name="SimplifiedBy">How far outlines may leave the pixels' edges, in pixels.</param>
/// <param name="Fields">How many there are.</param>
/// <param name="LeftOut">How many were smaller.</param>
/// <param name="Classes">Sums of each class.</param>
public sealed record FieldsDocument(
    string Path, string Map, string? ScanId, string AreaKind, decimal MinimumHectares, int Connectivity, double SimplifiedBy, long Fields, long LeftOut, IReadOnlyList<FieldClassEntry> Classes);

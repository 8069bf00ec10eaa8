namespace RasterEngine.Fields;

/// <summary>One polygon of a field: its outer ring and its holes, as corners of pixels. Rings are closed without repeating their first corner; the outer one runs anticlockwise on a map, holes clockwise.</summary>
internal sealed record FieldPolygon(IReadOnlyList<LatticePoint> Outer, IReadOnlyList<IReadOnlyList<LatticePoint>> Holes);

namespace RasterEngine.Tiling;

/// <summary>
/// One ring of a zone in pixel coordinates of the scanned grid: column 0, row 0 is the upper-left corner of its first pixel, whose centre is at
/// (0.5, 0.5). Both arrays are equally long; the first point may be repeated as the last.
/// </summary>
public sealed record ZoneRing(double[] Columns, double[] Rows);

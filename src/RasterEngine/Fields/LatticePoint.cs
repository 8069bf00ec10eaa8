namespace RasterEngine.Fields;

/// <summary>A corner of pixels: column and row of the pixel whose upper left corner it is.</summary>
internal readonly record struct LatticePoint(int X, int Y);

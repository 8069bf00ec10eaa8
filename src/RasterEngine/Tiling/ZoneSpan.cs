namespace RasterEngine.Tiling;

/// <summary>
/// Pixels of one row of a window that one polygon covers alike: by <c>AreaTwice</c> each, <see cref="SubPixel.WholeTwice"/> when wholly. For a pixel
/// covered in part, where its edges lie among the window's pieces, and the height of the pixel's left side that has the polygon to its left.
/// </summary>
internal readonly record struct ZoneSpan(int Row, int Column, int Length, int Polygon, long AreaTwice, int FirstPiece, int PieceCount, long LeftCover)
{
    public bool IsWhole => AreaTwice >= SubPixel.WholeTwice;

    public int Share => SubPixel.Share(AreaTwice);
}

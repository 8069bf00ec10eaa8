namespace RasterEngine.Tiling;

/// <summary>Pixels of one row of a window that one polygon covers alike.</summary>
/// <param name="AreaTwice">Of each pixel, <see cref="SubPixel.WholeTwice"/> when covered wholly.</param>
/// <param name="FirstPiece">Where the polygon's edges in a pixel covered in part begin among the window's pieces.</param>
/// <param name="PieceCount">How many they are.</param>
/// <param name="LeftCover">Height of the pixel's left side that has the polygon to its left.</param>
internal readonly record struct ZoneSpan(int Row, int Column, int Length, int Polygon, long AreaTwice, int FirstPiece, int PieceCount, long LeftCover)
{
    public bool IsWhole => AreaTwice >= SubPixel.WholeTwice;

    public int Share => SubPixel.Share(AreaTwice);
}

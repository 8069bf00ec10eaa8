namespace RasterEngine.Tiling;

/// <summary>
/// The part of an edge that lies in one pixel, directed as its ring goes; places are counted from the pixel's upper-left corner,
/// 0 to <see cref="SubPixel.One"/> with both ends. Boundaries between pixels belong to the piece that ends or starts on them.
/// </summary>
internal readonly record struct EdgePiece(int StartX, int StartY, int EndX, int EndY)
{
    public long Height => EndY - StartY;

    /// <summary>Twice the signed area between the piece and the pixel's right side.</summary>
    public long AreaTwice => Height * ((2L * SubPixel.One) - StartX - EndX);
}

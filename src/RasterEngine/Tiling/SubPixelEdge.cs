namespace RasterEngine.Tiling;

/// <summary>
/// An edge of a ring, turned to run downwards (to the right when level), whichever way its ring takes it. So two polygons that share an edge
/// compute the same points on it, and what one gains the other loses. Direction is 1 when the ring takes it this way, −1 when the other; rings are
/// turned so that 1 has the inside in the columns to its right.
/// </summary>
internal readonly record struct SubPixelEdge(long X0, long Y0, long X1, long Y1, int Direction)
{
    private readonly double columnsPerRow = Y1 == Y0 ? 0 : (double)(X1 - X0) / (Y1 - Y0);
    private readonly double rowsPerColumn = X1 == X0 ? 0 : (double)(Y1 - Y0) / (X1 - X0);

    /// <summary>The edge from one vertex to the next of a ring that is taken as stored or, with −1, the other way round.</summary>
    public static SubPixelEdge Of(long x0, long y0, long x1, long y1, int ringDirection) =>
        y0 < y1 || (y0 == y1 && x0 <= x1)
            ? new SubPixelEdge(x0, y0, x1, y1, ringDirection)
            : new SubPixelEdge(x1, y1, x0, y0, -ringDirection);

    // Computed from the ends, never from the last point: rounding is the same for every window. Rounding is monotonic, so points keep their order.

    /// <summary>Where the edge is at a height between its ends.</summary>
    public long XAt(long y) =>
        y == Y0 ? X0 : y == Y1 ? X1 : Math.Clamp(X0 + (long)Math.Round((y - Y0) * columnsPerRow), Math.Min(X0, X1), Math.Max(X0, X1));

    /// <summary>Its height where it meets a column's boundary, held within the part of it that is looked at.</summary>
    public long YAt(long x, long from, long to) => Math.Clamp(Y0 + (long)Math.Round((x - X0) * rowsPerColumn), from, to);
}

using System.Runtime.CompilerServices;

namespace RasterEngine.Areas;

/// <summary>Areas along one row, between the lattice rows above and below it.</summary>
/// <param name="above">Steps at the points of the lattice row above.</param>
/// <param name="below">The same below.</param>
/// <param name="down">How far down the row lies between them, 0..1.</param>
/// <param name="side">Pixels between lattice points: a power of two, so that multiplying by 1/side is dividing.</param>
internal readonly ref struct AreaRow(ReadOnlySpan<double> above, ReadOnlySpan<double> below, double down, int side)
{
    private readonly ReadOnlySpan<double> above = above, below = below;
    private readonly double perPixel = 1.0 / side;

    /// <summary>The straight piece that holds a pixel: lattice points lie at (k − ½)·side.</summary>
    /// <param name="column">The pixel that is counted 0.</param>
    /// <param name="pixel">Which, counted from there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a piece is a few dozen pixels
    public AreaPiece Piece(int column, int pixel)
    {
        int left = (int)(((column + pixel + 0.5) * perPixel) + 0.5);
        double at = At(left);
        double start = (left - 0.5) * side;
        return new AreaPiece(at, (At(left + 1) - at) * perPixel, column + 0.5 - start, (int)Math.Ceiling(start + side - 0.5) - column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(int point) => above[point] + ((below[point] - above[point]) * down);
}

namespace RasterEngine.Fields;

/// <summary>
/// A piece of border between two corners where more than two parts meet, or a whole ring: it belongs to the part on its left and to the one on its
/// right, which share it, and so stay neighbours when it is simplified.
/// </summary>
/// <param name="points">Its corners in order; the first and last are equal in a ring.</param>
/// <param name="left">Part on its left; −1 for none.</param>
/// <param name="right">Part on its right; −1 for none.</param>
/// <param name="first">Which way it sets out.</param>
/// <param name="last">Which way it arrives.</param>
internal sealed class Arc(LatticePoint[] points, int left, int right, Direction first, Direction last)
{
    /// <summary>Every corner.</summary>
    public LatticePoint[] Points { get; } = points;

    /// <summary>Indices of the corners that are drawn: at least the first and last.</summary>
    public List<int> Drawn { get; } = [.. Enumerable.Range(0, points.Length)];

    public int Left { get; } = left;

    public int Right { get; } = right;

    public Direction First { get; } = first;

    public Direction Last { get; } = last;

    public bool IsRing => Points[0] == Points[^1];
}

namespace RasterEngine.Masks;

/// <summary>
/// The later date moved by one pixel: what a mis-registration of that size would do to gains and losses.
/// A pixel p is then compared with the later date at p − (Columns, Rows).
/// </summary>
public sealed record Move(int Columns, int Rows)
{
    /// <summary>Right, left, down, up.</summary>
    public static IReadOnlyList<Move> All { get; } = [new(1, 0), new(-1, 0), new(0, 1), new(0, -1)];
}

namespace RasterEngine.Masks;

/// <summary>
/// Where neighbouring tiles meet. The first to come leaves its edge, the second takes it and compares across the seam,
/// so moved dates are compared at every pixel and no block is decoded twice. Shared by all workers.
/// </summary>
internal sealed class TileSeams<TStored>
{
    private readonly Dictionary<(bool BetweenRows, int Tile), TileEdge<TStored>> waiting = [];
    private readonly Lock gate = new();

    /// <summary>The edge that the neighbour left here, or null after leaving this one for it.</summary>
    /// <param name="betweenRows">True for a seam below, false for one to the right of the tile named next.</param>
    /// <param name="tile">Index of the upper or left tile.</param>
    /// <param name="edge">This tile's side of the seam.</param>
    public TileEdge<TStored>? Meet(bool betweenRows, int tile, TileEdge<TStored> edge)
    {
        lock (gate)
        {
            if (waiting.Remove((betweenRows, tile), out TileEdge<TStored>? other))
            {
                return other;
            }

            waiting.Add((betweenRows, tile), edge);
            return null;
        }
    }
}

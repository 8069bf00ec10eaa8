namespace RasterEngine.Masks;

/// <summary>
/// Where neighbouring tiles meet. The first to come leaves its edge, the second takes it and compares across the seam,
/// so moved dates are compared at every pixel and no block is decoded twice. Shared by all workers.
/// </summary>
/// <param name="longestEdge">Pixels of the longest edge.</param>
internal sealed class TileSeams<TStored>(int longestEdge)
    where TStored : unmanaged
{
    private readonly Dictionary<(bool BetweenRows, int Tile), TileEdge<TStored>> waiting = [];
    private readonly Stack<TileEdge<TStored>> unused = [];
    private readonly Lock gate = new();

    /// <summary>An edge to fill: a used one where there is one.</summary>
    public TileEdge<TStored> Take()
    {
        lock (gate)
        {
            return unused.TryPop(out TileEdge<TStored>? edge) ? edge : new(longestEdge);
        }
    }

    /// <summary>Gives back an edge that nobody waits for.</summary>
    public void GiveBack(TileEdge<TStored> edge)
    {
        lock (gate)
        {
            unused.Push(edge);
        }
    }

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

    /// <summary>Writes the edges whose neighbours have not come.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(waiting.Count);
        foreach (((bool betweenRows, int tile), TileEdge<TStored> edge) in waiting.OrderBy(w => w.Key))
        {
            writer.Write(betweenRows);
            writer.Write(tile);
            edge.Write(writer);
        }
    }
}

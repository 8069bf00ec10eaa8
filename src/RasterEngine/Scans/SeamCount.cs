using System.Numerics;
using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Scans;

/// <summary>Counts what moved dates cross where tiles meet: each seam once, when its second edge comes.</summary>
/// <param name="seams">Shared by all workers.</param>
/// <param name="comparison">This worker's.</param>
/// <param name="moved">Where it is added, in the order of <see cref="Move.All"/>.</param>
internal sealed class SeamCount<TStored>(TileSeams<TStored> seams, SeamComparison<TStored> comparison, CrossingTally[] moved)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    /// <summary>An edge to fill.</summary>
    public TileEdge<TStored> Take() => seams.Take();

    /// <summary>Takes one edge of a seam.</summary>
    /// <param name="betweenRows">True for a seam below, false for one to the right of the tile named next.</param>
    /// <param name="tile">Index of the upper or left tile.</param>
    /// <param name="edge">One side of the seam.</param>
    /// <param name="isFirst">It is the upper or left tile's.</param>
    public void Add(bool betweenRows, int tile, TileEdge<TStored> edge, bool isFirst)
    {
        if (seams.Meet(betweenRows, tile, edge) is not { } other)
        {
            return;
        }

        // The upper (left) edge's pixels meet a later date moved up (left), the lower (right) edge's one moved down (right).
        (TileEdge<TStored> first, TileEdge<TStored> second) = isFirst ? (edge, other) : (other, edge);
        MovedBy(betweenRows ? new Move(0, 1) : new Move(1, 0)).Add(comparison.Cross(second, first), second.Areas);
        MovedBy(betweenRows ? new Move(0, -1) : new Move(-1, 0)).Add(comparison.Cross(first, second), first.Areas);
        seams.GiveBack(first);
        seams.GiveBack(second);

        CrossingTally MovedBy(Move move) => moved[Move.All.Index().First(m => m.Item == move).Index];
    }
}

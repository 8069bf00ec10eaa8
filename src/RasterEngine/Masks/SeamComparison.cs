using System.Numerics;
using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>Compares an edge's earlier date with its neighbour's later one. Owns its buffers; one a thread.</summary>
internal sealed class SeamComparison<TStored>(PairKernel<TStored> kernel, int longestEdge)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly DateStates before = new(longestEdge), after = new(longestEdge);
    private readonly byte[] crossings = new byte[longestEdge];

    /// <summary>A crossing a pixel of <paramref name="own"/>.</summary>
    public ReadOnlySpan<byte> Cross(TileEdge<TStored> own, TileEdge<TStored> neighbour)
    {
        Span<byte> found = crossings.AsSpan(0, own.Length);
        kernel.PrepareBefore(own.Before, before);
        kernel.PrepareAfter(neighbour.After, after);
        kernel.Cross(own.Before, before, 0, neighbour.After, after, 0, found);
        return found;
    }
}

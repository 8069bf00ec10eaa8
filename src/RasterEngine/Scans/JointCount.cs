using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>One worker's joint histogram: rows that were just compared, their states still prepared.</summary>
/// <param name="form">What is compared.</param>
/// <param name="tiles">The tiles of the scan.</param>
/// <param name="comparison">This worker's.</param>
/// <param name="region">This worker's; null when the whole grid is asked about.</param>
internal sealed class JointCount<TStored>(PairForm form, TilePlan tiles, TileComparison<TStored> comparison, RegionReader? region)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly PairBins<TStored> bins = new(form);
    private readonly short[] rowPairs = new short[tiles.WidestTile];

    public JointSums Sums { get; } = new();

    /// <summary>Adds a row of the whole grid.</summary>
    public void Add(int row, long floor, ReadOnlySpan<ushort> above) => Sums.Whole.Add(Pairs(row, above.Length), floor, above);

    /// <summary>Adds a row, or what of it is asked about.</summary>
    public void Add(int row, ReadOnlySpan<long> areas)
    {
        if (region is null)
        {
            Sums.Whole.Add(Pairs(row, areas.Length), areas);
        }
        else
        {
            region.Tally(row, Pairs(row, areas.Length), areas, Sums.Region);
        }
    }

    private ReadOnlySpan<short> Pairs(int row, int width)
    {
        Span<short> pairs = rowPairs.AsSpan(0, width);
        comparison.BinRow(bins, row, pairs);
        return pairs;
    }
}

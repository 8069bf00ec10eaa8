using System.Numerics;
using System.Runtime.InteropServices;

namespace RasterEngine.Areas;

/// <summary>Counts and share-weighted areas per cell, kept only for cells that occur: a scan may have a million zones.</summary>
public sealed class ShareTally
{
    private readonly Dictionary<int, (long Pixels, Int128 Parts)> sums = [];

    /// <summary>Cell, pixels touched, and area steps × parts of <see cref="Area.ShareParts"/>.</summary>
    public IEnumerable<(int Cell, long Pixels, Int128 Parts)> Sums => sums.Select(s => (s.Key, s.Value.Pixels, s.Value.Parts));

    /// <summary>Adds a run of pixels of one share.</summary>
    /// <typeparam name="TCell">byte for cells; short for pairs of <see cref="Kernels.JointBins"/>, which are added up alike.</typeparam>
    /// <param name="cells">A cell a pixel.</param>
    /// <param name="areas">Area of each, whole steps.</param>
    /// <param name="share">Covered share of each, 1..<see cref="Area.ShareParts"/>.</param>
    public void Add<TCell>(ReadOnlySpan<TCell> cells, ReadOnlySpan<long> areas, int share)
        where TCell : unmanaged, IBinaryInteger<TCell>
    {
        for (int start = 0; start < cells.Length;)
        {
            // Neighbours are mostly alike: one entry is looked up for all of them.
            int end = start;
            Int128 parts = 0;
            for (; end < cells.Length && cells[end] == cells[start]; end++)
            {
                parts += areas[end];
            }

            Add(int.CreateTruncating(cells[start]), end - start, parts * share);
            start = end;
        }
    }

    public void Add(ShareTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((int cell, long pixels, Int128 parts) in other.Sums)
        {
            Add(cell, pixels, parts);
        }
    }

    /// <summary>Adds the sums of one cell, as <see cref="Sums"/> has them.</summary>
    public void Add(int cell, long pixels, Int128 parts)
    {
        ref (long Pixels, Int128 Parts) sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, cell, out _);
        sum = (sum.Pixels + pixels, sum.Parts + parts);
    }
}

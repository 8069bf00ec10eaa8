using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>Whole counts and whole areas per pair of <see cref="JointBins"/>: sums that no order can change. Areas as in <see cref="CellTally"/>.</summary>
public sealed class JointTally
{
    // As in CellTally: a count above the 44 bits of a sum of 16-bit numbers. The last entry takes what was not observed.
    private const int CountShift = 44;
    private const int LargestRun = 1 << 19;

    // Neighbours, mostly alike, go to two tables in turn.
    private const int TableLength = JointBins.NotObserved + 1;

    private readonly long[] pixels = new long[TableLength];
    private readonly long[] areaSums = new long[TableLength];
    private readonly long[] packed = new long[2 * TableLength];
    private long packedFloor;
    private int packedPixels;

    /// <summary>Pairs that occur, ascending, with pixels and areas.</summary>
    public IEnumerable<(int Pair, long Pixels, long Area)> Sums
    {
        get
        {
            Unpack();
            return Enumerable.Range(0, JointBins.NotObserved).Where(pair => pixels[pair] > 0).Select(pair => (pair, pixels[pair], areaSums[pair]));
        }
    }

    /// <summary>Adds pixels with the area of each.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add(ReadOnlySpan<short> pairs, ReadOnlySpan<long> areas)
    {
        CheckLength(pairs.Length, areas.Length);
        for (int i = 0; i < pairs.Length; i++)
        {
            pixels[pairs[i]]++;
            areaSums[pairs[i]] += areas[i];
        }
    }

    /// <summary>Adds pixels whose areas lie a little above a common floor; fastest when the floor stays.</summary>
    /// <param name="pairs">A pair a pixel.</param>
    /// <param name="floor">An area, whole units.</param>
    /// <param name="above">What each pixel's area is more.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<short> pairs, long floor, ReadOnlySpan<ushort> above)
    {
        CheckLength(pairs.Length, above.Length);
        for (int start = 0; start < pairs.Length; start += LargestRun)
        {
            int end = Math.Min(start + LargestRun, pairs.Length);
            if (floor != packedFloor || packedPixels + end - start > LargestRun)
            {
                Unpack();
                packedFloor = floor;
            }

            packedPixels += end - start;
            for (int i = start; i < end; i++)
            {
                packed[pairs[i] + ((i & 1) * TableLength)] += (1L << CountShift) + above[i];
            }
        }
    }

    public void Add(JointTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((int pair, long otherPixels, long area) in other.Sums)
        {
            pixels[pair] += otherPixels;
            areaSums[pair] += area;
        }
    }

    /// <summary>Adds the sums of one pair.</summary>
    public void AddSums(int pair, long pairPixels, long area)
    {
        pixels[pair] += pairPixels;
        areaSums[pair] += area;
    }

    private static void CheckLength(int pairs, int areas)
    {
        if (areas != pairs)
        {
            throw new ArgumentException($"{pairs} pixels with {areas} areas; expected equal lengths");
        }
    }

    private void Unpack()
    {
        if (packedPixels == 0)
        {
            return;
        }

        for (int i = 0; i < packed.Length; i++)
        {
            long count = packed[i] >> CountShift;
            pixels[i % TableLength] += count;
            areaSums[i % TableLength] += (packed[i] & ((1L << CountShift) - 1)) + (count * packedFloor);
        }

        Array.Clear(packed);
        packedPixels = 0;
    }
}

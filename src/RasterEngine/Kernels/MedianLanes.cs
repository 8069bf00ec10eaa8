using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// The acquisition whose index is the median of each pixel's clear ones, the lower middle of an even number, a pixel a lane: indices are sorted by a network
/// that takes the same steps for every pixel. Of equal indices the one is taken that a stable sort would leave at that place.
/// </summary>
/// <typeparam name="T">byte, ushort or short, exactly; float or double by quotients in double.</typeparam>
internal sealed class MedianLanes<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private const int MostLanes = 8;

    private readonly SeasonDate[] dates;
    private readonly (int First, int Second)[] network;
    private readonly SeasonBlocks<T> blocks;
    private readonly double[] indices, sorted;

    private MedianLanes(SeasonDate[] dates)
    {
        this.dates = dates;
        blocks = new SeasonBlocks<T>(dates);
        network = SortingNetwork.Of(dates.Length);
        (indices, sorted) = (new double[dates.Length * MostLanes], new double[dates.Length * MostLanes]);
    }

    /// <summary>A chooser; null where quotients in double do not keep the order of the indices, or this machine has no vectors.</summary>
    /// <param name="dates">What each acquisition's stored numbers mean.</param>
    public static MedianLanes<T>? Of(IReadOnlyList<DateForm> dates)
    {
        ArgumentNullException.ThrowIfNull(dates);
        try
        {
            var form = new SeasonForm(dates, [.. Enumerable.Range(1, dates.Count)], new SeasonRule(1m, 0m, 0m));
            return DoubleLanes256.IsSupported ? new(SeasonDate.All<T>(form)) : null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Chooses for every pixel; false when the window is too small for a vector, and nothing was chosen.</summary>
    public bool Choose(SeasonPlanes<T> planes, Chosen chosen)
    {
        ArgumentNullException.ThrowIfNull(planes);
        ArgumentNullException.ThrowIfNull(chosen);
        if (planes.Length < DoubleLanes256.Count)
        {
            return false;
        }

        chosen.Resize(planes.Length);
        if (DoubleLanes512.IsSupported && planes.Length >= DoubleLanes512.Count)
        {
            Choose<DoubleLanes512>(planes, chosen);
        }
        else
        {
            Choose<DoubleLanes256>(planes, chosen);
        }

        return true;
    }

    private void Choose<TLanes>(SeasonPlanes<T> planes, Chosen chosen)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        Span<double> at = stackalloc double[MostLanes], counts = stackalloc double[MostLanes];
        int run = Math.Min(SeasonBlocks<T>.Chunk, planes.Length);
        for (int start = 0; start < planes.Length; start += run)
        {
            int first = Math.Min(start, planes.Length - run);
            blocks.Observe<TLanes>(planes, first, run);
            for (int block = 0; block * TLanes.Count < run; block++)
            {
                int i = first + Math.Min(block * TLanes.Count, run - TLanes.Count);
                Take<TLanes>(block * dates.Length * TLanes.Count);
                Sort<TLanes>();
                Find<TLanes>(ref at[0], ref counts[0]);
                for (int lane = 0; lane < TLanes.Count; lane++)
                {
                    (chosen.Dates[i + lane], chosen.Counts[i + lane]) = ((ushort)at[lane], (ushort)counts[lane]);
                }
            }
        }
    }

    // What was not observed sorts to the end.
    private void Take<TLanes>(int from)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref double observed = ref blocks.Indices[from];
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes index = TLanes.Load(in observed, (nuint)(k * TLanes.Count));
            index = TLanes.Select(TLanes.Equal(index, index), index, TLanes.All(double.PositiveInfinity));
            TLanes.Store(index, ref indices[k * TLanes.Count], 0);
            TLanes.Store(index, ref sorted[k * TLanes.Count], 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort<TLanes>()
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref double numbers = ref sorted[0];
        foreach ((int first, int second) in network)
        {
            nuint a = (nuint)(first * TLanes.Count), b = (nuint)(second * TLanes.Count);
            TLanes x = TLanes.Load(in numbers, a), y = TLanes.Load(in numbers, b);
            TLanes.Store(TLanes.Smaller(x, y), ref numbers, a);
            TLanes.Store(TLanes.Larger(x, y), ref numbers, b);
        }
    }

    // The number at the middle place, then the acquisition that has it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find<TLanes>(ref double at, ref double counts)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        TLanes zero = TLanes.All(0), one = TLanes.All(1), none = TLanes.All(double.PositiveInfinity), count = zero;
        for (int k = 0; k < dates.Length; k++)
        {
            count += TLanes.Less(TLanes.Load(in indices[k * TLanes.Count], 0), none) & one;
        }

        // The place is (count − 1) ÷ 2, rounded down: 2·place is count − 1 or count − 2.
        TLanes median = none;
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes twice = TLanes.All(2 * k);
            TLanes isMiddle = TLanes.Equal(twice, count - one) | TLanes.Equal(twice, count - TLanes.All(2));
            median = TLanes.Select(isMiddle, TLanes.Load(in sorted[k * TLanes.Count], 0), median);
        }

        TLanes smaller = zero;
        for (int k = 0; k < dates.Length; k++)
        {
            smaller += TLanes.Less(TLanes.Load(in indices[k * TLanes.Count], 0), median) & one;
        }

        // Among equals, in order, the one that lies at the middle place.
        TLanes so = smaller, found = zero;
        for (int k = 0; k < dates.Length; k++)
        {
            TLanes equal = TLanes.Equal(TLanes.Load(in indices[k * TLanes.Count], 0), median), twice = so + so;
            TLanes isMiddle = equal & (TLanes.Equal(twice, count - one) | TLanes.Equal(twice, count - TLanes.All(2)));
            found = TLanes.Select(isMiddle, TLanes.All(k), found);
            so += equal & one;
        }

        TLanes.Store(TLanes.Select(TLanes.Equal(count, zero), zero, found), ref at, 0);
        TLanes.Store(count, ref counts, 0);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// Which pair of <see cref="JointBins"/> the indices of both dates fall into, exactly: the 16-bit number of a prepared date tells the bin unless an
/// edge lies within its error (one pixel in 160, a date); those are binned by the exact formula. Immutable.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (exact integers); float or double (as <see cref="PairKernel{TStored}"/> compares them).</typeparam>
public sealed class PairBins<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    // More than any pair; so is a sum that it is part of.
    private const int Open = short.MaxValue;

    // What every 16-bit number, from −Extreme on, adds to a pair: as the earlier date's and as the later one's.
    private readonly short[] partOfBefore = new short[(2 * WordIndex.Extreme) + 1], partOfAfter = new short[(2 * WordIndex.Extreme) + 1];
    private readonly IndexBins<TStored> before, after;

    /// <param name="form">That of the kernel which prepares the dates.</param>
    public PairBins(PairForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        (before, after) = (IndexBins<TStored>.Of(form.Before), IndexBins<TStored>.Of(form.After));
        double unit = new WordIndex(form).Unit;
        int bin = 0;
        for (int number = -WordIndex.Extreme; number <= WordIndex.Extreme; number++)
        {
            while (bin < JointBins.Count - 1 && (double)JointBins.LowerEdge(bin + 1) * unit <= number - WordIndex.Error)
            {
                bin++;
            }

            bool nextIsApart = bin == JointBins.Count - 1 || (double)JointBins.LowerEdge(bin + 1) * unit >= number + WordIndex.Error;
            partOfBefore[number + WordIndex.Extreme] = (short)(nextIsApart ? bin * JointBins.Count : Open);
            partOfAfter[number + WordIndex.Extreme] = (short)(nextIsApart ? bin : Open);
        }
    }

    /// <summary>Writes before · <see cref="JointBins.Count"/> + after of every pixel, or <see cref="JointBins.NotObserved"/>.</summary>
    /// <param name="beforePixels">The earlier date.</param>
    /// <param name="beforeStates">What was prepared of it.</param>
    /// <param name="afterPixels">The later date, as many pixels.</param>
    /// <param name="afterStates">What was prepared of it.</param>
    /// <param name="pairs">Receives a number a pixel.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Write(DatePixels<TStored> beforePixels, DateStates beforeStates, DatePixels<TStored> afterPixels, DateStates afterStates, Span<short> pairs)
    {
        ArgumentNullException.ThrowIfNull(beforeStates);
        ArgumentNullException.ThrowIfNull(afterStates);
        if (beforePixels.Length != pairs.Length || afterPixels.Length != pairs.Length)
        {
            throw new ArgumentException($"{beforePixels.Length} pixels before and {afterPixels.Length} after do not fit {pairs.Length} pairs");
        }

        bool trusted = !beforeStates.HasExtremes && !afterStates.HasExtremes;
        Sum(beforeStates, afterStates, trusted ? 0 : Open, pairs);
        for (int i = Next(pairs, 0); i < pairs.Length; i = Next(pairs, i + 1))
        {
            pairs[i] = Exact(beforePixels, afterPixels, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(DateStates beforeStates, DateStates afterStates, int doubt, Span<short> pairs)
    {
        ReadOnlySpan<byte> states1 = beforeStates.States.AsSpan(0, pairs.Length), states2 = afterStates.States.AsSpan(0, pairs.Length);
        ReadOnlySpan<short> numbers1 = beforeStates.Indices.AsSpan(0, pairs.Length), numbers2 = afterStates.Indices.AsSpan(0, pairs.Length);
        ReadOnlySpan<short> first = partOfBefore, second = partOfAfter;
        for (int i = 0; i < pairs.Length; i++)
        {
            int sum = Math.Max(first[numbers1[i] + WordIndex.Extreme] + second[numbers2[i] + WordIndex.Extreme], doubt);
            pairs[i] = (short)((states1[i] | states2[i]) >= Cell.NoData ? JointBins.NotObserved : Math.Min(sum, Open));
        }
    }

    // The next pixel whose numbers do not tell.
    private static int Next(ReadOnlySpan<short> pairs, int from)
    {
        int found = pairs[from..].IndexOf((short)Open);
        return found < 0 ? pairs.Length : from + found;
    }

    private short Exact(DatePixels<TStored> beforePixels, DatePixels<TStored> afterPixels, int pixel) =>
        (short)((Exact(before, beforePixels, pixel) * JointBins.Count) + Exact(after, afterPixels, pixel));

    private static int Exact(IndexBins<TStored> exact, DatePixels<TStored> pixels, int pixel)
    {
        Span<short> fine = stackalloc short[1];
        exact.Write(pixels.Slice(pixel, 1), fine);
        return JointBins.Holding(fine[0]);
    }
}

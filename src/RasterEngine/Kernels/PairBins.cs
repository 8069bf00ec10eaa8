using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Which pair of <see cref="JointBins"/> the indices of both dates fall into, exactly: the 16-bit number of a prepared date tells the bin unless an
/// edge lies within its error (one pixel in 160, a date); those are binned by the exact formula. Immutable.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (exact integers); float or double (as <see cref="PairKernel{TStored}"/> compares them).</typeparam>
public sealed class PairBins<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private const byte Open = 255;

    // The bin of every 16-bit number, from −Extreme on.
    private readonly byte[] binOfNumber = new byte[(2 * WordIndex.Extreme) + 1];
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
            binOfNumber[number + WordIndex.Extreme] = nextIsApart ? (byte)bin : Open;
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
        ReadOnlySpan<byte> states1 = beforeStates.States.AsSpan(0, pairs.Length), states2 = afterStates.States.AsSpan(0, pairs.Length);
        ReadOnlySpan<short> numbers1 = beforeStates.Indices.AsSpan(0, pairs.Length), numbers2 = afterStates.Indices.AsSpan(0, pairs.Length);
        for (int i = 0; i < pairs.Length; i++)
        {
            byte bin1 = binOfNumber[numbers1[i] + WordIndex.Extreme], bin2 = binOfNumber[numbers2[i] + WordIndex.Extreme];
            pairs[i] = (states1[i] | states2[i]) >= Cell.NoData ? (short)JointBins.NotObserved
                : trusted && bin1 != Open && bin2 != Open ? (short)((bin1 * JointBins.Count) + bin2)
                : Exact(beforePixels, afterPixels, i);
        }
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

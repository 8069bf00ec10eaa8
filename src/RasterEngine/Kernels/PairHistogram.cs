using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Counts the index of both dates over the pixels observed on both: what a threshold that is to hold for both dates is derived from.
/// Each such pixel is counted twice, once a date. One thread at a time.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (binned exactly); float or double (as <see cref="PairKernel{TStored}"/> compares them).</typeparam>
public sealed class PairHistogram<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private const int Chunk = 512;

    private readonly IndexBins<TStored> before, after;
    private readonly short[] foundBefore = new short[Chunk], foundAfter = new short[Chunk];

    public PairHistogram(DateForm before, DateForm after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        this.before = IndexBins<TStored>.Of(before);
        this.after = IndexBins<TStored>.Of(after);
    }

    /// <summary>The two dates of a comparison; its thresholds play no part.</summary>
    public PairHistogram(PairForm form)
        : this((form ?? throw new ArgumentNullException(nameof(form))).Before, form.After)
    {
    }

    /// <summary>What was counted so far.</summary>
    public IndexHistogram Histogram { get; } = new();

    /// <summary>Adds both dates of every pixel observed on both.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void AddPair(DatePixels<TStored> beforePixels, DatePixels<TStored> afterPixels)
    {
        if (beforePixels.Length != afterPixels.Length)
        {
            throw new ArgumentException($"{beforePixels.Length} pixels before and {afterPixels.Length} after; expected as many");
        }

        for (int start = 0; start < beforePixels.Length; start += Chunk)
        {
            int length = Math.Min(Chunk, beforePixels.Length - start);
            Span<short> first = foundBefore.AsSpan(0, length), second = foundAfter.AsSpan(0, length);
            before.Write(beforePixels.Slice(start, length), first);
            after.Write(afterPixels.Slice(start, length), second);
            for (int i = 0; i < length; i++)
            {
                if (first[i] >= 0 && second[i] >= 0)
                {
                    Histogram.Count(first[i]);
                    Histogram.Count(second[i]);
                }
            }
        }
    }
}

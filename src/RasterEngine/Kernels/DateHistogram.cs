using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Counts the index of one date's observed pixels. Left out is what a comparison calls no data, saturated or without an index, and what an
/// outside mask excludes. One thread at a time.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (binned exactly); float or double (as <see cref="PairKernel{TStored}"/> compares them).</typeparam>
public sealed class DateHistogram<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private const int Chunk = 512;

    private readonly IndexBins<TStored> bins;
    private readonly short[] found = new short[Chunk];

    public DateHistogram(DateForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        bins = IndexBins<TStored>.Of(form);
    }

    /// <summary>What was counted so far.</summary>
    public IndexHistogram Histogram { get; } = new();

    /// <summary>Adds every observed pixel.</summary>
    public void Add(DatePixels<TStored> pixels) => Add(pixels, []);

    /// <summary>Adds the observed pixels among those selected.</summary>
    /// <param name="pixels">One date.</param>
    /// <param name="selected">Per pixel: 0 leaves it out. Empty selects all.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add(DatePixels<TStored> pixels, ReadOnlySpan<byte> selected)
    {
        if (!selected.IsEmpty && selected.Length != pixels.Length)
        {
            throw new ArgumentException($"{selected.Length} selections do not fit {pixels.Length} pixels");
        }

        for (int start = 0; start < pixels.Length; start += Chunk)
        {
            Span<short> chunk = found.AsSpan(0, Math.Min(Chunk, pixels.Length - start));
            bins.Write(pixels.Slice(start, chunk.Length), chunk);
            for (int i = 0; i < chunk.Length; i++)
            {
                if (chunk[i] >= 0 && (selected.IsEmpty || selected[start + i] != 0))
                {
                    Histogram.Count(chunk[i]);
                }
            }
        }
    }
}

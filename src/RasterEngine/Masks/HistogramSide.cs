using System.Numerics;

namespace RasterEngine.Masks;

/// <summary>The pixels on one side of a threshold, as exact sums over bins; places are counted in bins from the centre of bin 0.</summary>
/// <param name="Pixels">How many.</param>
/// <param name="Sum">Σ bin.</param>
/// <param name="Squares">Σ bin².</param>
/// <param name="OccupiedBins">Bins that hold any.</param>
internal readonly record struct HistogramSide(BigInteger Pixels, BigInteger Sum, BigInteger Squares, int OccupiedBins)
{
    /// <summary>In bins.</summary>
    public double Mean => (double)Sum / (double)Pixels;

    /// <summary>In bins²; 0 exactly when one bin holds all.</summary>
    public double Variance => (double)((Squares * Pixels) - (Sum * Sum)) / ((double)Pixels * (double)Pixels);

    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static HistogramSide Of(ReadOnlySpan<long> counts)
    {
        HistogramSide side = default;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] < 0)
            {
                throw new ArgumentException($"bin {bin} holds {counts[bin]} pixels; expected 0 or more");
            }

            side = side.With(bin, counts[bin]);
        }

        return side;
    }

    public HistogramSide With(int bin, long count)
    {
        BigInteger moment = (BigInteger)count * bin;
        return new(Pixels + count, Sum + moment, Squares + (moment * bin), OccupiedBins + (count > 0 ? 1 : 0));
    }

    /// <summary>What is left of all when <paramref name="part"/> is taken away.</summary>
    public static HistogramSide operator -(HistogramSide all, HistogramSide part) =>
        new(all.Pixels - part.Pixels, all.Sum - part.Sum, all.Squares - part.Squares, all.OccupiedBins - part.OccupiedBins);
}

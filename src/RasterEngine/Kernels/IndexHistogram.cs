namespace RasterEngine.Kernels;

/// <summary>
/// How many pixels have which index: 2,500 bins of 0.001 from −1.25 to 1.25, whole counts. Bin k holds the values of
/// [−1.25 + k ÷ 1000, −1.25 + (k + 1) ÷ 1000); what lies outside is in the bin at that end. Every index of
/// <c>SpectralIndex</c> stays inside over reflectances 0..1. Sums in any order are equal, so each worker fills its own.
/// </summary>
public sealed class IndexHistogram
{
    public const int BinCount = 2500;

    /// <summary>Bins that an index step of 1 is cut into.</summary>
    public const int BinsPerUnit = 1000;

    /// <summary>The bin that begins at index 0.</summary>
    public const int ZeroBin = BinCount / 2;

    private readonly long[] counts = new long[BinCount];

    /// <summary>Pixels a bin.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Pixels counted.</summary>
    public long Pixels
    {
        get
        {
            long sum = 0;
            foreach (long count in counts)
            {
                sum += count;
            }

            return sum;
        }
    }

    /// <summary>The smallest index of a bin, exact; of <see cref="BinCount"/>: where the bins end.</summary>
    public static decimal LowerEdge(int bin)
    {
        if (bin is < 0 or > BinCount)
        {
            throw new ArgumentOutOfRangeException(nameof(bin), bin, $"expected a bin 0..{BinCount}");
        }

        return new decimal(bin - ZeroBin) / BinsPerUnit;
    }

    /// <summary>The index at a place among the bins, counted in bins from the centre of bin 0: 0.5 lies on the edge of bins 0 and 1.</summary>
    public static double Value(double place) => (place + 0.5 - ZeroBin) / BinsPerUnit;

    public void Merge(IndexHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int bin = 0; bin < BinCount; bin++)
        {
            counts[bin] += other.counts[bin];
        }
    }

    internal void Count(int bin) => counts[bin]++;
}

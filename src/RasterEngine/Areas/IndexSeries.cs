namespace RasterEngine.Areas;

/// <summary>
/// The index of some ground over a season's dates: of each date how many pixels were clear and how their index was spread, in bins of 0.005 from −1.25 to
/// 1.25. Whole counts, so that sums in any order are equal.
/// </summary>
/// <param name="dates">How many dates.</param>
public sealed class IndexSeries(int dates)
{
    private const int BinsPerUnit = 200, ZeroBin = 250, BinCount = 500;

    private readonly int[] counts = new int[dates * BinCount];
    private readonly long[] clear = new long[dates], all = new long[dates];

    public int DateCount => clear.Length;

    /// <summary>Adds pixels of one date.</summary>
    /// <param name="date">Which.</param>
    /// <param name="indices">Index values, NaN where the date saw nothing.</param>
    /// <param name="step">Every so many of them counts.</param>
    /// <param name="shares">Per pixel: 0 leaves it out.</param>
    public void Add(int date, ReadOnlySpan<double> indices, int step, ReadOnlySpan<int> shares)
    {
        for (int i = 0; i < indices.Length; i += step)
        {
            if (shares[i] == 0)
            {
                continue;
            }

            all[date]++;
            double index = indices[i];
            if (!double.IsNaN(index))
            {
                clear[date]++;
                counts[(date * BinCount) + (int)Math.Clamp(Math.Floor(index * BinsPerUnit) + ZeroBin, 0, BinCount - 1)]++;
            }
        }
    }

    public void Add(IndexSeries other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        for (int date = 0; date < clear.Length; date++)
        {
            clear[date] += other.clear[date];
            all[date] += other.all[date];
        }
    }

    /// <summary>Pixels with a clear observation on a date.</summary>
    public long Clear(int date) => clear[date];

    /// <summary>Share of the pixels that a date saw, 0..1; null where there are none.</summary>
    public decimal? ClearShare(int date) => all[date] == 0 ? null : Math.Round((decimal)clear[date] / all[date], 4);

    /// <summary>The index that a part of the clear pixels lies below, to 0.005: 0.25, 0.5 and 0.75 are the quartiles. Null without clear pixels.</summary>
    /// <remarks>Within its bin the pixels count as spread evenly.</remarks>
    public decimal? Quantile(int date, double part)
    {
        if (clear[date] == 0)
        {
            return null;
        }

        double wanted = part * clear[date], below = 0;
        int bin = 0;
        while (bin < BinCount - 1 && below + counts[(date * BinCount) + bin] < wanted)
        {
            below += counts[(date * BinCount) + bin++];
        }

        double within = counts[(date * BinCount) + bin] is var count and > 0 ? (wanted - below) / count : 0;
        return Math.Round((decimal)(bin - ZeroBin + within) / BinsPerUnit, 4);
    }
}

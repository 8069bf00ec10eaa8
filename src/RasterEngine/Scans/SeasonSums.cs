using RasterEngine.Areas;

namespace RasterEngine.Scans;

/// <summary>What a worker adds up of one season, and the sum of all workers. Not shared between threads.</summary>
internal sealed class SeasonSums(int dates)
{
    /// <summary>Cells of the season, where asked about, off land and by zone.</summary>
    public RegionTally Region { get; } = new();

    /// <summary>When crops started, peaked, ended and were lost.</summary>
    public SeasonCalendar Calendar { get; } = new();

    /// <summary>Index over dates: of everything asked about under −1, of zones under their number.</summary>
    public Dictionary<int, IndexSeries> Series { get; } = [];

    /// <summary>Of each date's two bands: sampled numbers below −0.5, above 1.5, and all of them.</summary>
    public long[,,] Reflectances { get; } = new long[dates, 2, 3];

    public IndexSeries SeriesOf(int zone)
    {
        if (!Series.TryGetValue(zone, out IndexSeries? series))
        {
            Series[zone] = series = new IndexSeries(dates);
        }

        return series;
    }

    public void Add(SeasonSums other)
    {
        Region.Add(other.Region);
        Calendar.Add(other.Calendar);
        foreach ((int zone, IndexSeries series) in other.Series)
        {
            SeriesOf(zone).Add(series);
        }

        for (int i = 0; i < dates; i++)
        {
            for (int band = 0; band < 2; band++)
            {
                for (int kind = 0; kind < 3; kind++)
                {
                    Reflectances[i, band, kind] += other.Reflectances[i, band, kind];
                }
            }
        }
    }
}

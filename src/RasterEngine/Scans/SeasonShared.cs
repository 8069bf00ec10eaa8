using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>What all workers of a season scan know, and where each puts what it added up.</summary>
internal sealed class SeasonShared
{
    /// <summary>Zones that get a chart: the first so many.</summary>
    public const int MostCharts = 40;

    private const int IdealWidth = 1000;

    private readonly Lock gate = new();
    private readonly StoredBounds?[][][] bounds;
    private long readTicks, followTicks, tallyTicks, encodeTicks;

    public SeasonShared(SeasonPlan plan, PixelAreas areas, CogWriter mask, CogWriter layers)
    {
        (Plan, Areas, Mask, Layers) = (plan, areas, mask, layers);
        Step = Math.Max(1, Math.Max(plan.Grid.Width, plan.Grid.Height) / IdealWidth);
        Preview = new SeasonPreview(plan.Grid, Step);
        Sums = [.. plan.Seasons.Select(s => new SeasonSums(s.Days.Count))];
        bounds = [.. plan.Seasons.Select(s => s.Scenes.Select(scene => (StoredBounds?[])[.. ScanPlan.IndexBands(plan.Scan.Index, scene).Select(StoredBounds.Of)]).ToArray())];
    }

    public SeasonPlan Plan { get; }

    public PixelAreas Areas { get; }

    /// <summary>Where every worker's classes and cycles go.</summary>
    public CogWriter Mask { get; }

    /// <summary>Where its counts and days go.</summary>
    public CogWriter Layers { get; }

    public SeasonPreview Preview { get; }

    /// <summary>Every so many rows and columns a pixel is sampled for charts and pictures.</summary>
    public int Step { get; }

    public byte[] ClassOfCell { get; } = SeasonClasses.Table();

    /// <summary>Sums of each season; complete once every worker has been disposed.</summary>
    public IReadOnlyList<SeasonSums> Sums { get; }

    /// <summary>Classes of two seasons against each other; complete at the same time.</summary>
    public RegionTally Change { get; } = new();

    /// <summary>Where a band's median must lie; null where nothing was stated that could be wrong.</summary>
    public StoredBounds? Plausible(int season, int date, int band) => bounds[season][date] is var bands && band < bands.Length ? bands[band] : null;

    public void HandOver(IReadOnlyList<SeasonSums> sums, RegionTally change, long read, long follow, long tallying, long encode)
    {
        lock (gate)
        {
            for (int season = 0; season < sums.Count; season++)
            {
                Sums[season].Add(sums[season]);
            }

            Change.Add(change);
            readTicks += read;
            followTicks += follow;
            tallyTicks += tallying;
            encodeTicks += encode;
        }
    }

    public void AddTimes(StageTimes times)
    {
        times.Add("read", readTicks);
        times.Add("follow", followTicks);
        times.Add("tally", tallyTicks);
        times.Add("encode", encodeTicks);
    }

    /// <exception cref="ScanException">The median of a band lies where no reflectance and no index does.</exception>
    public void CheckPlausible()
    {
        foreach ((int season, SeasonDates dates) in Plan.Seasons.Index())
        {
            for (int date = 0; date < dates.Scenes.Count; date++)
            {
                foreach ((int number, Band band) in ScanPlan.IndexBands(Plan.Scan.Index, dates.Scenes[date]).Index())
                {
                    long all = Sums[season].Reflectances[date, number, 2];
                    if (all > 0 && (2 * Sums[season].Reflectances[date, number, 0] > all || 2 * Sums[season].Reflectances[date, number, 1] > all))
                    {
                        bool isIndex = band.Role == BandRoles.Index;
                        throw new ScanException(
                            "scale-unusable",
                            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{band.Source.Path}: with scale {band.Form.Scale} and offset {band.Form.Offset} most of band {band.Source.Number} ({band.Role}) lies outside {(isIndex ? "−1.25 to 1.25 of any index" : "−0.5 to 1.5 of reflectance")}, so its scale or offset cannot be right."));
                    }
                }
            }
        }
    }
}

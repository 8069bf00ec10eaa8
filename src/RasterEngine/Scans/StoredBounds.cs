using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Stored numbers of a band that stand for −0.5 and 1.5 of reflectance (−1.25 and 1.25 of an index): its median must lie between (algorithms.md §1).</summary>
/// <param name="Lowest">The smallest plausible median.</param>
/// <param name="Highest">The largest.</param>
/// <param name="NoData">Stored value that means nothing; NaN for none.</param>
internal sealed record StoredBounds(double Lowest, double Highest, double NoData)
{
    private const double LargestObservation = 1e15;

    /// <summary>The bounds of a band; null where no scale was stated, so that none can be wrong.</summary>
    public static StoredBounds? Of(Band band)
    {
        if (!band.HasScale)
        {
            return null;
        }

        (double lowest, double highest) = band.Role == BandRoles.Index ? (-1.25, 1.25) : (-0.5, 1.5);
        double scale = (double)band.Form.Scale, offset = (double)band.Form.Offset;
        return new StoredBounds((lowest - offset) / scale, (highest - offset) / scale, band.Form.NoData ?? double.NaN);
    }

    public bool IsNumber(double stored) => Math.Abs(stored) <= LargestObservation && stored != NoData;
}

using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Masks;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>What a reader must know beside the numbers. A review code means: published, but look before you quote.</summary>
public static class Warnings
{
    /// <summary>Share of the ground seen below which a result is up for review.</summary>
    public const decimal LowCommonCoverage = 0.8m;

    // Years (algorithms.md §18).
    private const int LargestLandAge = 3;
    private const int NamedZones = 5;

    /// <summary>Codes that set <c>review</c> (algorithms.md §1).</summary>
    public static IReadOnlyList<string> ReviewCodes { get; } = ["low-common-coverage", "mixed-basis", "offset-doubtful", "threshold-not-supported"];

    public static IReadOnlyList<WarningEntry> Of(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        PairTally tally = result.Tally;
        Scan scan = result.Plan.Scan;
        var warnings = new List<WarningEntry>();
        if (!scan.IsOnCropland)
        {
            warnings.Add(new("no-land-mask", "No land mask was given: forest, meadow, garden and any other green land are in these hectares. They are vegetated land, not crop land."));
        }

        AddReviews(result, warnings);
        if (scan.Comparison == Comparison.WithinSeason)
        {
            warnings.Add(new("within-season", $"{ReportWords.DateWords(scan.Before)} and {ReportWords.DateWords(scan.After)} are different times of the growing season: sowing, growth and harvest alone green and brown land. This is not a change of area from year to year."));
        }

        if (scan.Comparison is null)
        {
            warnings.Add(new("no-dates", "The dates of the scenes were not stated, so it is not known whether they show the same time of different years."));
        }

        decimal share = ReportWords.ObservedShare(tally);
        if (share < LowCommonCoverage)
        {
            warnings.Add(new("low-common-coverage", $"Only {ReportWords.Share(share, 1m)} of the area was seen on both dates; what was not seen is not in any of these hectares."));
        }

        AddZones(result, warnings);
        AddLand(scan, warnings);
        return warnings;
    }

    private static void AddReviews(ScanResult result, List<WarningEntry> warnings)
    {
        if (ComparableNumbers.Difference(result.Plan.Before, result.Plan.After) is { } difference)
        {
            warnings.Add(new("mixed-basis", $"The two dates are not the same quantity: {difference}. They were compared because the question allows it."));
        }

        if (result.OffsetDoubt is { } doubt)
        {
            warnings.Add(new("offset-doubtful", doubt));
        }

        if (result.Threshold is { Supported: false } t)
        {
            warnings.Add(new("threshold-not-supported", string.Create(CultureInfo.InvariantCulture, $"The data do not part into two kinds of ground at {t.VegetatedAt}: Ashman's D is {t.AshmanD:0.00}, under {DerivedThreshold.SmallestAshmanD}.")));
        }
    }

    private static void AddZones(ScanResult result, List<WarningEntry> warnings)
    {
        string[] outside = [.. result.Zones.Where(z => z.Ground is null).Select(z => z.Id)];
        string[] unseen = [.. result.Zones.Where(z => z.Ground is not null && z.Tally is not { Observed.Pixels: > 0 }).Select(z => z.Id)];
        if (outside.Length > 0)
        {
            warnings.Add(new("zone-outside", $"{Names(outside, "holds", "hold")} no pixel of the scanned grid: nothing is known of {(outside.Length == 1 ? "it" : "them")}, which is not 0 ha."));
        }

        if (unseen.Length > 0)
        {
            warnings.Add(new("zone-not-seen", $"{Names(unseen, "was", "were")} not seen on both dates anywhere{(result.Plan.Scan.Land is null ? "" : " on land")}: nothing is known of {(unseen.Length == 1 ? "it" : "them")}, which is not 0 ha."));
        }
    }

    private static void AddLand(Scan scan, List<WarningEntry> warnings)
    {
        if (scan.Land is { Year: { } year } && (scan.After.Date ?? scan.Before.Date) is { } date && Math.Abs(date.Year - year) > LargestLandAge)
        {
            warnings.Add(new("land-year", $"The land mask shows {year}, the scenes {date.Year}: land may have changed its use since."));
        }
    }

    private static string Names(string[] ids, string one, string many) => ids.Length == 1
        ? $"Zone {ids[0]} {one}"
        : $"{ids.Length} zones ({string.Join(", ", ids.Take(NamedZones))}{(ids.Length > NamedZones ? ", …" : "")}) {many}";
}

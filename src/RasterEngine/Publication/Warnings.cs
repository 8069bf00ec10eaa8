using RasterEngine.Areas;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>What a reader must know beside the numbers. A review code means: published, but look before you quote.</summary>
public static class Warnings
{
    /// <summary>Share of the ground seen below which a result is up for review.</summary>
    public const decimal LowCommonCoverage = 0.8m;

    /// <summary>Codes that set <c>review</c> (algorithms.md §1).</summary>
    public static IReadOnlyList<string> ReviewCodes { get; } = ["low-common-coverage"];

    public static IReadOnlyList<WarningEntry> Of(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        PairTally tally = result.Tally;
        Scan scan = result.Plan.Scan;
        var warnings = new List<WarningEntry>
        {
            new("no-land-mask", "No land mask was given: forest, meadow, garden and any other green land are in these hectares. They are vegetated land, not crop land."),
        };
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

        return warnings;
    }
}

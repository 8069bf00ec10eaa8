using System.Globalization;
using RasterEngine.Areas;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>What a reader must know beside a season's numbers. A review code means: published, but look before you quote.</summary>
public static class SeasonWarnings
{
    /// <summary>Undetermined share of the ground seen beyond which a result is up for review (algorithms.md §1).</summary>
    public const decimal LargestUndetermined = 0.2m;

    // Years (algorithms.md §18).
    private const int LargestLandAge = 3;
    private const int NamedDates = 5;

    /// <summary>Codes that set <c>review</c>.</summary>
    public static IReadOnlyList<string> ReviewCodes { get; } = ["low-common-coverage", "mixed-basis", "undetermined"];

    public static IReadOnlyList<WarningEntry> Of(SeasonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        SeasonPlan plan = result.Plan;
        var warnings = new List<WarningEntry>();
        if (!plan.Scan.IsOnCropland)
        {
            warnings.Add(new("season-without-land", "No land mask was given, and natural vegetation can follow the same season: savanna, meadow and steppe green and dry as crops do. These hectares are vegetated land, not crop land."));
        }

        foreach (Scene scene in plan.Scenes)
        {
            if (ComparableNumbers.Difference(plan.Scenes[0], scene) is { } difference)
            {
                warnings.Add(new("mixed-basis", $"{plan.Scenes[0].Files[0].Path} and {scene.Files[0].Path} are not the same quantity: {difference}. They were followed as one season because the question allows it."));
                break;
            }
        }

        foreach (SeasonFindings season in result.Seasons)
        {
            AddSeason(plan, season, warnings);
        }

        if (plan.Seasons.Count > 1 && !SeasonWords.IsSameSeason(plan))
        {
            warnings.Add(new("other-season", $"{SeasonWords.Window(plan.Seasons[0])} and {SeasonWords.Window(plan.Seasons[1])} are not the same season of different years: crops of different seasons follow each other on the same land. This is not a change of area from year to year."));
        }

        AddZones(result, warnings);
        if (plan.Scan.Land is { Year: { } year } && Math.Abs(plan.Season.End.Year - year) > LargestLandAge)
        {
            warnings.Add(new("land-year", $"The land mask shows {year}, the season {plan.Season.End.Year}: land may have changed its use since."));
        }

        return warnings;
    }

    private static void AddSeason(SeasonPlan plan, SeasonFindings season, List<WarningEntry> warnings)
    {
        SeasonTally t = season.Tally;
        string window = SeasonWords.Window(season.Dates);
        decimal undetermined = t.Observed.Hectares == 0m ? 0m : t.Undetermined.Hectares / t.Observed.Hectares, seen = t.All.Hectares == 0m ? 0m : t.Observed.Hectares / t.All.Hectares;
        if (undetermined > LargestUndetermined)
        {
            warnings.Add(new("undetermined", $"{ReportWords.Share(undetermined, 1m)} of the area seen in {window} is undetermined, {ReportWords.Hectares(t.Undetermined.Hectares)}: too few clear dates or too long a gap. It is neither cropped nor other, and the hectares say nothing of it."));
        }

        if (seen < Warnings.LowCommonCoverage)
        {
            warnings.Add(new("low-common-coverage", $"Only {ReportWords.Share(seen, 1m)} of the area was seen on any clear date of {window}; what was not seen is not in any of these hectares."));
        }

        if (season.Dates.LeftOut is { Count: > 0 } left)
        {
            string days = string.Join(", ", left.Take(NamedDates).Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            warnings.Add(new("outside-season", $"{left.Count} of the scenes lie outside {window} and were not used: {days}{(left.Count > NamedDates ? ", …" : "")}."));
        }

        int late = season.Dates.Days[0].DayNumber - season.Dates.Start.DayNumber, early = season.Dates.End.DayNumber - season.Dates.Days[^1].DayNumber;
        if (Math.Max(late, early) > plan.Scan.Rule.MaxGapDays)
        {
            warnings.Add(new("season-not-covered", $"The scenes reach from {SeasonWords.Day(season.Dates.Days[0])} to {SeasonWords.Day(season.Dates.Days[^1])}, the season from {SeasonWords.Day(season.Dates.Start)} to {SeasonWords.Day(season.Dates.End)}: of the rest nothing is known."));
        }
    }

    private static void AddZones(SeasonResult result, List<WarningEntry> warnings)
    {
        SeasonFindings season = result.Seasons[^1];
        IReadOnlyList<string> ids = result.Plan.Zones?.Ids ?? [];
        string[] outside = [.. ids.Where((_, z) => !season.Zones.ContainsKey(z) && !season.ZonesOffLand.ContainsKey(z))];
        string[] unseen = [.. ids.Where((_, z) => !outside.Contains(ids[z]) && result.Seasons.Any(s => !s.Zones.TryGetValue(z, out SeasonTally? own) || own.Observed.Pixels == 0))];
        if (outside.Length > 0)
        {
            warnings.Add(new("zone-outside", $"{Names(outside, "holds", "hold")} no pixel of the scanned grid: nothing is known of {(outside.Length == 1 ? "it" : "them")}, which is not 0 ha."));
        }

        if (unseen.Length > 0)
        {
            warnings.Add(new("zone-not-seen", $"{Names(unseen, "was", "were")} not seen on any clear date{(result.Plan.Scan.Land is null ? "" : " on land")}: nothing is known of {(unseen.Length == 1 ? "it" : "them")}, which is not 0 ha."));
        }
    }

    private static string Names(string[] ids, string one, string many) => ids.Length == 1
        ? $"Zone {ids[0]} {one}"
        : $"{ids.Length} zones ({string.Join(", ", ids.Take(NamedDates))}{(ids.Length > NamedDates ? ", …" : "")}) {many}";
}

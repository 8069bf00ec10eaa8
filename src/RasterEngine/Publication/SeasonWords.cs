using System.Globalization;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scans;

namespace RasterEngine.Publication;

/// <summary>
/// What people read about a season, decided by its evidence: with land the rule earns “mapped cropped area”; without, green land that follows a season,
/// which natural vegetation can. No sentence here may leave out what is undetermined.
/// </summary>
public static class SeasonWords
{
    /// <summary>cropped needs to know where the target can be: a season of green is a savanna's too.</summary>
    public static string Evidence(SeasonScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.IsOnCropland ? "cropped" : "vegetated";
    }

    /// <summary>What is counted, for headings.</summary>
    public static string Subject(SeasonScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.IsOnCropland ? "mapped cropped area" : "vegetated land that follows the season";
    }

    /// <summary>year-on-year or other-season; null for one season alone.</summary>
    public static string? Compare(SeasonPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Seasons.Count < 2 ? null : IsSameSeason(plan) ? "year-on-year" : "other-season";
    }

    /// <summary>Both ends of both seasons lie within <see cref="Comparisons.SameTimeDays"/> days of the year of each other.</summary>
    public static bool IsSameSeason(SeasonPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Seasons.Count > 1 && Near(plan.Seasons[0].Start, plan.Seasons[1].Start) && Near(plan.Seasons[0].End, plan.Seasons[1].End);

        static bool Near(DateOnly a, DateOnly b) => Math.Abs(a.DayOfYear - b.DayOfYear) is var days && Math.Min(days, 365 - days) <= Comparisons.SameTimeDays;
    }

    /// <summary>1 Mar 2021 – 31 Oct 2021.</summary>
    public static string Window(SeasonDates season)
    {
        ArgumentNullException.ThrowIfNull(season);
        return $"{Day(season.Start)} – {Day(season.End)}";
    }

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The class as people read it.</summary>
    public static string Class(ChangeClass value, SeasonPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        bool isCropland = plan.Scan.IsOnCropland, isSame = IsSameSeason(plan);
        return value switch
        {
            ChangeClass.Cropped => isCropland ? "cropped" : "passes the rule",
            ChangeClass.Other => "other",
            ChangeClass.Undetermined => "undetermined",
            ChangeClass.Kept => isSame ? "kept" : "in both seasons",
            ChangeClass.Gained => isSame ? "gained" : "only in the later season",
            ChangeClass.Lost => isSame ? "lost" : "only in the earlier season",
            _ => "not seen",
        };
    }

    /// <summary>What a class is, in a sentence.</summary>
    public static string Meaning(ChangeClass value, SeasonPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SeasonRule r = plan.Scan.Rule;
        string crop = plan.Scan.IsOnCropland ? "cropped" : "passing the rule";
        bool isPair = plan.Seasons.Count > 1;
        return value switch
        {
            ChangeClass.Cropped => $"once {N(r.PeakAt)} or more, once {N(r.BareAt)} or less, {N(r.Amplitude)} apart or more",
            ChangeClass.Other => isPair ? $"{crop} in neither season" : "judged by as many clear dates, and not so",
            ChangeClass.Undetermined => $"under {r.MinClear} clear dates, or a gap over {r.MaxGapDays} days{(isPair ? ", in either season" : "")}",
            ChangeClass.Kept => $"{crop} in both seasons",
            ChangeClass.Gained => $"{crop} in the later season only",
            ChangeClass.Lost => $"{crop} in the earlier season only",
            _ => isPair ? "no clear date in one of the seasons" : "no clear date",
        };
    }

    /// <summary>The season's sentence: hectares, what they are a part of, and what is not known.</summary>
    public static string Cropped(SeasonPlan plan, SeasonDates season, SeasonFiguresEntry figures)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(figures);
        string undetermined = figures.Undetermined.Pixels == 0 ? "none undetermined" : $"{ReportWords.Hectares(figures.Undetermined.Hectares)} undetermined";
        decimal judged = figures.Cropped.Hectares + figures.Other.Hectares;
        return plan.Scan.IsOnCropland
            ? $"{ReportWords.Hectares(figures.Cropped.Hectares)} mapped cropped area, {Window(season)}, of {ReportWords.Hectares(judged)} judged ({undetermined}); {Includes(plan.Scan)}"
            : $"{ReportWords.Hectares(figures.Cropped.Hectares)} of {ReportWords.Hectares(judged)} judged went through a season of green and bare, {Window(season)} ({undetermined}); natural vegetation included: no land mask was given";
    }

    /// <summary>Which land the hectares are of.</summary>
    public static string Includes(SeasonScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return scan.Land is { } land ? $"only land of {land.Origin ?? land.Band.Path}{(land.Keep is { } keep ? $", class {string.Join(", ", keep)}" : "")}{(land.Year is { } year ? $", {year}" : ", year not stated")}"
            : scan.IsOnCropland ? $"only the parcels of {scan.Zones!.Path}"
            : "natural vegetation included: no land mask was given";
    }

    /// <summary>How the numbers came about, in one paragraph.</summary>
    public static string Method(SeasonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        SeasonPlan plan = result.Plan;
        SeasonRule r = plan.Scan.Rule;
        string dates = string.Join("; ", plan.Seasons.Select(s => $"{s.Days.Count} dates of {Window(s)}"));
        string robust = r.RobustLow ? $" (the second-lowest where there are {SeasonRule.RobustFrom} or more)" : "";
        string losses = r.LossWithinDays == 0 ? "" : $"A canopy that is bare at the next clear date at most {r.LossWithinDays} days later{(plan.Scan.RipeFrom is { } ripe ? $", before {Day(ripe)}," : "")} counts as lost before it ripened: destroyed, mown or harvested green, which an index cannot tell apart. ";
        string zones = plan.Scan.Zones is not { } z ? "" : $"Zones are the {plan.Zones!.Ids.Count} polygons of {z.Path}, {(z.Coverage == Tiling.ZoneCoverageKind.Exact ? "a pixel counting by the share a polygon covers" : "a pixel counting whole when its centre is inside")}; the totals are their union. ";
        string land = plan.Scan.Land is null ? "" : $"Counted is {Includes(plan.Scan)}; what passes the rule elsewhere is told apart. ";
        return $"{plan.Scan.Index.Name} = {plan.Scan.Index.Formula} ({plan.Scan.Index.Source}) of {dates}, on one grid of {plan.Grid.Width} × {plan.Grid.Height} pixels in {plan.Grid.SpatialReference.Code ?? plan.Grid.SpatialReference.Name}{(plan.IsResampled ? ", to which dates of another lattice were brought" : "")}. {zones}{land}"
            + $"Of each pixel the clear observations are followed in order of time. Under {r.MinClear} of them, or with more than {r.MaxGapDays} days between two, nothing is said of it: it is undetermined, not other. Else it passes when its index was once at least {N(r.PeakAt)} and its lowest{robust} is at most {N(r.BareAt)}, at least {N(r.Amplitude)} apart. "
            + $"Cycles are rises from bare to {N(r.PeakAt)}, and one for a canopy that stood at first and went bare. A season starts when the rising index has reached a quarter of its rise to the largest, and ends when it has fallen below three quarters of its fall's amplitude (FAO ASIS); each is the day of a clear observation, as is the day on which the last canopy was found bare again. "
            + $"{losses}Thresholds are compared exactly, as decimals. Hectares are true ground area on the ellipsoid; “mapped” means counted from pixels: a map's errors are in it, and no interval can be given without a reference sample.";
    }

    private static string N(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}

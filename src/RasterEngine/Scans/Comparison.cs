using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>What a pair of dates can say.</summary>
public enum Comparison
{
    /// <summary>The same time of different years: gained and lost.</summary>
    YearOnYear,

    /// <summary>Different times of a season: greened and browned, which growth alone can do.</summary>
    WithinSeason,
}

/// <summary>Names and inference of <see cref="Comparison"/>.</summary>
public static class Comparisons
{
    /// <summary>Days of year this close count as the same time of the year.</summary>
    public const int SameTimeDays = 21;

    public static string Name(this Comparison comparison) => comparison == Comparison.YearOnYear ? "year-on-year" : "within-season";

    /// <summary>The later value of a crossing as people read it.</summary>
    public static (string Gained, string Lost) Words(Comparison? comparison) => comparison == Comparison.WithinSeason ? ("greened", "browned") : ("gained", "lost");

    /// <summary>
    /// Years differ and the days of year are within 21 → year-on-year; else within-season. Dates known only to the year or month are year-on-year
    /// when the years differ (composites). Null without dates.
    /// </summary>
    public static Comparison? Infer(SceneDate? before, SceneDate? after)
    {
        if (before is not { } b || after is not { } a)
        {
            return null;
        }

        if (b.Year == a.Year)
        {
            return Comparison.WithinSeason;
        }

        if (b.Exact is not { } first || a.Exact is not { } second)
        {
            return b.Month is { } m1 && a.Month is { } m2 && m1 != m2 ? Comparison.WithinSeason : Comparison.YearOnYear;
        }

        // The days of year lie on a circle: 28 December and 5 January are 8 days apart.
        int days = Math.Abs(first.DayOfYear - second.DayOfYear);
        return Math.Min(days, 365 - days) <= SameTimeDays ? Comparison.YearOnYear : Comparison.WithinSeason;
    }
}

using System.Globalization;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>A season held against its files: the scenes inside it as found, the days they stand for, and those that lie outside and are not used.</summary>
/// <param name="Season">The question.</param>
/// <param name="Scenes">Scenes used, in order.</param>
/// <param name="Days">The day of each.</param>
/// <param name="LeftOut">Days of scenes outside the season.</param>
public sealed record SeasonDates(Season Season, IReadOnlyList<Scene> Scenes, IReadOnlyList<DateOnly> Days, IReadOnlyList<DateOnly> LeftOut)
{
    private static readonly string[] Colours = ["red", "green", "blue"];

    /// <summary>First day of the season: as asked, or of the first scene.</summary>
    public DateOnly Start => Season.Start ?? Days[0];

    /// <summary>Last day.</summary>
    public DateOnly End => Season.End ?? Days[^1];

    /// <summary>Day numbers count from 1 January of this year and on past its end: within the year they are days of the year.</summary>
    public int Year => Days[0].Year;

    /// <summary>The day that a number of this season stands for.</summary>
    public DateOnly DayOf(int number) => new DateOnly(Year, 1, 1).AddDays(number - 1);

    /// <summary>The number of a day.</summary>
    public int NumberOf(DateOnly day) => day.DayNumber - new DateOnly(Year, 1, 1).DayNumber + 1;

    /// <exception cref="ScanException">Too few scenes inside the season, two of one day, or a file that is missing or unusable.</exception>
    public static SeasonDates Find(SeasonScan scan, Season season)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(season);
        (SceneSource Source, DateOnly Day)[] all = [.. season.Scenes.Select(s => (s, SeasonDocument.Day(s)))];
        (SceneSource Source, DateOnly Day)[] used = [.. all.Where(s => !(s.Day < season.Start) && !(s.Day > season.End))];
        string window = season.Start is { } start ? string.Create(CultureInfo.InvariantCulture, $" between {start:yyyy-MM-dd} and {season.End:yyyy-MM-dd}") : "";
        if (used.Length < scan.Rule.MinClear)
        {
            throw new ScanException(
                "too-few-dates", $"“{season.Field}.scenes”: {used.Length} of {all.Length} dates lie{(window.Length == 0 ? " in the season" : window)}, and no pixel is judged by fewer than {scan.Rule.MinClear} clear ones (“minClear”); expected at least as many dates.");
        }

        for (int i = 1; i < used.Length; i++)
        {
            if (used[i].Day == used[i - 1].Day)
            {
                throw new ScanException(
                    "duplicate-date", string.Create(CultureInfo.InvariantCulture, $"“{season.Field}.scenes”: two scenes are of {used[i].Day:yyyy-MM-dd}; expected one a date (leave one out, or composite both as one entry with “scenes” and “composite”)."));
            }
        }

        string[] roles = [scan.Index.FirstRole, scan.Index.SecondRole];
        Scene[] scenes = [.. used.Select(s => Scene.Find(s.Source, roles, Colours))];
        foreach (Scene scene in scenes)
        {
            ComparableNumbers.Check(scan.Index, scan.AllowMixedBasis, scenes[0], scene);
        }

        return new SeasonDates(season, scenes, [.. used.Select(s => s.Day)], [.. all.Where(s => !used.Contains(s)).Select(s => s.Day)]);
    }

    /// <summary>The season in exact numbers.</summary>
    public SeasonForm Form(SeasonScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        DateOnly? ripe = scan.RipeFrom is { } day ? day.AddYears(Year - (scan.Seasons[^1] == Season ? Year : ScanYear(scan))) : null;
        return new SeasonForm(
            [.. Scenes.Select(s => Date(scan.Index, s))], [.. Days.Select(NumberOf)], scan.Rule with { RipeFromDay = ripe is { } d ? NumberOf(d) : null });
    }

    private static DateForm Date(SpectralIndex index, Scene scene)
    {
        (string first, string second) = ScanPlan.Roles(index, scene);
        return new(scene.Source.HoldsIndex ? IndexForm.Identity : index.Form, scene.Bands[first].Form, scene.Bands[second].Form);
    }

    // The year in which the later season's days begin: the ripe day moves by as many years as the season does.
    private static int ScanYear(SeasonScan scan) => (scan.Season.Start ?? SeasonDocument.Day(scan.Season.Scenes[0])).Year;
}

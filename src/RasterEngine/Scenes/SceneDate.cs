using System.Globalization;
using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>When a scene shows the ground: a day, or only a month or a year for composites. Written as ISO 8601: 2021-06-17, 2021-06, 2021.</summary>
public readonly partial record struct SceneDate(int Year, int? Month, int? Day)
{
    /// <summary>The day, where it is known.</summary>
    public DateOnly? Exact => Month is { } month && Day is { } day ? new DateOnly(Year, month, day) : null;

    /// <summary>The earliest day it can mean: what dates are ordered by.</summary>
    public DateOnly Earliest => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>What several dates have in common: the day, the month or the year; null when that is nothing or one is not known.</summary>
    public static SceneDate? Common(IReadOnlyList<SceneDate?> dates)
    {
        ArgumentNullException.ThrowIfNull(dates);
        if (dates.Count == 0 || dates.Any(d => d is null) || dates.Any(d => d!.Value.Year != dates[0]!.Value.Year))
        {
            return null;
        }

        SceneDate first = dates[0]!.Value;
        return dates.All(d => d == first) ? first
            : first.Month is not null && dates.All(d => d!.Value.Month == first.Month) ? new SceneDate(first.Year, first.Month, null)
            : new SceneDate(first.Year, null, null);
    }

    /// <summary>Reads an ISO 8601 date; false when it is none.</summary>
    public static bool TryParse(string text, out SceneDate date)
    {
        date = default;
        Match match = Iso().Match(text);
        if (!match.Success)
        {
            return false;
        }

        int year = Number(match.Groups[1]);
        int? month = match.Groups[2].Success ? Number(match.Groups[2]) : null;
        int? day = match.Groups[3].Success ? Number(match.Groups[3]) : null;
        if (year < 1 || month is < 1 or > 12 || day is < 1 || day > DateTime.DaysInMonth(year, month ?? 1))
        {
            return false;
        }

        date = new SceneDate(year, month, day);
        return true;

        static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
    }

    public override string ToString() => (Month, Day) switch
    {
        ({ } month, { } day) => $"{Year:D4}-{month:D2}-{day:D2}",
        ({ } month, null) => $"{Year:D4}-{month:D2}",
        _ => $"{Year:D4}",
    };

    /// <summary>As people read it: 17 Jun 2021, Jun 2021, 2021.</summary>
    public string ToWords() => (Exact, Month) switch
    {
        ({ } exact, _) => exact.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        (null, { } month) => new DateOnly(Year, month, 1).ToString("MMM yyyy", CultureInfo.InvariantCulture),
        _ => ToString(),
    };

    [GeneratedRegex(@"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\z")]
    private static partial Regex Iso();
}

using System.Globalization;

namespace RasterEngine.Host.Api;

/// <summary>The <c>datetime</c> parameter of OGC APIs and STAC: an instant, or two with a slash between, of which either may be open (<c>..</c> or nothing).</summary>
internal static class TimeSpanText
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <exception cref="ScanException">It is not one, or the wrong way round.</exception>
    public static (DateTime? From, DateTime? To) Parse(string? text)
    {
        string[] ends = text?.Split('/') ?? [];
        (DateTime? from, DateTime? to) = ends.Length switch
        {
            0 => (null, null),
            1 => (Instant(ends[0], false), Instant(ends[0], true)),
            2 => (Open(ends[0], false), Open(ends[1], true)),
            _ => throw Wrong(),
        };
        return (ends.Length == 2 && from is null && to is null) || from > to ? throw Wrong() : (from, to);

        DateTime? Open(string end, bool isLast) => end is "" or ".." ? null : Instant(end, isLast);

        // A day alone lasts until its end.
        DateTime Instant(string end, bool isLast) => DateTimeOffset.TryParseExact(end, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? isLast && end.Length == "yyyy-MM-dd".Length ? time.UtcDateTime.AddDays(1).AddTicks(-1) : time.UtcDateTime
            : throw Wrong();

        ScanException Wrong() => new("bad-parameter", $"“datetime” is {text}; expected a time such as 2026-03-01T00:00:00Z, or two with a slash between, the earlier first, of which one may be “..”.");
    }
}

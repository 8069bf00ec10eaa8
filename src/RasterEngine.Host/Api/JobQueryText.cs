using System.Globalization;
using Microsoft.AspNetCore.Http;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>The parameters of a job list (OGC API – Processes 1.0, class job-list), read strictly: one that is not known is refused, not ignored.</summary>
internal static class JobQueryText
{
    private static readonly string[] Known = ["type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "offset", "f"];
    private static readonly string[] Statuses = ["accepted", "running", "successful", "failed", "dismissed"];

    /// <exception cref="ScanException">A parameter is unknown or has no such value.</exception>
    public static JobQuery Parse(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(k => !Known.Contains(k, StringComparer.Ordinal)) is { } unknown)
        {
            throw Bad($"“{unknown}” is not a known parameter; expected {string.Join(", ", Known[..^1])}.");
        }

        (DateTime? from, DateTime? to) = Interval(One("datetime"));
        string[] types = Many("type"), processes = Many("processID");
        var parsed = new JobQuery
        {
            States = [.. Many("status").SelectMany(States)],
            IsPossible = (types.Length == 0 || types.Contains("process")) && (processes.Length == 0 || processes.Contains("scan")),
            From = from,
            To = to,
            MinDuration = Seconds("minDuration"),
            MaxDuration = Seconds("maxDuration"),
            Limit = Whole("limit", 1, JobQuery.MostRows) ?? JobQuery.UsualRows,
            Offset = Whole("offset", 0, int.MaxValue) ?? 0,
        };
        return parsed.MinDuration > parsed.MaxDuration ? throw Bad("“minDuration” is above “maxDuration”.") : parsed;

        string? One(string name) => query[name] is { Count: > 0 } values ? values.Count == 1 ? values[0] : throw Bad($"“{name}” is given {values.Count} times; expected once.") : null;

        string[] Many(string name) => [.. query[name].SelectMany(v => (v ?? "").Split(',')).Where(v => v.Length > 0)];

        double? Seconds(string name) => One(name) is not { } text ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? seconds : throw Bad($"“{name}” is {text}; expected seconds, 0 or more.");

        int? Whole(string name, int least, int most) => One(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
            : throw Bad($"“{name}” is {text}; expected a whole number {(most == int.MaxValue ? $"from {least}" : $"from {least} to {most}")}.");
    }

    /// <summary>The same question for another part of the list.</summary>
    public static string At(IQueryCollection query, int limit, int offset) =>
        string.Join('&', query.Where(p => p.Key is not ("limit" or "offset")).SelectMany(p => p.Value.Select(v => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(v ?? "")}"))
            .Append($"limit={limit}").Append($"offset={offset}"));

    private static string[] States(string status) => Statuses.Contains(status, StringComparer.Ordinal) ? JobDocument.States(status)
        : throw Bad($"“status” is {status}; expected {string.Join(", ", Statuses)}.");

    // An instant, or two with a slash between, either of which may be open: .. or nothing.
    private static (DateTime? From, DateTime? To) Interval(string? text)
    {
        string[] ends = text?.Split('/') ?? [];
        (DateTime? from, DateTime? to) = ends.Length switch
        {
            0 => (null, null),
            1 => (Instant(ends[0]), Instant(ends[0])),
            2 => (Open(ends[0]), Open(ends[1])),
            _ => throw Wrong(text!),
        };
        return (ends.Length == 2 && from is null && to is null) || from > to ? throw Wrong(text!) : (from, to);

        DateTime? Open(string end) => end is "" or ".." ? null : Instant(end);

        DateTime Instant(string end) => DateTimeOffset.TryParseExact(
            end, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.UtcDateTime : throw Wrong(text!);

        static ScanException Wrong(string text) => Bad($"“datetime” is {text}; expected a time such as 2026-03-01T00:00:00Z, or two with a slash between, the earlier first, of which one may be “..”.");
    }

    private static ScanException Bad(string sentence) => new("bad-parameter", sentence);
}

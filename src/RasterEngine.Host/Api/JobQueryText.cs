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

        (DateTime? from, DateTime? to) = TimeSpanText.Parse(One("datetime"));
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

    private static ScanException Bad(string sentence) => new("bad-parameter", sentence);
}

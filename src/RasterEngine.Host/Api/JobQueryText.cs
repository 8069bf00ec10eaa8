using System.Globalization;
using Microsoft.AspNetCore.Http;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Api;

/// <summary>The parameters of a job list (OGC API – Processes 1.0, class job-list), read strictly: one that is not known is refused, not ignored.</summary>
internal static class JobQueryText
{
    private static readonly string[] Known = ["type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "offset", "after", "before", "f"];
    private static readonly string[] Statuses = ["accepted", "running", "successful", "failed", "dismissed"];

    /// <exception cref="ScanException">A parameter is unknown or has no such value.</exception>
    public static JobQuery Parse(IQueryCollection query)
    {
        query.RefuseOthers(Known);
        (DateTime? from, DateTime? to) = TimeSpanText.Parse(query.One("datetime"));
        string[] types = query.Many("type"), processes = query.Many("processID");
        var parsed = new JobQuery
        {
            States = [.. query.Many("status").SelectMany(States)],
            IsPossible = (types.Length == 0 || types.Contains("process")) && (processes.Length == 0 || processes.Contains("scan")),
            From = from,
            To = to,
            MinDuration = Seconds("minDuration"),
            MaxDuration = Seconds("maxDuration"),
            Limit = query.Whole("limit", 1, JobQuery.MostRows, JobQuery.UsualRows),
            Offset = query.Whole("offset", 0, int.MaxValue, 0),
            After = Place("after"),
            Before = Place("before"),
        };
        if (parsed.After is not null && parsed.Before is not null)
        {
            throw QueryParameters.Bad("“after” and “before” are two places; expected one of them.");
        }

        return parsed.MinDuration > parsed.MaxDuration ? throw QueryParameters.Bad("“minDuration” is above “maxDuration”.") : parsed;

        JobPlace? Place(string name) => query.One(name) is not { } text ? null : JobPlace.Parse(text) ?? throw QueryParameters.Bad($"“{name}” is {text}; expected what a link to another page has.");

        double? Seconds(string name) => query.One(name) is not { } text ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? seconds : throw QueryParameters.Bad($"“{name}” is {text}; expected seconds, 0 or more.");
    }

    private static string[] States(string status) => Statuses.Contains(status, StringComparer.Ordinal) ? JobDocument.States(status)
        : throw QueryParameters.Bad($"“status” is {status}; expected {string.Join(", ", Statuses)}.");
}

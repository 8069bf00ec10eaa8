using RasterEngine.Samples;

namespace RasterEngine.Host.Api;

/// <summary>The rows of a labelled sample: each class, and zone by zone where there are zones, with the interval that was earned.</summary>
internal static class EstimatedRows
{
    private const int Digits = 6;

    /// <param name="id">The sample's number.</param>
    /// <param name="report">What its labels add up to.</param>
    /// <param name="mapped">A row of the scan whose map it was drawn from: where, and under what name.</param>
    public static IEnumerable<EstimateRow> Of(Guid id, EstimateReport report, EstimateRow mapped) =>
        report.Estimates.Concat(report.Zones).Select((e, number) => mapped with
        {
            Id = $"{id:D}.{number}",
            Zone = e.Zone,
            // “2021-06-17 to 2021-09-25”: as of a change, the later.
            Date = report.Date?.Split(" to ")[^1] ?? mapped.Date,
            Statistic = "estimated",
            Class = e.Class,
            Value = Number(e.Hectares),
            Evidence = EstimateReport.EstimatedEvidence,
            ObservedShare = null,
            N = (int)e.N,
            Cv = e is { Hectares: > 0, StandardError: { } error } ? Number(error / e.Hectares.Value) : null,
            Low = Number(e.Interval?[0]),
            High = Number(e.Interval?[1]),
            Level = e.Interval is null ? null : Number(report.Level),
            Method = e.Interval is null ? null : e.IntervalMethod,
        });

    private static decimal? Number(double? value) => value is { } v ? Math.Round((decimal)v, Digits) : null;
}

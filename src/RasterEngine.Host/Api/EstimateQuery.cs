using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>Which rows of the estimates are asked for (OGC API – Features 1.0). A parameter that is not known is refused.</summary>
internal sealed record EstimateQuery(double[]? Box, DateTime? From, DateTime? To, IReadOnlyDictionary<string, string> Equal, int Limit, int Offset, string Format)
{
    public const int MostRows = 10_000;

    private const int UsualRows = 100;
    private static readonly string[] Formats = ["json", "geojson", "csv", "gpkg", "parquet"];
    private static readonly string[] Filters = ["jobId", "scanId", "name", "zone", "date", "season", "statistic", "class", "evidence"];
    private static readonly string[] Others = ["bbox", "datetime", "limit", "offset", "f"];

    /// <exception cref="ScanException">A parameter is unknown or has no such value.</exception>
    public static EstimateQuery Parse(IQueryCollection query)
    {
        query.RefuseOthers([.. Others, .. Filters]);
        (DateTime? from, DateTime? to) = TimeSpanText.Parse(query.One("datetime"));
        string format = query.One("f") ?? "geojson";
        return !Formats.Contains(format)
            ? throw QueryParameters.Bad($"“f” is {format}; expected {string.Join(", ", Formats)}.")
            : new EstimateQuery(
                GeoBox.Parse(query.One("bbox")), from, to, Filters.Where(f => query.ContainsKey(f)).ToDictionary(f => f, f => query[f].ToString()),
                query.Whole("limit", 1, MostRows, format is "json" or "geojson" ? UsualRows : MostRows), query.Whole("offset", 0, int.MaxValue, 0), format);
    }

    public bool Takes(EstimateRow row) =>
        (Box is null || (row.Box is { } box && GeoBox.Meets(Box, box)))
        && ((From is null && To is null) || IsWithin(row))
        && Equal.All(f => row.Properties.First(p => p.Name == f.Key).Value as string == f.Value);

    // A season, or a date, meets the interval.
    private bool IsWithin(EstimateRow row)
    {
        string[] ends = (row.Season ?? row.Date ?? "").Split('/');
        return DateTime.TryParse(ends[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime first)
            && DateTime.TryParse(ends[^1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime last)
            && (To is null || first <= To) && (From is null || last.AddDays(1) > From);
    }
}

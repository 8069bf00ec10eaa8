using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RasterEngine.Host.Api;

/// <summary>A search by place, time or number, as STAC API – Item Search has it.</summary>
internal sealed record StacQuery(double[]? Box, DateTime? From, DateTime? To, string[] Ids, bool IsPossible, int Limit, int Offset)
{
    private static readonly string[] Known = ["bbox", "datetime", "ids", "collections", "limit", "offset", "f"];

    /// <exception cref="ScanException">A parameter is unknown or has no such value.</exception>
    public static StacQuery Parse(IQueryCollection query, int usual, int most)
    {
        query.RefuseOthers(Known);
        (DateTime? from, DateTime? to) = TimeSpanText.Parse(query.One("datetime"));
        string[] collections = query.Many("collections");
        return new StacQuery(
            GeoBox.Parse(query.One("bbox")), from, to, query.Many("ids"), collections.Length == 0 || collections.Contains(StacRoutes.Collection), query.Whole("limit", 1, most, usual), query.Whole("offset", 0, int.MaxValue, 0));
    }

    public bool Takes(JsonObject item)
    {
        JsonNode properties = item["properties"]!;
        return (Ids.Length == 0 || Ids.Contains(item["id"]!.GetValue<string>()))
            && (Box is null || GeoBox.Meets(Box, [.. ((JsonArray)item["bbox"]!).Select(n => n!.GetValue<double>())]))
            && (To is null || Time("start_datetime") <= To) && (From is null || Time("end_datetime") >= From);

        DateTime Time(string name) => DateTimeOffset.Parse(properties[name]!.GetValue<string>(), CultureInfo.InvariantCulture).UtcDateTime;
    }
}

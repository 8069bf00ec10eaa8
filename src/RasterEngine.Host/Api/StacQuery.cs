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
        if (query.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown)
        {
            throw new ScanException("bad-parameter", $"“{unknown}” is not a known parameter; expected {string.Join(", ", Known[..^1])}.");
        }

        (DateTime? from, DateTime? to) = TimeSpanText.Parse(query["datetime"].FirstOrDefault());
        string[] collections = Many("collections");
        return new StacQuery(
            GeoBox.Parse(query["bbox"].FirstOrDefault()), from, to, Many("ids"), collections.Length == 0 || collections.Contains(StacRoutes.Collection), Whole("limit", 1, most, usual), Whole("offset", 0, int.MaxValue, 0));

        string[] Many(string name) => [.. query[name].SelectMany(v => (v ?? "").Split(',')).Where(v => v.Length > 0)];

        int Whole(string name, int least, int largest, int otherwise) => query[name].FirstOrDefault() is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= largest ? number
            : throw new ScanException("bad-parameter", $"“{name}” is {text}; expected a whole number from {least}{(largest == int.MaxValue ? "" : $" to {largest}")}.");
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

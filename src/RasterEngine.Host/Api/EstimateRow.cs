using System.Text.Json.Nodes;

namespace RasterEngine.Host.Api;

/// <summary>One number of one result: a zone, a date, a statistic (contract.md §6).</summary>
internal sealed record EstimateRow
{
    /// <summary>Unique and lasting: the job, and the row's place within its report.</summary>
    public required string Id { get; init; }

    public required string JobId { get; init; }

    public required string ScanId { get; init; }

    public required string Name { get; init; }

    /// <summary>Null: the whole of what was asked about.</summary>
    public string? Zone { get; init; }

    /// <summary>The day it is of; of a change, the later date. Of a season, its last day.</summary>
    public string? Date { get; init; }

    /// <summary>First and last day of a season, with a slash between; null for two dates.</summary>
    public string? Season { get; init; }

    /// <summary>vegetated, change, observed, notSeen, cropped …; estimated: of a labelled sample.</summary>
    public required string Statistic { get; init; }

    /// <summary>The class that a change is of, or the reference class of an estimate; null where there is none.</summary>
    public string? Class { get; init; }

    /// <summary>Hectares, or cycle-hectares; null where nothing was seen.</summary>
    public required decimal? Value { get; init; }

    public string Unit { get; init; } = "ha";

    /// <summary>What the number may be called.</summary>
    public required string Evidence { get; init; }

    public decimal? ObservedShare { get; init; }

    /// <summary>Labelled units. Mapped hectares are a count: they have neither this nor an interval.</summary>
    public int? N { get; init; }

    /// <summary>Standard error by value.</summary>
    public decimal? Cv { get; init; }

    /// <summary>Ends of the interval, in the unit of the value.</summary>
    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    /// <summary>Of the interval, such as 0.95.</summary>
    public decimal? Level { get; init; }

    /// <summary>How the interval was made, such as mover.</summary>
    public string? Method { get; init; }

    public int Revision { get; init; } = 1;

    /// <summary>GeoJSON, longitude and latitude: the zone where the question holds it, else the scan's outline.</summary>
    public JsonNode? Geometry { get; init; }

    /// <summary>West, south, east, north of the geometry.</summary>
    public double[]? Box { get; init; }

    /// <summary>Names and values in the order of every table.</summary>
    public IEnumerable<(string Name, object? Value)> Properties =>
    [
        ("jobId", JobId), ("scanId", ScanId), ("name", Name), ("zone", Zone), ("date", Date), ("season", Season), ("statistic", Statistic), ("class", Class), ("value", Value), ("unit", Unit),
        ("evidence", Evidence), ("n", N), ("cv", Cv), ("low", Low), ("high", High), ("observedShare", ObservedShare), ("revision", Revision), ("level", Level), ("method", Method),
    ];

    public JsonObject Feature(Func<string, JsonNode> self)
    {
        var properties = new JsonObject();
        foreach ((string name, object? value) in Properties)
        {
            properties[name] = value switch { null => null, string text => text, decimal number => number, int number => number, _ => value.ToString() };
        }

        return new JsonObject { ["type"] = "Feature", ["id"] = Id, ["geometry"] = Geometry?.DeepClone(), ["properties"] = properties, ["links"] = new JsonArray { self(Id) } };
    }
}

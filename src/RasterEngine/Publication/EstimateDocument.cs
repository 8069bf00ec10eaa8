using System.Globalization;
using System.Text.Json.Serialization;
using RasterEngine.Estimates;

namespace RasterEngine.Publication;

/// <summary>What <c>estimate --json</c> prints (contract.md §5). Numbers have 12 significant digits, the same on every machine; what cannot be estimated is null.</summary>
public sealed record EstimateDocument
{
    public required double Level { get; init; }

    public required string Method { get; init; }

    /// <summary>Labelled units in all.</summary>
    public required long N { get; init; }

    public required IReadOnlyList<AreaEntry> Estimates { get; init; }

    public required AccuracyEntry Accuracy { get; init; }

    /// <summary>One a zone and class; null where the sample has no zones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AreaEntry>? Zones { get; init; }

    public required IReadOnlyList<WarningEntry> Warnings { get; init; }

    /// <param name="estimate">What the sample says.</param>
    /// <param name="reading">The sample and what its documents left open.</param>
    public static EstimateDocument Of(PanelEstimate estimate, PanelReading reading)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(reading);
        Panel panel = reading.Panel;
        return new EstimateDocument
        {
            Level = estimate.Level,
            Method = estimate.Method,
            N = panel.UnitCount,
            Estimates = [.. estimate.Areas.Select(a => Area(a, null, panel.Hectares, reading.AreaKnown))],
            Accuracy = Of(estimate.Accuracy),
            Zones = estimate.Zones.Count > 0 ? [.. estimate.Zones.Select(z => Area(z.Area, z.Zone, panel.Hectares, reading.AreaKnown))] : null,
            Warnings = [.. estimate.Warnings.Select(w => new WarningEntry(w.Code, w.Message)), .. OfReading(reading)],
        };
    }

    /// <summary>12 significant digits; null where there is no finite number.</summary>
    public static double? Digits(double? value) => value is { } v && double.IsFinite(v) ? double.Parse(v.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    /// <summary>One area of a sample whose strata have <paramref name="all"/> hectares; null hectares where those are not <paramref name="known"/>.</summary>
    internal static AreaEntry Area(AreaEstimate a, string? zone, double all, bool known)
    {
        Interval? shares = a.Interval is { } i ? new Interval(i.Low / all, i.High / all) : null;
        return new(
            zone,
            a.Class,
            known ? Digits(a.Hectares) : null,
            Digits(a.Share),
            known ? Digits(a.StandardError) : null,
            known ? Ends(a.Interval) : null,
            EstimateWords.Name(a.IntervalMethod),
            known ? Digits(a.MappedHectares) : null,
            a.N,
            Digits(a.CoefficientOfVariation),
            Digits(a.StandardError / all),
            Ends(shares));
    }

    internal static AccuracyEntry Of(MapAccuracy accuracy) => new(
        accuracy.Overall is { } overall ? new(null, Digits(overall.Value), Digits(overall.StandardError), Ends(overall.Interval), overall.N) : null,
        [.. accuracy.Users.Select(Accuracies)],
        [.. accuracy.Producers.Select(Accuracies)]);

    private static AccuracyOfClass Accuracies(AccuracyEstimate a) => new(a.Class, Digits(a.Value), Digits(a.StandardError), Ends(a.Interval), a.N);

    private static double[]? Ends(Interval? interval) => interval is { } i ? [Digits(i.Low)!.Value, Digits(i.High)!.Value] : null;

    /// <summary>What the documents of a sample left open.</summary>
    public static IEnumerable<WarningEntry> OfReading(PanelReading reading)
    {
        if (!reading.AreaKnown)
        {
            yield return new("area-unknown", "The strata are sized in units whose area is not told: shares are estimated, hectares are null. Add “unitHectares” or “hectares” to every stratum.");
        }

        if (reading.NonResponses > 0)
        {
            yield return new("non-response", string.Create(CultureInfo.InvariantCulture, $"{reading.NonResponses} of {reading.NonResponses + reading.Panel.UnitCount} units drawn have no label. The estimate holds if they are like the labelled ones of their stratum; label them, or say why not."));
        }
    }
}

/// <summary>The estimated area of one class; the standard error of hectares is in hectares.</summary>
public sealed record AreaEntry(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Zone,
    string Class,
    double? Hectares,
    double? Share,
    double? StandardError,
    double[]? Interval,
    string IntervalMethod,
    double? MappedHectares,
    long N,
    double? CoefficientOfVariation,
    double? ShareStandardError,
    double[]? ShareInterval);

public sealed record AccuracyEntry(AccuracyOfClass? Overall, IReadOnlyList<AccuracyOfClass> Users, IReadOnlyList<AccuracyOfClass> Producers);

/// <summary>An accuracy as a share of area; without a class it is the whole map's.</summary>
public sealed record AccuracyOfClass([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Class, double? Value, double? StandardError, double[]? Interval, long N);

/// <summary>Compile-time JSON of estimates.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EstimateDocument))]
public sealed partial class EstimateJson : JsonSerializerContext;

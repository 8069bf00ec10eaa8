using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary>How changes are printed by the verbs that find them.</summary>
internal static class ChangeWords
{
    public static Option<double> Level() => new("--level") { Description = "Confidence of the intervals.", HelpName = "0.95", DefaultValueFactory = _ => 0.95 };

    /// <exception cref="ScanException">Not a confidence.</exception>
    public static double Level(ParseResult parsed, Option<double> option) =>
        parsed.GetValue(option) is > 0.5 and < 1 and var level ? level : throw new ScanException("bad-argument", FormattableString.Invariant($"--level is {parsed.GetValue(option)}; expected a confidence above 0.5 and below 1, such as 0.95."));

    public static string Name(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.Increase => "increase",
        ChangeVerdict.Decrease => "decrease",
        _ => "not distinguishable",
    };

    public static JsonObject Document(ChangeEstimate c) => new()
    {
        ["before"] = EstimateDocument.Digits(c.Before),
        ["after"] = EstimateDocument.Digits(c.After),
        ["difference"] = EstimateDocument.Digits(c.Difference),
        ["standardError"] = EstimateDocument.Digits(c.StandardError),
        ["interval"] = Document(c.Interval),
        ["ratio"] = EstimateDocument.Digits(c.Ratio),
        ["ratioInterval"] = Document(c.RatioInterval),
        ["samePanel"] = c.SamePanel,
        ["verdict"] = Name(c.Verdict),
    };

    public static JsonArray? Document(Interval? interval) => interval is { } i ? new JsonArray(EstimateDocument.Digits(i.Low), EstimateDocument.Digits(i.High)) : null;

    public static JsonArray Document(IEnumerable<WarningEntry> warnings) => new([.. warnings.Select(w => (JsonNode)new JsonObject { ["code"] = w.Code, ["message"] = w.Message })]);

    /// <summary>Class, before, after, difference with interval, ratio with interval, verdict.</summary>
    public static string[] Row(string name, ChangeEstimate c)
    {
        double? error = c.StandardError;
        return
        [
            name,
            EstimateNumbers.Hectares(c.Before, error),
            EstimateNumbers.Hectares(c.After, error),
            EstimateNumbers.Hectares(c.Difference, error),
            EstimateNumbers.Interval(c.Interval is { } i ? [i.Low, i.High] : null, error),
            c.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
            c.RatioInterval is { } r ? string.Create(CultureInfo.InvariantCulture, $"{r.Low:0.00} – {r.High:0.00}") : "–",
            Name(c.Verdict),
        ];
    }

    public static void Print(IEnumerable<WarningEntry> warnings)
    {
        foreach (WarningEntry warning in warnings)
        {
            Console.Out.WriteLine($"  note [{warning.Code}]: {warning.Message}");
        }
    }
}

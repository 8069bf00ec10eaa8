using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>--segments G.csv --strata S.json</c>: measured segments, helped by a map that is known everywhere.</summary>
internal static class SegmentsInput
{
    private static readonly Option<string> Estimator = new("--estimator") { Description = "With --segments: regression (default), ratio or direct.", HelpName = "NAME", DefaultValueFactory = _ => "regression" };

    public const string Usage = "--segments G.csv --strata S.json";

    public static Option<string?> Segments { get; } = new("--segments") { Description = "Measured segments, a row each: stratum,mapped,reference; strata have name, units (segments) and mappedMean.", HelpName = "G.csv" };

    public static IReadOnlyList<Option> Options => [Segments, Estimator];

    public static int Run(ParseResult parsed, EstimateOptions options)
    {
        string table = parsed.GetValue(Segments)!, strataFile = PanelInput.RequiredStrata(parsed, "--segments");
        (IReadOnlyList<SegmentStratum> strata, IReadOnlyList<Segment> segments) =
            SegmentTable.Read(table, DocumentFile.Read(table, "a table of segments"), strataFile, DocumentFile.Read(strataFile, "a list of strata"));
        SegmentMethod method = Method(parsed.GetValue(Estimator)!);
        if (method != SegmentMethod.Direct && strata.FirstOrDefault(s => double.IsNaN(s.MappedMean)) is { } unmapped)
        {
            throw new ScanException("missing-field", $"{strataFile}: stratum “{unmapped.Name}” has no “mappedMean”; expected the mean of “mapped” over all {unmapped.Segments} segments, or --estimator direct.");
        }

        SegmentEstimate estimate = SegmentEstimator.Estimate(strata, segments, method, options.Level);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(Document(estimate, method, options.Level).ToJsonString(ScanSummary.Indented));
        }
        else
        {
            Print(estimate, method, options.Level);
        }

        return ExitCode.Done;
    }

    private static SegmentMethod Method(string word) => word switch
    {
        "regression" => SegmentMethod.Regression,
        "ratio" => SegmentMethod.Ratio,
        "direct" => SegmentMethod.Direct,
        _ => throw new ScanException("bad-argument", $"--estimator is “{word}”; expected regression, ratio, direct."),
    };

    private static string Words(SegmentEstimate e, SegmentMethod method) => method == SegmentMethod.Direct ? "direct estimator, without the map"
        : $"{(method == SegmentMethod.Ratio ? "ratio" : "regression")} estimator, {(e.IsSeparate ? "a slope for every stratum" : "one slope for all strata")}";

    private static JsonObject Document(SegmentEstimate e, SegmentMethod method, double level) => new()
    {
        ["level"] = level,
        ["method"] = Words(e, method),
        ["total"] = EstimateDocument.Digits(e.Total),
        ["standardError"] = EstimateDocument.Digits(e.StandardError),
        ["interval"] = e.Interval is { } i ? new JsonArray(EstimateDocument.Digits(i.Low), EstimateDocument.Digits(i.High)) : null,
        ["intervalMethod"] = "t",
        ["n"] = e.N,
        ["slopes"] = new JsonArray([.. e.Slopes.Select(s => (JsonNode?)EstimateDocument.Digits(s))]),
        ["direct"] = new JsonObject { ["total"] = EstimateDocument.Digits(e.Direct), ["standardError"] = EstimateDocument.Digits(e.DirectStandardError) },
        ["relativeEfficiency"] = EstimateDocument.Digits(e.RelativeEfficiency),
    };

    private static void Print(SegmentEstimate e, SegmentMethod method, double level)
    {
        string percent = (level * 100).ToString("0.##", CultureInfo.InvariantCulture);
        Console.Out.WriteLine($"estimated from {EstimateNumbers.Count(e.N)} labelled segments");
        TextTable.Write(
            ["|Estimator", "Total", "Standard error", $"{percent} % interval"],
            [
                [Words(e, method), EstimateNumbers.Hectares(e.Total, e.StandardError), EstimateNumbers.Hectares(e.StandardError, e.StandardError), EstimateNumbers.Interval(e.Interval is { } i ? [i.Low, i.High] : null, e.StandardError)],
                ["direct, for comparison", EstimateNumbers.Hectares(e.Direct, e.DirectStandardError), EstimateNumbers.Hectares(e.DirectStandardError, e.DirectStandardError), ""],
            ]);
        if (e.RelativeEfficiency is { } efficiency)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  relative efficiency {efficiency:0.00}: without the map {efficiency:0.0} times as many segments would be needed"));
        }

        Console.Out.WriteLine("  totals are in the unit of the table's columns, summed over all segments; the interval is ± t standard errors");
    }
}

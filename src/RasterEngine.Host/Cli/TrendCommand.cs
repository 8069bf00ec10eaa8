using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>trend</c>: what a series of estimates says, part by part where its method changed.</summary>
internal static class TrendCommand
{
    private static readonly Argument<string> Series = new("SERIES.csv") { Description = "year,hectares[,standardError or low,high][,method], a row a release." };
    private static readonly Option<double> Level = ChangeWords.Level();

    public static Command Make()
    {
        var command = new Command("trend", "Test a series of area estimates for a trend (Mann–Kendall, Sen), and cut it where its method changed.") { Series, Level };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(Series);
        CommandLine.RefuseUnknownOptions([file]);
        double level = ChangeWords.Level(parsed, Level);
        IReadOnlyList<SeriesTrend> parts = SeriesTrend.Of(SeriesTable.Read(file, DocumentFile.Read(file, "a series"), level), level);
        WarningEntry[] warnings = [.. Breaks(parts), .. parts.Where(p => p.Test is null).Select(TooShort)];
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(new JsonObject { ["level"] = level, ["parts"] = new JsonArray([.. parts.Select(p => Document(p, level))]), ["warnings"] = ChangeWords.Document(warnings) }.ToJsonString(ScanSummary.Indented));
            return ExitCode.Done;
        }

        TextTable.Write(["|Years", "|Method", "Releases", "S", "Z", "p", "Sen's slope, ha a year", "|Trend", "|Last against first"], parts.Select(p => Row(p, level)));
        Console.Out.WriteLine("  Mann–Kendall test, two-sided, corrected for ties and continuity; slope: median of all pairs");
        ChangeWords.Print(warnings);
        return ExitCode.Done;
    }

    private static IEnumerable<WarningEntry> Breaks(IReadOnlyList<SeriesTrend> parts)
    {
        for (int i = 1; i < parts.Count; i++)
        {
            SeriesPoint last = parts[i - 1].Points[^1], first = parts[i].Points[0];
            yield return new("series-break", string.Create(CultureInfo.InvariantCulture, $"The method changes from “{last.Method}” ({last.Time}) to “{first.Method}” ({first.Time}): the parts are tested by themselves, and nothing is said across the break."));
        }
    }

    private static WarningEntry TooShort(SeriesTrend part) =>
        new("series-too-short", string.Create(CultureInfo.InvariantCulture, $"{Years(part)} has {part.Points.Count} releases of one method; a test for a trend needs {MannKendall.FewestValues}."));

    private static string Years(SeriesTrend part) => part.Points.Count == 1
        ? part.Points[0].Time.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{part.Points[0].Time}–{part.Points[^1].Time}");

    private static string[] Row(SeriesTrend part, double level) =>
    [
        Years(part),
        part.Points[0].Method is { Length: > 0 } method ? method : "–",
        part.Points.Count.ToString(CultureInfo.InvariantCulture),
        part.Test?.S.ToString(CultureInfo.InvariantCulture) ?? "–",
        part.Test?.Z.ToString("0.000", CultureInfo.InvariantCulture) ?? "–",
        part.Test?.P.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–",
        part.Slope?.ToString("#,##0.#", CultureInfo.InvariantCulture) ?? "–",
        part.Test is null ? "–" : ChangeWords.Name(part.Verdict(level)),
        part.Change is { } change ? ChangeWords.Name(change.Verdict) : "no errors given",
    ];

    private static JsonObject Document(SeriesTrend part, double level) => new()
    {
        ["from"] = part.Points[0].Time,
        ["to"] = part.Points[^1].Time,
        ["method"] = part.Points[0].Method,
        ["n"] = part.Points.Count,
        ["mannKendall"] = part.Test is { } t ? new JsonObject { ["s"] = t.S, ["variance"] = EstimateDocument.Digits(t.Variance), ["z"] = EstimateDocument.Digits(t.Z), ["p"] = EstimateDocument.Digits(t.P) } : null,
        ["senSlopeHectaresPerYear"] = EstimateDocument.Digits(part.Slope),
        ["trend"] = part.Test is null ? null : ChangeWords.Name(part.Verdict(level)),
        ["change"] = part.Change is { } change ? ChangeWords.Document(change) : null,
    };
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>compare</c>: the change between two estimates, from independent samples or from units labelled twice.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Estimates = new("ESTIMATE.json") { Description = "The earlier and the later estimate (what estimate --json printed), from samples drawn independently.", Arity = new ArgumentArity(0, 2) };
    private static readonly Option<string?> Panel = new("--panel") { Description = "Instead: units labelled at both dates, stratum,before,after[,weight][,unit].", HelpName = "P.csv" };
    private static readonly Option<double> Level = ChangeWords.Level();

    public static Command Make()
    {
        var command = new Command("compare", "The change between two estimates, with its interval and what may be said of it.") { Estimates, Panel, PanelInput.Strata, Level };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] files = parsed.GetValue(Estimates) ?? [];
        CommandLine.RefuseUnknownOptions(files);
        double level = ChangeWords.Level(parsed, Level);
        string? panel = parsed.GetValue(Panel);
        if (files.Length == 2 == panel is not null || files.Length == 1)
        {
            throw new ScanException("bad-argument", "expected two estimates, earlier and later, or --panel P.csv --strata S.json.");
        }

        var warnings = new List<WarningEntry>();
        (string Class, ChangeEstimate Change)[] changes = panel is null ? [.. Independent(files, level, warnings)] : [.. SamePanel(parsed, panel, level, warnings)];
        if (parsed.GetValue(CommandLine.Json))
        {
            JsonNode[] rows = [.. changes.Select(c =>
            {
                JsonObject row = ChangeWords.Document(c.Change);
                row.Insert(0, "class", c.Class);
                return row;
            })];
            Console.Out.WriteLine(new JsonObject { ["level"] = level, ["changes"] = new JsonArray(rows), ["warnings"] = ChangeWords.Document(warnings) }.ToJsonString(ScanSummary.Indented));
            return ExitCode.Done;
        }

        string interval = string.Create(CultureInfo.InvariantCulture, $"{level * 100:0.##} % interval");
        TextTable.Write(["|Class", "Before ha", "After ha", "Difference", interval, "Ratio", interval, "|Verdict"], changes.Select(c => ChangeWords.Row(c.Class, c.Change)));
        Console.Out.WriteLine(panel is null ? "  samples drawn independently: variances add" : "  the same units at both dates: the variance is that of their differences");
        ChangeWords.Print(warnings);
        return ExitCode.Done;
    }

    private static IEnumerable<(string, ChangeEstimate)> SamePanel(ParseResult parsed, string file, double level, List<WarningEntry> warnings)
    {
        string strata = PanelInput.RequiredStrata(parsed, "--panel");
        PanelReading reading = ChangeTable.Read(file, DocumentFile.Read(file, "units labelled at two dates"), strata, DocumentFile.Read(strata, "a list of strata"));
        if (!reading.AreaKnown)
        {
            throw new ScanException("bad-area", $"{strata}: the strata have units and no area, so that hectares cannot be compared; add “unitHectares” or “hectares” to every stratum.");
        }

        warnings.AddRange(EstimateDocument.OfReading(reading));
        return ChangeTable.Classes(reading.Panel).Select(name => (name, ChangeTable.Change(reading.Panel, name, level)));
    }

    private static IEnumerable<(string, ChangeEstimate)> Independent(string[] files, double level, List<WarningEntry> warnings)
    {
        EstimateDocument before = Read(files[0], level), after = Read(files[1], level);
        foreach (AreaEntry a in before.Estimates)
        {
            AreaEntry? b = after.Estimates.FirstOrDefault(e => e.Class == a.Class);
            if (b is null || a.Hectares is null || b.Hectares is null)
            {
                warnings.Add(new("class-not-compared", $"“{a.Class}” has no hectares in {(a.Hectares is null ? files[0] : files[1])}; it is left out of the comparison."));
                continue;
            }

            yield return (a.Class, ChangeEstimator.Independent(Area(a), Area(b), level));
        }
    }

    private static AreaEstimate Area(AreaEntry e) =>
        new(e.Class, e.Hectares, e.Share, e.StandardError, e.Interval is { } i ? new Interval(i[0], i[1]) : null, IntervalMethod.Mover, e.MappedHectares, e.N);

    private static EstimateDocument Read(string file, double level)
    {
        EstimateDocument document;
        try
        {
            document = JsonSerializer.Deserialize(DocumentFile.Read(file, "an estimate"), EstimateJson.Default.EstimateDocument) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ScanException("bad-document", $"{file}: is not what estimate --json printed: {e.Message}", e);
        }

        return document.Level == level ? document : throw new ScanException("bad-document", FormattableString.Invariant($"{file}: its intervals are at the level {document.Level}, expected {level}; make it again with --level {level}, or give --level {document.Level} here."));
    }
}

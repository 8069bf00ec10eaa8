using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>interpreters</c>: how far several people agree on the same units, and what each one's labels say.</summary>
internal static class InterpretersCommand
{
    private const int MostListed = 20;

    private static readonly Argument<string> Labels = new("LABELS.csv") { Description = "unit,stratum,interpreter,reference[,map], a row a label." };
    private static readonly Option<string> Class = new("--class") { Description = "The class to estimate.", HelpName = "NAME", Required = true };
    private static readonly Option<bool> Impute = new("--impute") { Description = "Also put the interpreters together by multiple imputation, with its degrees of freedom." };
    private static readonly Option<double> Level = ChangeWords.Level();

    public static Command Make()
    {
        var command = new Command("interpreters", "Agreement of several interpreters, units to adjudicate, and each one's own estimate.") { Labels, PanelInput.Strata, Class, Impute, Level };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(Labels), strata = PanelInput.RequiredStrata(parsed, "interpreters");
        CommandLine.RefuseUnknownOptions([file]);
        double level = ChangeWords.Level(parsed, Level);
        var table = InterpreterTable.Read(file, DocumentFile.Read(file, "labels of several interpreters"), strata, DocumentFile.Read(strata, "a list of strata"));
        string name = parsed.GetRequiredValue(Class);
        (string Who, PanelReading Reading, AreaEstimate Area)[] own = [.. table.Interpreters.Select(i => (i, table.By(i))).Select(r => (r.i, r.Item2, Estimate(r.Item2, name, level, file)))];
        AreaEstimate agreed = Estimate(table.Agreed(), name, level, file);
        MultipleImputation? imputed = parsed.GetValue(Impute) ? Imputed(own) : null;
        WarningEntry[] warnings = [.. Warnings(table, imputed)];
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(Document(table, name, own, agreed, imputed, level, warnings).ToJsonString(ScanSummary.Indented));
        }
        else
        {
            Print(table, name, own, agreed, imputed, level, warnings);
        }

        return ExitCode.Done;
    }

    private static AreaEstimate Estimate(PanelReading reading, string name, double level, string file)
    {
        int index = reading.Panel.Classes.ToList().IndexOf(name);
        return index >= 0 ? PanelEstimator.Area(reading.Panel, index, new EstimateOptions(level))
            : throw new ScanException("unknown-class", $"{file}: not every interpreter labels a unit “{name}”; expected a class that all of them met, such as {string.Join(", ", reading.Panel.Classes.Select(c => $"“{c}”"))}.");
    }

    // On shares: they are known also where hectares are not.
    private static MultipleImputation Imputed((string Who, PanelReading Reading, AreaEstimate Area)[] own)
    {
        double[] errors = [.. own.Select(o => o.Area.StandardError is { } e ? e / o.Reading.Panel.Hectares : throw new ScanException("unknown-variance", $"The labels of “{o.Who}” have no standard error, so nothing can be imputed; label more units in every stratum."))];
        return MultipleImputation.Of([.. own.Select(o => o.Area.Share!.Value)], [.. errors.Select(e => e * e)], own.Min(o => o.Reading.Panel.UnitCount - o.Reading.Panel.Strata.Count));
    }

    private static IEnumerable<WarningEntry> Warnings(InterpreterTable table, MultipleImputation? imputed)
    {
        IReadOnlyList<int> open = table.Labels.Disagreements;
        if (open.Count > 0)
        {
            yield return new("labels-disagree", $"{open.Count} units were labelled differently: adjudicate every one and estimate from the adjudicated labels. Leaving them out, or taking one interpreter's word, is another sample than the one that was drawn.");
        }

        if (imputed is { Count: < MultipleImputation.FewInterpreters })
        {
            yield return new("few-interpreters", string.Create(CultureInfo.InvariantCulture, $"Imputation over {imputed.Count} interpreters leaves {imputed.DegreesOfFreedom:0.0} degrees of freedom: its interval says little. Adjudicate instead."));
        }
    }

    private static void Print(InterpreterTable table, string name, (string Who, PanelReading Reading, AreaEstimate Area)[] own, AreaEstimate agreed, MultipleImputation? imputed, double level, WarningEntry[] warnings)
    {
        InterpreterLabels labels = table.Labels;
        string kappa = labels.Kappa is { } k ? string.Create(CultureInfo.InvariantCulture, $", kappa {k:0.00}") : "";
        Console.Out.WriteLine($"{labels.Agreed} of {labels.Compared} units alike: agreement {EstimateNumbers.Percent(labels.Agreement)}{kappa}");
        string interval = string.Create(CultureInfo.InvariantCulture, $"{level * 100:0.##} % interval");
        TextTable.Write(["|Share of " + name, "Units", "Share", interval], [
            .. own.Select(o => Row(o.Who, o.Area, o.Reading.Panel)),
            Row("agreed only, for comparison", agreed, own[0].Reading.Panel),
            .. imputed is { } m ? new[] { new[] { "imputed", "", EstimateNumbers.Percent(m.Estimate), EstimateNumbers.Percents(Clamped(m.Interval(level))) } } : []]);
        if (labels.Disagreements.Count > 0)
        {
            Console.Out.WriteLine($"  to adjudicate: {string.Join(", ", labels.Disagreements.Take(MostListed).Select(i => table.Units[i]))}{(labels.Disagreements.Count > MostListed ? $" and {labels.Disagreements.Count - MostListed} more (--json has all)" : "")}");
        }

        ChangeWords.Print(warnings);
    }

    private static string[] Row(string who, AreaEstimate a, Panel panel) =>
        [who, EstimateNumbers.Count(a.N), EstimateNumbers.Percent(a.Share), EstimateNumbers.Percents(a.Interval is { } i ? [i.Low / panel.Hectares, i.High / panel.Hectares] : null)];

    private static double[] Clamped(Interval share) => [Math.Max(0, share.Low), Math.Min(1, share.High)];

    private static JsonObject Document(InterpreterTable table, string name, (string Who, PanelReading Reading, AreaEstimate Area)[] own, AreaEstimate agreed, MultipleImputation? imputed, double level, WarningEntry[] warnings) => new()
    {
        ["level"] = level,
        ["class"] = name,
        ["compared"] = table.Labels.Compared,
        ["agreed"] = table.Labels.Agreed,
        ["agreement"] = EstimateDocument.Digits(table.Labels.Agreement),
        ["kappa"] = EstimateDocument.Digits(table.Labels.Kappa),
        ["interpreters"] = new JsonArray([.. own.Select(o => (JsonNode)Share(o.Who, o.Area, o.Reading))]),
        ["agreedOnly"] = Share("agreed only", agreed, own[0].Reading),
        ["imputed"] = imputed is { } m ? new JsonObject
        {
            ["share"] = EstimateDocument.Digits(m.Estimate),
            ["standardError"] = EstimateDocument.Digits(Math.Sqrt(m.Variance)),
            ["degreesOfFreedom"] = EstimateDocument.Digits(m.DegreesOfFreedom),
            ["interval"] = new JsonArray([.. Clamped(m.Interval(level)).Select(v => (JsonNode?)EstimateDocument.Digits(v))]),
        } : null,
        ["adjudicate"] = new JsonArray([.. table.Labels.Disagreements.Select(i => (JsonNode)table.Units[i])]),
        ["warnings"] = ChangeWords.Document(warnings),
    };

    private static JsonObject Share(string who, AreaEstimate a, PanelReading reading) => new()
    {
        ["interpreter"] = who,
        ["n"] = a.N,
        ["share"] = EstimateDocument.Digits(a.Share),
        ["shareStandardError"] = EstimateDocument.Digits(a.StandardError / reading.Panel.Hectares),
        ["hectares"] = reading.AreaKnown ? EstimateDocument.Digits(a.Hectares) : null,
    };
}

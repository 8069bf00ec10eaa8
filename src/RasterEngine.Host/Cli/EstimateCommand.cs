using System.CommandLine;
using System.Text.Json;
using RasterEngine.Estimates;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>estimate</c>: hectares with standard error and interval from a labelled sample. Each kind of input is a file of its own.</summary>
internal static class EstimateCommand
{
    private static readonly Option<double> Level = new("--level") { Description = "Confidence of the intervals.", HelpName = "0.95", DefaultValueFactory = _ => 0.95 };
    private static readonly Option<string> Method = new("--interval") { Description = "mover (default), normal, t, logit or bootstrap.", HelpName = "METHOD", DefaultValueFactory = _ => "mover" };
    private static readonly Option<string> Design = new("--design") { Description = "How the units were drawn: stratified (default), simple-random or systematic.", HelpName = "DESIGN", DefaultValueFactory = _ => "stratified" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the bootstrap.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly EstimateInput[] Inputs = [MatrixInput.Kind, PanelInput.Kind];

    public static Command Make()
    {
        var command = new Command("estimate", "Hectares with standard error and interval from a labelled sample: an error matrix, or a table of labelled units.");
        foreach (Option option in (Option[])[.. Inputs.SelectMany(i => i.Options), .. SegmentsInput.Options, .. LabelsInput.Options, Level, Method, Design, Seed])
        {
            if (!command.Options.Contains(option))
            {
                command.Options.Add(option);
            }
        }

        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        EstimateOptions options = Options(parsed);
        if (parsed.GetValue(SegmentsInput.Segments) is not null)
        {
            return SegmentsInput.Run(parsed, options);
        }

        if (LabelsInput.IsAsked(parsed))
        {
            return LabelsInput.Run(parsed, options);
        }

        EstimateInput[] asked = [.. Inputs.Where(i => i.IsAsked(parsed))];
        if (asked.Length != 1)
        {
            throw new ScanException("bad-argument", $"{(asked.Length == 0 ? "no sample is given" : "more than one sample is given")}; expected one of {string.Join(", ", Inputs.Select(i => i.Usage))}, {SegmentsInput.Usage}, {LabelsInput.Usage}.");
        }

        PanelReading reading = asked[0].Read(parsed, options);
        var document = EstimateDocument.Of(PanelEstimator.Estimate(reading.Panel, options), reading);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, EstimateJson.Default.EstimateDocument));
        }
        else
        {
            EstimateTable.Print(document, ErrorMatrix.Of(reading.Panel));
        }

        return ExitCode.Done;
    }

    private static EstimateOptions Options(ParseResult parsed)
    {
        double level = parsed.GetValue(Level);
        if (!(level > 0.5 && level < 1))
        {
            throw new ScanException("bad-argument", FormattableString.Invariant($"--level is {level}; expected a confidence above 0.5 and below 1, such as 0.95."));
        }

        return new EstimateOptions(level, Chosen(parsed, Method, Enum.GetValues<IntervalMethod>(), EstimateWords.Name), Chosen(parsed, Design, Enum.GetValues<SampleDesignKind>(), EstimateWords.Name), parsed.GetValue(Seed));
    }

    private static T Chosen<T>(ParseResult parsed, Option<string> option, T[] all, Func<T, string> name)
    {
        string word = parsed.GetValue(option)!;
        int found = Array.FindIndex(all, a => name(a) == word);
        return found >= 0 ? all[found] : throw new ScanException("bad-argument", $"{option.Name} is “{word}”; expected {string.Join(", ", all.Select(name))}.");
    }
}

using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using RasterEngine.Monitors;
using RasterEngine.Publication;

namespace RasterEngine.Host.Cli;

/// <summary><c>monitor</c>: a history is fitted once, and scenes are added as they come.</summary>
internal static class MonitorCommand
{
    private static readonly Argument<string> Document = new("MONITOR.json") { Description = "The monitor: its history, model and rules, and the scenes to watch." };
    private static readonly Option<string> State = new("--state") { Description = "What the monitor knows between scenes; made by the first run.", HelpName = "FILE", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "Folder for the maps and the report.", HelpName = "DIR", Required = true };
    private static readonly Option<int> Workers = new("--workers") { Description = "Threads; the result is the same for any number.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress." };

    public static Command Make()
    {
        var command = new Command("monitor", "Watch a time series scene by scene: which pixels leave their yearly course, when, and which come back.") { Document, State, Out, Workers, Quiet };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string document = parsed.GetRequiredValue(Document), state = parsed.GetRequiredValue(State), directory = parsed.GetRequiredValue(Out);
        CommandLine.RefuseUnknownOptions([document]);
        int workers = parsed.GetValue(Workers);
        if (workers < 1 || state.Length == 0 || directory.Length == 0)
        {
            throw new ScanException("bad-argument", workers < 1 ? $"--workers is {workers}; expected 1 or more." : "--state or --out is empty; expected a file and a folder.");
        }

        MonitorQuestion question = MonitorDocument.Read(document);
        using var cancel = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        MonitorResult? result = null;
        MonitorReport? report = null;
        ProgressDisplay.Show(parsed.GetValue(Quiet), question.Name, progress => (result, report) = MonitorPublication.Run(question, state, directory, workers, progress, cancel.Token));
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report!, MonitorReportJson.Default.MonitorReport));
        }
        else
        {
            Print(report!, result!.AddedNow, directory);
        }

        return ExitCode.Done;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            cancel.Cancel();
        }
    }

    private static void Print(MonitorReport report, int added, string directory)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Name}: {report.Index} of {report.History.Scenes} scenes, {report.History.First:d MMM yyyy} to {report.History.Last:d MMM yyyy}, and {report.Scenes.Count} since, {added} of them new"));
        Console.Out.WriteLine();
        if (report.Scenes.Count > 0)
        {
            TextTable.Write(
                ["|Scene", "Seen, ha", "Broke, ha", "Recovered, ha"],
                report.Scenes.Select(s => (string[])[s.Date.ToString("d MMM yyyy", CultureInfo.InvariantCulture), Hectares(s.Seen), Hectares(s.Broke), Hectares(s.Recovered)]));
        }

        TextTable.Write(
            ["|Status now", "Pixels", "Hectares"],
            report.Classes.Where(c => c.Value > 0).Select(c => (string[])[$"{c.Value} {c.Name}", c.Pixels.ToString("#,##0", CultureInfo.InvariantCulture), c.Hectares.ToString("#,##0.00", CultureInfo.InvariantCulture)]));
        Console.Out.WriteLine("  hectares are mapped, true ground area, at the scene in which a break was noticed; “–” where a scene saw nothing");
        foreach (WarningEntry warning in report.Warnings)
        {
            Console.Out.WriteLine($"  note [{warning.Code}]: {warning.Message}");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"  Look at {Path.Combine(directory, report.Outputs.Mask.Path)} and {Path.Combine(directory, report.Outputs.Breaks.Path)} (numbers: {Path.Combine(directory, "report.json")})");

        static string Hectares(ExtentEntry? extent) => extent is null ? "–" : extent.Hectares.ToString("#,##0.00", CultureInfo.InvariantCulture);
    }
}

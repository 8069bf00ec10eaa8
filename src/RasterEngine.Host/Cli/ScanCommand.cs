using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using RasterEngine.Publication;
using RasterEngine.Scans;

namespace RasterEngine.Host.Cli;

/// <summary><c>scan</c>: documents, or two files, become result folders.</summary>
internal static class ScanCommand
{
    private static readonly Argument<string[]> Documents = new("SCAN.json") { Description = "Scan documents; none with --before and --after.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Out = new("--out") { Description = "Folder for the result (one folder each for several documents).", HelpName = "DIR", Required = true };
    private static readonly Option<int> Workers = new("--workers") { Description = "Threads; the result is the same for any number.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be scanned and stop." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress." };
    private static readonly Option<bool> Profile = new("--profile") { Description = "Say on stderr where the time went." };
    private static readonly Option<string> Before = new("--before") { Description = "The earlier date's file: a scan without a document.", HelpName = "A.tif" };
    private static readonly Option<string> After = new("--after") { Description = "The later date's file.", HelpName = "B.tif" };
    private static readonly Option<int> Red = new("--red") { Description = "Number of the red band, from 1.", HelpName = "N" };
    private static readonly Option<int> Nir = new("--nir") { Description = "Number of the near-infrared band, from 1.", HelpName = "N" };
    private static readonly Option<decimal> VegetatedAt = new("--vegetated-at") { Description = "Without a document: vegetated means NDVI of at least this.", HelpName = "T", DefaultValueFactory = _ => 0.4m };
    private static readonly Option<decimal> ChangeOf = new("--change-of") { Description = "Without a document: a change is one of at least this.", HelpName = "D", DefaultValueFactory = _ => 0.15m };

    public static Command Make()
    {
        var command = new Command("scan", "Compare two dates: hectares vegetated before and after, gained and lost. Or follow a season of many: hectares cropped.")
        {
            Documents, Out, Workers, DryRun, Quiet, Profile, Before, After, Red, Nir, VegetatedAt, ChangeOf,
        };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] documents = parsed.GetValue(Documents) ?? [];
        CommandLine.RefuseUnknownOptions(documents);
        string directory = parsed.GetRequiredValue(Out);
        if (directory.Length == 0)
        {
            throw new ScanException("bad-argument", "--out is empty; expected a folder for the result.");
        }

        if (documents.Length > 0 && (parsed.GetValue(Before) ?? parsed.GetValue(After)) is not null)
        {
            throw new ScanException("bad-argument", $"--before and --after are given beside {documents[0]}; expected a document, or two files without one.");
        }

        int workers = parsed.GetValue(Workers);
        if (workers < 1)
        {
            throw new ScanException("bad-argument", $"--workers is {workers}; expected 1 or more.");
        }

        if (documents.Length > 1)
        {
            return parsed.GetValue(DryRun)
                ? ScanSeries.PrintPlans(parsed, documents, workers)
                : ScanSeries.Run(
                    parsed, documents, directory, scan => One(parsed, scan.Scan, scan.Directory, workers), scan => OneSeason(parsed, scan.Scan, scan.Directory, workers));
        }

        if (documents.Length == 1 && SeasonDocument.Read(documents[0]) is { } season)
        {
            return RunSeason(parsed, season, directory, workers);
        }

        Scan scan = documents.Length == 1 ? ScanDocument.Read(documents[0]) : FromOptions(parsed);
        if (parsed.GetValue(DryRun))
        {
            return ScanSummary.PrintPlan(ScanPlan.Make(scan), workers, parsed.GetValue(CommandLine.Json));
        }

        ReportDocument report = One(parsed, scan, directory, workers);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ReportDocument));
        }

        return report.Review ? ExitCode.Review : ExitCode.Done;
    }

    private static int RunSeason(ParseResult parsed, SeasonScan season, string directory, int workers)
    {
        if (parsed.GetValue(DryRun))
        {
            return SeasonSummary.PrintPlan(SeasonPlan.Make(season), workers, parsed.GetValue(CommandLine.Json));
        }

        SeasonReportDocument report = OneSeason(parsed, season, directory, workers);
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, SeasonReportJson.Default.SeasonReportDocument));
        }

        return report.Review ? ExitCode.Review : ExitCode.Done;
    }

    private static SeasonReportDocument OneSeason(ParseResult parsed, SeasonScan season, string directory, int workers)
    {
        SeasonResult? result = null;
        SeasonReportDocument? report = null;
        Cancellable(token => ProgressDisplay.Show(parsed.GetValue(Quiet), season.Name, progress => (result, report) = SeasonPublication.Run(season, directory, workers, progress, token)));
        if (!parsed.GetValue(CommandLine.Json))
        {
            SeasonSummary.Print(report!, result!.Plan, directory);
        }

        return report!;
    }

    private static ReportDocument One(ParseResult parsed, Scan scan, string directory, int workers)
    {
        ScanResult? result = null;
        ReportDocument? report = null;
        Cancellable(token => ProgressDisplay.Show(parsed.GetValue(Quiet), scan.Name, progress => (result, report) = ScanPublication.Run(scan, directory, workers, progress, token)));
        if (!parsed.GetValue(CommandLine.Json))
        {
            ScanSummary.Print(report!, result!.Plan.Scan, directory);
        }

        if (parsed.GetValue(Profile))
        {
            ScanProfile.Print(result!);
        }

        return report!;
    }

    private static void Cancellable(Action<CancellationToken> run)
    {
        using var cancel = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        run(cancel.Token);

        void Stop(PosixSignalContext context)
        {
            // The program ends by itself, after the tiles under way and with nothing left behind.
            context.Cancel = true;
            cancel.Cancel();
        }
    }

    private static Scan FromOptions(ParseResult parsed)
    {
        string? before = parsed.GetValue(Before), after = parsed.GetValue(After);
        if (before is null || after is null || parsed.GetValue(Red) < 1 || parsed.GetValue(Nir) < 1)
        {
            throw new ScanException("bad-argument", "scan needs a document (SCAN.json), or --before A.tif --after B.tif --red N --nir N with band numbers from 1.");
        }

        return ScanDocument.FromPaths(before, after, parsed.GetValue(Red), parsed.GetValue(Nir), parsed.GetValue(VegetatedAt), parsed.GetValue(ChangeOf), Environment.CurrentDirectory);
    }
}

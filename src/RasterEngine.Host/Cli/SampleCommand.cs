using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using RasterEngine.Publication;
using RasterEngine.Samples;

namespace RasterEngine.Host.Cli;

/// <summary><c>sample</c>: a reference sample from our mask or anybody's map.</summary>
internal static class SampleCommand
{
    private static readonly Option<string> ReportFile = new("--report") { Description = "report.json of a scan's result: the sample is drawn from its mask.", HelpName = "R.json" };
    private static readonly Option<string> Map = new("--map") { Description = "Any class raster instead.", HelpName = "MAP.tif" };
    private static readonly Option<string> Classes = new("--classes") { Description = "With --map: what its numbers mean, e.g. { \"1\": \"crop\", \"2\": \"other\" }.", HelpName = "CLASSES.json" };
    private static readonly Option<string> Design = new("--design") { Description = "Target, size, allocation, classes, frame, seed.", HelpName = "DESIGN.json", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "Folder for the sample.", HelpName = "DIR", Required = true };
    private static readonly Option<int> Workers = new("--workers") { Description = "Threads; the sample is the same for any number.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress." };

    public static Command Make()
    {
        var command = new Command("sample", "Draw a reference sample to be labelled, and tell the interval to expect before anyone labels.") { ReportFile, Map, Classes, Design, Out, Workers, Quiet };
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    /// <summary>The map that --report, or --map and --classes, name.</summary>
    public static ClassRaster OpenMap(string? report, string? map, string? classes)
    {
        if ((report is null) == (map is null) || (map is null) != (classes is null))
        {
            throw new ScanException("bad-argument", "sample needs --report R.json (a scan's result), or --map MAP.tif and --classes CLASSES.json.");
        }

        if (report is not null)
        {
            return MappedReport.Open(report);
        }

        (int band, MapLegend legend) = ClassesDocument.Read(classes!);
        return ClassRaster.Open(map!, band, legend);
    }

    private static int Run(ParseResult parsed)
    {
        int workers = parsed.GetValue(Workers);
        if (workers < 1)
        {
            throw new ScanException("bad-argument", $"--workers is {workers}; expected 1 or more.");
        }

        string designFile = parsed.GetRequiredValue(Design), directory = parsed.GetRequiredValue(Out);
        if (directory.Length == 0)
        {
            throw new ScanException("bad-argument", "--out is empty; expected a folder for the sample.");
        }

        SampleDesign design = SampleDesignDocument.Read(designFile);
        ClassRaster map = OpenMap(parsed.GetValue(ReportFile), parsed.GetValue(Map), parsed.GetValue(Classes));
        using var cancel = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        DesignReport? report = null;
        ProgressDisplay.Show(parsed.GetValue(Quiet), design.Name ?? map.Name, progress => report = SamplePublication.Run(
            designFile, design, map, directory, workers, (stage, share) => progress(new(stage, (long)(share * map.Grid.Bounds.PixelCount), map.Grid.Bounds.PixelCount)), cancel.Token));
        if (parsed.GetValue(CommandLine.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report!, SampleJson.Default.DesignReport));
        }
        else
        {
            Print(report!, directory);
        }

        return ExitCode.Done;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            cancel.Cancel();
        }
    }

    private static void Print(DesignReport report, string directory)
    {
        Console.Out.WriteLine($"{report.Name}: a sample of {Whole(report.N)} {report.Unit.Kind}s to estimate {report.Target}");
        if (report.Definition is { } definition)
        {
            Console.Out.WriteLine($"  {report.Target} means: {definition}");
        }

        TextTable.Write(
            ["|Stratum", "Units", "Hectares", "Share", "Expected", "Drawn", "1 of"],
            report.Strata.Select(s => (string[])[s.Name, Whole(s.Units), Hectares((double)s.Hectares), Percent(s.Share, "0.00"), Percent(s.Expected, "0.#"), Whole(s.Drawn), s.Drawn == 0 ? "–" : Whole((long)Math.Round(1 / s.InclusionProbability))]));
        ExpectedEntry expected = report.Expected;
        Console.Out.WriteLine(expected.StandardErrorHectares is { } error
            ? $"  to expect, if the strata hold as much {report.Target} as assumed: {Hectares(expected.Hectares)} ha, {Percent(expected.Level, "0")} interval {Hectares(expected.Interval[0])} to {Hectares(expected.Interval[1])} ha (standard error {Hectares(error)} ha, ± {Percent((expected.Interval[1] - expected.Interval[0]) / 2 / expected.Hectares, "0")})"
            : "  to expect: no standard error, because a stratum has fewer than two units");
        if (report.WantedStandardErrorHectares is { } wanted)
        {
            Console.Out.WriteLine($"  asked for: a standard error of {Hectares(wanted)} ha");
        }

        Console.Out.WriteLine($"  {report.Method}");
        foreach (WarningEntry warning in report.Warnings)
        {
            Console.Out.WriteLine($"  note [{warning.Code}]: {warning.Message}");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"  For interpreters, blind: {Path.Combine(directory, report.Outputs.CollectEarthOnline.Path)} (Collect Earth Online), {Path.Combine(directory, report.Outputs.Acatama.Path)} (AcATaMa)");
        Console.Out.WriteLine($"  For the estimate: {Path.Combine(directory, report.Outputs.Sample.Path)}; outlines of the units: {Path.Combine(directory, report.Outputs.Outlines.Path)}");
    }

    private static string Whole(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Hectares(double hectares) => hectares.ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static string Percent(double share, string format) => (share * 100).ToString(format, CultureInfo.InvariantCulture) + " %";
}

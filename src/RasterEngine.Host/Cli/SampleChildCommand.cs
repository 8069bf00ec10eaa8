using System.CommandLine;
using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Host.Jobs;
using RasterEngine.Samples;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary><c>sample-child</c>, for the service alone: draws a sample from a result and makes what its interpreters look at, under a scan's limits.</summary>
internal static class SampleChildCommand
{
    public const string Name = "sample-child";

    private static readonly Argument<string> Document = new("SCAN.json");
    private static readonly Option<string> Report = new("--report") { Required = true };
    private static readonly Option<string> Design = new("--design") { Required = true };
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    public static Command Make()
    {
        var command = new Command(Name, "A sample of the service, in a process of its own.") { Document, Report, Design, Out, Within };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ChildCommand.EndWithParent();
        GdalLibrary.EnsureLoaded();
        ChildLimits.ApplyFromEnvironment();
        string[] within = parsed.GetRequiredValue(Within);
        ArchiveBoundary.Set(within);
        string result = parsed.GetRequiredValue(Out), sample = Path.Combine(result, "sample");
        SampleDesign design = SampleDesignDocument.Parse("design", File.ReadAllBytes(parsed.GetRequiredValue(Design)), within[0]);
        _ = SamplePublication.Run("design", design, MappedReport.Open(parsed.GetRequiredValue(Report)), sample, 1, (_, share) => Tell(share / 2), CancellationToken.None);
        LabelPack.Write(SampleFolder.Open(sample), File.ReadAllBytes(parsed.GetRequiredValue(Document)), within[0], Path.Combine(result, "units"), share => Tell(0.5 + (share / 2)));
        return ExitCode.Done;

        static void Tell(double share) => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ChildCommand.ProgressPrefix}{(int)(100 * share)}"));
    }
}

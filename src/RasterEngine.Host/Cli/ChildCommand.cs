using System.CommandLine;
using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Host.Jobs;
using RasterEngine.Publication;
using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Host.Cli;

/// <summary>
/// <c>child</c>, for the service alone: one scan under limits, progress on standard output. Ends when standard input does, because then its
/// parent is gone.
/// </summary>
internal static class ChildCommand
{
    public const string ProgressPrefix = "progress ";

    private static readonly Argument<string> Document = new("SCAN.json");
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    public static Command Make()
    {
        var command = new Command("child", "One scan of the service, in a process of its own.") { Document, Out, Within };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(parsed, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        EndWithParent();

        // The library's own size is no part of what a scan may take.
        GdalLibrary.EnsureLoaded();
        ChildLimits.ApplyFromEnvironment();
        string[] within = parsed.GetRequiredValue(Within);
        ArchiveBoundary.Set(within);
        byte[] json = File.ReadAllBytes(parsed.GetRequiredValue(Document));
        string result = parsed.GetRequiredValue(Out);
        (string Stage, int Percent) last = ("", -1);
        bool isForReview = SeasonDocument.Parse("scan", json, within[0], "scan") is { } season
            ? SeasonPublication.Run(season, result, 1, Tell, CancellationToken.None).Report.Review
            : ScanPublication.Run(ScanDocument.Parse("scan", json, within[0], "scan"), result, 1, Tell, CancellationToken.None).Report.Review;
        return isForReview ? ExitCode.Review : ExitCode.Done;

        void Tell(ScanProgress progress)
        {
            int percent = progress.TotalPixels == 0 ? 0 : (int)(100 * progress.DonePixels / progress.TotalPixels);
            if (last != (progress.Stage, percent))
            {
                last = (progress.Stage, percent);
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ProgressPrefix}{percent}"));
            }
        }
    }

    // A read returns when the other end of the pipe is gone, however its process ended.
    internal static void EndWithParent() => new Thread(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(ExitCode.Cancelled);
    })
    { IsBackground = true, Name = "parent watch" }.Start();
}

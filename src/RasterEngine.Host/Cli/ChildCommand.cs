using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using RasterEngine.Gdal;
using RasterEngine.Host.Jobs;
using RasterEngine.Publication;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Host.Cli;

/// <summary>
/// <c>child</c>, for the service alone: one scan under limits, progress on standard output. Ends when standard input does, because then its
/// parent is gone.
/// </summary>
internal static class ChildCommand
{
    public const string ProgressPrefix = "progress ", ShardPixelsVariable = "RASTERENGINE_SHARD_PIXELS";

    private static readonly Argument<string> Document = new("SCAN.json");
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Within = new("--within") { Required = true };

    private static readonly Option<string> Cut = new("--cut") { Description = "How the scan is cut: written, instead of a result, when it is large and neither --shard nor --part is given.", Required = true };
    private static readonly Option<int?> Shard = new("--shard") { Description = "Only this one, from 0." };
    private static readonly Option<string[]> Parts = new("--part") { Description = "What every shard left, in order." };

    public static Command Make()
    {
        var command = new Command("child", "One scan of the service, or a shard of it, in a process of its own.") { Document, Out, Within, Cut, Shard, Parts };
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
            : RunScan(parsed, ScanDocument.Parse("scan", json, within[0], "scan"), result, Tell);
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

    private static bool RunScan(ParseResult parsed, Scan scan, string result, Action<ScanProgress> tell)
    {
        string path = parsed.GetRequiredValue(Cut);
        if (parsed.GetValue(Shard) is { } number)
        {
            var cut = CutScan.Read(path);
            PreparedScan own = cut.Prepare(scan);
            Directory.CreateDirectory(result);
            ScanPipeline.RunShard(own.Plan, own.Inputs, cut.Shards[number], Path.Combine(result, ScanFiles.Part), 1, tell, CancellationToken.None);
            return false;
        }

        if (parsed.GetValue(Parts) is { Length: > 0 } parts)
        {
            return ScanPublication.Run(CutScan.Read(path).Prepare(scan), result, 1, tell, CancellationToken.None, parts).Report.Review;
        }

        PreparedScan prepared = ScanPublication.Prepare(scan, result, 1, tell);
        IReadOnlyList<TileRows> shards = ScanShards.Cut(prepared.Plan, FewestPixels());
        if (shards.Count > 1)
        {
            CutScan.Of(prepared, shards).Write(path);
            return false;
        }

        return ScanPublication.Run(prepared, result, 1, tell, CancellationToken.None).Report.Review;
    }

    private static long FewestPixels() =>
        long.TryParse(Environment.GetEnvironmentVariable(ShardPixelsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out long pixels) && pixels > 0 ? pixels : ScanShards.FewestPixels;

    /// <summary>What a parent that stays asks, line by line, until it is gone; then this process is too, whatever it is at.</summary>
    internal static IEnumerable<string> LinesOfParent()
    {
        var lines = new BlockingCollection<string>();
        new Thread(() =>
        {
            while (Console.In.ReadLine() is { } line)
            {
                lines.Add(line);
            }

            Environment.Exit(ExitCode.Cancelled);
        })
        { IsBackground = true, Name = "parent watch" }.Start();
        return lines.GetConsumingEnumerable();
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

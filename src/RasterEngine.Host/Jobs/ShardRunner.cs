using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RasterEngine.Host.Storage;
using RasterEngine.Scans;

namespace RasterEngine.Host.Jobs;

/// <summary>One try at a shard: claimed, computed by a child, verified, committed to the ledger; or, for the last one, all parts put together and published.</summary>
internal sealed partial class ShardRunner(ShardTable shards, WorkTable work, AcceptedResult accepted, ServiceFolders folders, ScanChild child, ServiceMeters meters, ILogger<ShardRunner> log)
{
    private static readonly Func<ILogger, Guid, int, int, IDisposable?> Lines = LoggerMessage.DefineScope<Guid, int, int>("scan {Scan} epoch {Epoch} shard {Shard}");
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <param name="id">The shard.</param>
    /// <param name="stopping">The server is shutting down.</param>
    public void Run(Guid id, CancellationToken stopping)
    {
        if (shards.Claim(id, ScanRunner.Worker) is not { } claim)
        {
            return;
        }

        (ScanRow scan, ShardRow shard) = claim;
        using IDisposable? scope = Lines(log, scan.Id, scan.Epoch, shard.Number);
        using Activity? span = ServiceMeters.Activities.StartActivity(shard.IsPublication ? "publication" : "shard");
        span?.SetTag("scan", scan.Id).SetTag("epoch", scan.Epoch).SetTag("shard", shard.Number);
        meters.Began();
        string folder = folders.WorkOf(scan), own = Path.Combine(folder, shard.Attempt.ToString(CultureInfo.InvariantCulture));
        try
        {
            ChildOutcome outcome = child.Run(Call(scan, shard, folder), own, [], Beats(shard, stopping));
            Note(End(scan, shard, own, outcome), outcome.Kind.ToString(), outcome.Sentence);
            if (outcome.Kind is not (ChildEnd.Done or ChildEnd.Refused))
            {
                meters.Retried();
            }

            if (shard.IsPublication && outcome.Kind == ChildEnd.Done)
            {
                LeftoverFiles.Remove(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Note(shards.Retry(scan, shard, "failed", $"The result could not be written ({folders.Unnamed(e.Message, folder)})."), "failed", e.Message);
        }
    }

    private string[] Call(ScanRow scan, ShardRow shard, string folder)
    {
        string[] call = ["child", Path.Combine(folder, ScanFiles.Document), "--cut", Path.Combine(folder, ScanFiles.Cut)];
        return shard.IsPublication
            ? [.. call, .. Parts(scan, folder).SelectMany(part => (string[])["--part", part])]
            : [.. call, "--shard", shard.Number.ToString(CultureInfo.InvariantCulture)];
    }

    // Each is still what the ledger says.
    private string[] Parts(ScanRow scan, string folder) => [.. shards.Ledger(scan).Select(entry =>
    {
        string path = Path.Combine(folder, entry.Part);
        return ScanPart.Verify(path) == entry.Sha256 ? path : throw new IOException($"{entry.Part} is not the part that was committed");
    })];

    private bool End(ScanRow scan, ShardRow shard, string own, ChildOutcome outcome) => outcome.Kind switch
    {
        ChildEnd.Done when shard.IsPublication => accepted.Accept(scan, shard.Attempt, own),
        ChildEnd.Done => Commit(scan, shard, own),
        ChildEnd.Refused => work.Refuse(scan.Id, scan.Epoch, shard.Attempt, outcome.Code, outcome.Sentence),
        ChildEnd.Died => shards.Retry(scan, shard, "died", $"The files of this scan are set aside: the process that read them {outcome.Sentence}."),
        ChildEnd.Failed => shards.Retry(scan, shard, "failed", folders.Unnamed(outcome.Sentence, folders.WorkOf(scan))),
        _ => shards.Retry(scan, shard, "stopped", outcome.Sentence),
    };

    private bool Commit(ScanRow scan, ShardRow shard, string own)
    {
        bool isOurs = shards.Commit(scan, shard, Path.Combine(Path.GetFileName(own), ScanFiles.Part), ScanPart.Verify(Path.Combine(own, ScanFiles.Part)));
        if (isOurs)
        {
            meters.Committed();
        }

        return isOurs;
    }

    private Func<int, bool> Beats(ShardRow shard, CancellationToken stopping)
    {
        DateTime next = DateTime.MinValue;
        bool isOurs = true;
        return percent =>
        {
            if (stopping.IsCancellationRequested)
            {
                return false;
            }

            if (DateTime.UtcNow >= next)
            {
                next = DateTime.UtcNow + BeatEvery;
                isOurs = BeatOrKeep(shard, percent);
            }

            return isOurs;
        };
    }

    // While the database is away nobody else can have claimed the shard: work goes on, and the attempt decides at the end.
    private bool BeatOrKeep(ShardRow shard, int percent)
    {
        try
        {
            return shards.Beat(shard, percent);
        }
        catch (Npgsql.NpgsqlException e)
        {
            NoBeat(log, e.Message);
            return true;
        }
    }

    private void Note(bool written, string outcome, string detail)
    {
        if (written)
        {
            Ended(log, outcome, detail);
        }
        else
        {
            meters.Fenced();
            Fenced(log, outcome);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "shard ended: {Outcome} {Detail}")]
    private static partial void Ended(ILogger log, string outcome, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "fenced: this shard was taken away meanwhile, and {Outcome} was not written")]
    private static partial void Fenced(ILogger log, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the database did not hear that this shard is alive: {Reason}")]
    private static partial void NoBeat(ILogger log, string reason);
}

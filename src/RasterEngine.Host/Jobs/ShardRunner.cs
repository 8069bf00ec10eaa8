using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RasterEngine.Host.Api;
using RasterEngine.Host.Cli;
using RasterEngine.Host.Storage;
using RasterEngine.Scans;

namespace RasterEngine.Host.Jobs;

/// <summary>One try at a shard: claimed, computed by a child, verified, committed to the ledger; or, for the last one, all parts put together and published.</summary>
internal sealed class ShardRunner(ShardTable shards, WorkTable work, AcceptedResult accepted, ServiceFolders folders, ScanChild child, ServiceSettings settings, ServiceMeters meters, Attempts attempts, ILogger<ShardRunner> log)
{
    private static readonly Func<ILogger, Guid, int, int, IDisposable?> Lines = LoggerMessage.DefineScope<Guid, int, int>("scan {Scan} epoch {Epoch} shard {Shard}");

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
            if (shard.IsPublication && LostParts(scan, folder) is { Count: > 0 } lost)
            {
                bool isOurs = shards.PutBack(scan, shard, lost) ?? shards.Retry(scan, shard, "failed", "Parts of this scan were lost or damaged again and again; the disk of the data folder is not to be trusted.");
                attempts.Ended(isOurs, "parts-lost", string.Join(", ", lost));
                return;
            }

            ChildOutcome outcome = child.Run(Call(scan, shard, folder), own, [], attempts.Beats(percent => shards.Beat(shard, percent), stopping));
            attempts.Ended(End(scan, shard, own, outcome), outcome.Kind.ToString(), outcome.Sentence);
            if (outcome.Kind is not (ChildEnd.Done or ChildEnd.Refused))
            {
                meters.Retried();
            }

            if (outcome.Kind != ChildEnd.Done)
            {
                LeftoverFiles.Remove(own);
            }
            else if (shard.IsPublication)
            {
                LeftoverFiles.Remove(folder);
            }
        }
        catch (IOException e) when (FullPlace.Sentence(FullPlace.Code(e), settings.TryAgain) is { } sentence)
        {
            attempts.Ended(shards.Hold(scan, shard, FullPlace.Code(e)!, sentence, settings.TryAgain), "held", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            attempts.Ended(shards.Retry(scan, shard, "failed", $"The result could not be written ({folders.Unnamed(e.Message, folder)})."), "failed", e.Message);
        }
    }

    private string[] Call(ScanRow scan, ShardRow shard, string folder)
    {
        string[] call = ["child", Path.Combine(folder, ScanFiles.Document), "--cut", Path.Combine(folder, ScanFiles.Cut)];
        return shard.IsPublication
            ? [.. call, .. Parts(scan, folder).SelectMany(part => (string[])["--part", part])]
            : [.. call, "--shard", shard.Number.ToString(CultureInfo.InvariantCulture)];
    }

    private IEnumerable<string> Parts(ScanRow scan, string folder) => shards.Ledger(scan).Select(entry => Path.Combine(folder, entry.Part));

    // Numbers of the shards whose part is not what the ledger says any more.
    private List<int> LostParts(ScanRow scan, string folder) => [.. shards.Ledger(scan).Index().Where(entry => !IsWhole(Path.Combine(folder, entry.Item.Part), entry.Item.Sha256)).Select(entry => entry.Index)];

    private static bool IsWhole(string part, string sha256)
    {
        try
        {
            return ScanPart.Verify(part) == sha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool End(ScanRow scan, ShardRow shard, string own, ChildOutcome outcome) => outcome.Kind switch
    {
        ChildEnd.Done when shard.IsPublication => accepted.Accept(scan, shard.Attempt, own),
        ChildEnd.Done => Commit(scan, shard, own),
        ChildEnd.Refused => work.Refuse(scan.Id, scan.Epoch, shard.Attempt, outcome.Code, outcome.Sentence),
        ChildEnd.Died => shards.Retry(scan, shard, "died", $"The files of this scan are set aside: the process that read them {outcome.Sentence}."),
        ChildEnd.Failed when FullPlace.Sentence(outcome.Code, settings.TryAgain) is { } sentence => shards.Hold(scan, shard, outcome.Code, sentence, settings.TryAgain),
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
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RasterEngine.Host.Api;
using RasterEngine.Host.Cli;
using RasterEngine.Host.Storage;
using RasterEngine.Publication;

namespace RasterEngine.Host.Jobs;

/// <summary>One try at a scan: claimed, computed by a child, verified, moved to its place, written down. Every step may be the last one.</summary>
internal sealed class ScanRunner(WorkTable work, ShardTable shards, AcceptedResult accepted, ServiceFolders folders, ScanChild child, SceneSelector selector, ArchiveIndex index, ServiceSettings settings, ServiceMeters meters, Attempts attempts, ILogger<ScanRunner> log)
{
    private static readonly Func<ILogger, Guid, int, IDisposable?> Lines = LoggerMessage.DefineScope<Guid, int>("scan {Scan} epoch {Epoch}");

    /// <summary>This process, as attempts name it.</summary>
    public static string Worker { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <param name="id">The scan.</param>
    /// <param name="stopping">The server is shutting down.</param>
    public void Run(Guid id, CancellationToken stopping)
    {
        if (work.Claim(id, Worker) is not { } claim)
        {
            return;
        }

        (ScanRow scan, long attempt) = claim;
        using IDisposable? scope = Lines(log, id, scan.Epoch);
        using Activity? span = ServiceMeters.Activities.StartActivity("scan");
        span?.SetTag("scan", id).SetTag("epoch", scan.Epoch);
        meters.Began();
        string folder = folders.WorkOf(scan);
        bool isCut = false;
        try
        {
            isCut = Try(scan, attempt, folder, stopping);
        }
        catch (ScanException e)
        {
            attempts.Ended(work.Refuse(id, scan.Epoch, attempt, e.Code, e.Message), "Refused", e.Message);
        }
        catch (IOException e) when (FullPlace.Sentence(FullPlace.Code(e), settings.TryAgain) is { } sentence)
        {
            attempts.Ended(work.Hold(id, scan.Epoch, attempt, FullPlace.Code(e)!, sentence, settings.TryAgain), "held", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            attempts.Ended(work.Retry(id, scan.Epoch, attempt, "failed", $"The result could not be written ({e.Message})."), "failed", e.Message);
        }
        finally
        {
            if (!isCut)
            {
                LeftoverFiles.Remove(folder);
            }
        }
    }

    // True when its shards go on from here, in the same folder.
    private bool Try(ScanRow scan, long attempt, string folder, CancellationToken stopping)
    {
        Directory.CreateDirectory(folder);
        string document = Path.Combine(folder, ScanFiles.Document), result = Path.Combine(folder, "result"), cut = Path.Combine(folder, ScanFiles.Cut);
        File.WriteAllText(document, Chosen(scan));
        ChildOutcome outcome = child.Run(["child", document, "--cut", cut], result, [], attempts.Beats(progress => work.Beat(scan.Id, scan.Epoch, attempt, progress), stopping));
        bool isCut = outcome.Kind == ChildEnd.Done && File.Exists(cut), written = outcome.Kind switch
        {
            ChildEnd.Done when isCut => shards.Cut(scan, attempt, CutScan.Read(cut).Pixels),
            ChildEnd.Done => accepted.Accept(scan, attempt, result),
            ChildEnd.Refused => work.Refuse(scan.Id, scan.Epoch, attempt, outcome.Code, outcome.Sentence),
            ChildEnd.Died => work.Retry(scan.Id, scan.Epoch, attempt, "died", $"The files of this scan are set aside: the process that read them {outcome.Sentence}."),
            ChildEnd.Failed when FullPlace.Sentence(outcome.Code, settings.TryAgain) is { } sentence => work.Hold(scan.Id, scan.Epoch, attempt, outcome.Code, sentence, settings.TryAgain),
            ChildEnd.Failed => work.Retry(scan.Id, scan.Epoch, attempt, "failed", folders.Unnamed(outcome.Sentence, folder)),
            _ => work.Retry(scan.Id, scan.Epoch, attempt, "stopped", outcome.Sentence),
        };
        if (outcome.Kind is not (ChildEnd.Done or ChildEnd.Refused))
        {
            meters.Retried();
        }

        attempts.Ended(written, isCut ? "Cut" : outcome.Kind.ToString(), outcome.Sentence);
        return isCut && written;
    }

    private string Chosen(ScanRow scan)
    {
        JsonObject document = JsonNode.Parse(scan.Document)!.AsObject();
        if (scan.IsChosen || !SceneSelector.IsIn(document))
        {
            return scan.Document;
        }

        DateTime now = scan.Slot ?? scan.Created;
        string chosen;
        try
        {
            chosen = selector.Choose(document, now).ToJsonString();
        }
        catch (ScanException e) when (e.Code == "no-scene")
        {
            // It may have come since the archive was last looked through.
            index.Refresh();
            chosen = selector.Choose(document, now).ToJsonString();
        }

        work.Choose(scan.Id, scan.Epoch, chosen);
        return chosen;
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Jobs;

/// <summary>One try at a scan: claimed, computed by a child, verified, moved to its place, written down. Every step may be the last one.</summary>
internal sealed partial class ScanRunner(WorkTable work, ServiceFolders folders, ScanChild child, SceneSelector selector, ArchiveIndex index, ServiceMeters meters, ILogger<ScanRunner> log)
{
    private static readonly Func<ILogger, Guid, int, IDisposable?> Lines = LoggerMessage.DefineScope<Guid, int>("scan {Scan} epoch {Epoch}");
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

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
        string folder = Path.Combine(folders.Work, $"{id:D}.{scan.Epoch}");
        try
        {
            Try(scan, attempt, folder, stopping);
        }
        catch (ScanException e)
        {
            Note(work.Refuse(id, scan.Epoch, attempt, e.Code, e.Message), "Refused", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Note(work.Retry(id, scan.Epoch, attempt, "failed", $"The result could not be written ({e.Message})."), "failed", e.Message);
        }
        finally
        {
            Remove(folder);
        }
    }

    private void Try(ScanRow scan, long attempt, string folder, CancellationToken stopping)
    {
        Directory.CreateDirectory(folder);
        string document = Path.Combine(folder, "scan.json"), result = Path.Combine(folder, "result");
        File.WriteAllText(document, Chosen(scan));
        DateTime nextBeat = DateTime.MinValue;
        bool isOurs = true;
        ChildOutcome outcome = child.Run(document, result, progress =>
        {
            if (stopping.IsCancellationRequested)
            {
                return false;
            }

            if (DateTime.UtcNow >= nextBeat)
            {
                nextBeat = DateTime.UtcNow + BeatEvery;
                isOurs = BeatOrKeep(scan, attempt, progress);
            }

            return isOurs;
        });

        bool written = outcome.Kind switch
        {
            ChildEnd.Done => Accept(scan, attempt, result),
            ChildEnd.Refused => work.Refuse(scan.Id, scan.Epoch, attempt, outcome.Code, outcome.Sentence),
            ChildEnd.Died => work.Retry(scan.Id, scan.Epoch, attempt, "died", $"The files of this scan are set aside: the process that read them {outcome.Sentence}."),
            ChildEnd.Failed => work.Retry(scan.Id, scan.Epoch, attempt, "failed", WithoutFolders(outcome.Sentence, folder)),
            _ => work.Retry(scan.Id, scan.Epoch, attempt, "stopped", outcome.Sentence),
        };
        if (outcome.Kind is not (ChildEnd.Done or ChildEnd.Refused))
        {
            meters.Retried();
        }

        Note(written, outcome.Kind.ToString(), outcome.Sentence);
    }

    // Where the service keeps its files is nobody's business but its administrator's.
    private string WithoutFolders(string sentence, string folder) =>
        sentence.Replace(Path.Combine(folder, "result"), "the result", StringComparison.Ordinal).Replace(folder, "the scan's folder", StringComparison.Ordinal).Replace(folders.Data, "the data folder", StringComparison.Ordinal);

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

    // While the database is away nobody else can have claimed the scan: work goes on, and the epoch decides at the end.
    private bool BeatOrKeep(ScanRow scan, long attempt, int progress)
    {
        try
        {
            return work.Beat(scan.Id, scan.Epoch, attempt, progress);
        }
        catch (Npgsql.NpgsqlException e)
        {
            NoBeat(log, e.Message);
            return true;
        }
    }

    // What the child says it wrote is held against what lies there; then the row is written and the folder gets its final name, both or neither.
    private bool Accept(ScanRow scan, long attempt, string result)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(result, "report.json")));
        JsonElement mask = report.RootElement.GetProperty("outputs").GetProperty("mask");
        using (FileStream file = File.OpenRead(Path.Combine(result, mask.GetProperty("path").GetString()!)))
        {
            string found = Convert.ToHexStringLower(SHA256.HashData(file));
            if (found != mask.GetProperty("sha256").GetString())
            {
                throw new IOException($"the mask has the SHA-256 {found[..12]}…, not the one of its report");
            }
        }

        string final = folders.Result(scan.Id);
        JsonElement root = report.RootElement, grid = root.GetProperty("grid");
        long pixels = grid.GetProperty("width").GetInt64() * grid.GetProperty("height").GetInt64(), bytes = new DirectoryInfo(result).EnumerateFiles().Sum(f => f.Length);
        bool written = work.Succeed(scan.Id, scan.Epoch, attempt, root.GetProperty("scanId").GetString()!, root.GetProperty("review").GetBoolean(), pixels, bytes, Name);
        if (written)
        {
            meters.Scanned(pixels);
        }

        return written;

        void Name()
        {
            if (Directory.Exists(final))
            {
                // Of an earlier try whose row was not written any more: the same question, the same bytes.
                Directory.Delete(final, recursive: true);
            }

            Directory.Move(result, final);
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

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // Swept by the next clean-up.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "scan ended: {Outcome} {Detail}")]
    private static partial void Ended(ILogger log, string outcome, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "fenced: this scan was taken away meanwhile, and {Outcome} was not written")]
    private static partial void Fenced(ILogger log, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the database did not hear that this scan is alive: {Reason}")]
    private static partial void NoBeat(ILogger log, string reason);
}

using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RasterEngine.Host.Api;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Tells Hangfire of waiting scans, gives back those whose worker is gone, and cleans up. Runs in every server with workers; each round is one
/// transaction a scan, so any number of them do no harm.
/// </summary>
internal sealed partial class Dispatcher(Database database, WorkTable work, ShardTable shards, CallbackTable callbacks, SlotTable slots, NormalTurn turn, ArchiveIndex index, ServiceFolders folders, ServiceSettings settings, IBackgroundJobClient jobs, ServiceMeters meters, ILogger<Dispatcher> log) : BackgroundService
{
    /// <summary>After this silence a worker counts as gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan RoundEvery = TimeSpan.FromSeconds(1), RecoverEvery = TimeSpan.FromSeconds(5), CleanEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        DateTime nextRecovery = DateTime.MinValue, nextCleaning = DateTime.UtcNow;
        NpgsqlConnection? listener = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                listener ??= await Listen(stoppingToken);
                if (DateTime.UtcNow >= nextCleaning)
                {
                    index.Refresh();
                }

                slots.MakeDueScans();
                if (DateTime.UtcNow >= nextRecovery)
                {
                    nextRecovery = DateTime.UtcNow + RecoverEvery;
                    Recover();
                }

                work.EnqueueWaiting(Enqueue);
                shards.EnqueueWaiting(EnqueueShard);
                turn.Give(settings.NormalPatience, id => Enqueue(id, "normal", isAgain: true), id => EnqueueShard(id, "normal", isAgain: true));
                callbacks.EnqueueDue(id => jobs.Create<CallbackJobs>(j => j.Send(id), new EnqueuedState(JobQueues.Callbacks)));
                if (DateTime.UtcNow >= nextCleaning)
                {
                    nextCleaning = DateTime.UtcNow + CleanEvery;
                    Forget();
                    LeftoverFiles.Sweep(folders, work.Open(), work.Finished());
                }

                await listener.WaitAsync(RoundEvery, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or BackgroundJobClientException or IOException or System.Transactions.TransactionException)
            {
                Round(log, e.Message);
                listener?.Dispose();
                listener = null;
                Revive();
                await Task.Delay(RoundEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        listener?.Dispose();
    }

    private void Revive()
    {
        try
        {
            database.Revive();
        }
        catch (ScanException e)
        {
            Round(log, e.Message);
        }
    }

    private async Task<NpgsqlConnection> Listen(CancellationToken cancellation)
    {
        NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var listen = new NpgsqlCommand("listen scan_queued", connection);
        await listen.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    private void Forget()
    {
        if (settings.Keep is { } age && work.Forget(age) is > 0 and int number)
        {
            Forgot(log, number, age.TotalDays);
        }
    }

    private void Recover()
    {
        (int lost, int forgotten) = work.Recover(Silence);
        (int lostShards, int forgottenShards) = shards.Recover(Silence);
        (lost, forgotten) = (lost + lostShards, forgotten + forgottenShards);
        if (lost + forgotten > 0)
        {
            meters.Recovered(lost);
            Recovered(log, lost, forgotten);
        }
    }

    // Queues run in the order of their names: first what was interrupted or has waited too long, then urgent, then normal.
    private string Enqueue(Guid id, string priority, bool isAgain) =>
        jobs.Create<ScanJobs>(j => j.Scan(id, CancellationToken.None), Queue(isAgain, priority, JobQueues.Urgent, JobQueues.Normal));

    private string EnqueueShard(Guid id, string priority, bool isAgain) => jobs.Create<ScanJobs>(j => j.Shard(id, CancellationToken.None), Queue(isAgain, priority, JobQueues.UrgentShards, JobQueues.NormalShards));

    private static EnqueuedState Queue(bool isAgain, string priority, string urgent, string normal) => new(isAgain ? JobQueues.Recovery : priority == "urgent" ? urgent : normal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Lost} scans or shards given back whose worker is gone, {Forgotten} told to Hangfire again")]
    private static partial void Recovered(ILogger log, int lost, int forgotten);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Number} scans forgotten that ended more than {Days} days ago")]
    private static partial void Forgot(ILogger log, int number, double days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a round of dispatching failed and is tried again: {Reason}")]
    private static partial void Round(ILogger log, string reason);
}

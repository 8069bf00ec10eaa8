using Hangfire;

namespace RasterEngine.Host.Jobs;

/// <summary>What Hangfire may call. Arguments are ids: what a job is about stands in our tables.</summary>
/// <remarks>Names and arguments are stored in queued jobs: changing them loses those.</remarks>
public sealed class ScanJobs
{
    private readonly ScanRunner runner;
    private readonly ShardRunner shards;

    internal ScanJobs(ScanRunner runner, ShardRunner shards) => (this.runner, this.shards) = (runner, shards);

    /// <summary>Tries a scan if it is still waiting.</summary>
    /// <param name="scan">Its number.</param>
    /// <param name="stopping">The server is shutting down, or the job was deleted.</param>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public void Scan(Guid scan, CancellationToken stopping) => runner.Run(scan, stopping);

    /// <summary>Tries a shard of a scan if it is still waiting.</summary>
    /// <param name="shard">Its number in the table.</param>
    /// <param name="stopping">The server is shutting down, or the job was deleted.</param>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public void Shard(Guid shard, CancellationToken stopping) => shards.Run(shard, stopping);
}

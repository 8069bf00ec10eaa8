using System.Globalization;
using System.Transactions;
using Dapper;
using Npgsql;
using RasterEngine.Host.Jobs;

namespace RasterEngine.Host.Storage;

/// <summary>
/// Sees to it that urgent work does not keep normal work waiting for ever where no worker is kept for it: servers of one worker take what is urgent first. When
/// no normal scan or shard has begun for a while, the oldest gets the next worker that is free.
/// </summary>
internal sealed class NormalTurn(Database database)
{
    /// <summary>Gives the oldest normal work its turn, if none has had one.</summary>
    /// <param name="patience">How long none may have begun.</param>
    /// <param name="enqueueScan">Makes a job of a scan that goes before all others, and answers its number.</param>
    /// <param name="enqueueShard">The same of a shard.</param>
    /// <returns>Whether there was one.</returns>
    public bool Give(TimeSpan patience, Func<Guid, string> enqueueScan, Func<Guid, string> enqueueShard)
    {
        using var scope = new TransactionScope(TransactionScopeOption.Required, new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted });
        if (Starved(patience) is not { Id: { } id } starved)
        {
            return false;
        }

        // The job it had stays: whoever takes it finds the work claimed.
        long job = long.Parse(starved.IsShard ? enqueueShard(id) : enqueueScan(id), CultureInfo.InvariantCulture);
        using NpgsqlConnection connection = database.Source.OpenConnection();
        connection.Execute($"update {(starved.IsShard ? "shard" : "scan")} set enqueued = now(), hangfire_job = @job where id = @id", new { id, job });
        scope.Complete();
        return true;
    }

    // One at a time, whatever number of servers look: who has had a turn given and not taken it yet waits in the queue of what goes first.
    private Waiting? Starved(TimeSpan patience)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.QuerySingleOrDefault<Waiting>(
            $"""
            with waiting as (
              select id, false as is_shard, created, 0 as number, enqueued, hangfire_job from scan where state = 'queued' and priority = 'normal'
              union all
              select s.id, true, c.created, s.number, s.enqueued, s.hangfire_job from scan c join shard s on s.scan_id = c.id and s.epoch = c.epoch
              where c.state = 'running' and c.priority = 'normal' and s.state = 'queued')
            select id, is_shard from waiting where enqueued < now() - @patience and pg_try_advisory_xact_lock(7217002)
            and not exists (select 1 from attempt a join scan c on c.id = a.scan_id where c.priority = 'normal' and (a.ended is null or a.started > now() - @patience))
            and not exists (select 1 from waiting w join hangfire.jobqueue q on q.jobid = w.hangfire_job where q.queue = '{JobQueues.Recovery}')
            order by created, number limit 1
            """,
            new { patience });
    }

    private sealed record Waiting
    {
        public Guid Id { get; init; }

        public bool IsShard { get; init; }
    }
}

using System.Globalization;
using System.Transactions;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>
/// Shards of scans, and the ledger of those that are done. A shard is claimed by an attempt of its own; an attempt that was given up may write nothing,
/// nor may any when the scan's epoch is another one. All times are the database's.
/// </summary>
internal sealed class ShardTable(Database database)
{
    // A disk that loses parts again and again is not to be trusted with a result.
    private const int MostPutBacks = 2;

    // What every write of an attempt at a shard holds itself against.
    private const string Ours =
        "exists (select 1 from scan c where c.id = s.scan_id and c.epoch = s.epoch and c.state = 'running') and exists (select 1 from attempt a where a.id = @attempt and a.ended is null)";

    /// <summary>The scan turned out to be a large one: its shards wait from now on, and the attempt that planned it has ended.</summary>
    /// <param name="scan">The scan under its epoch.</param>
    /// <param name="attempt">That attempt.</param>
    /// <param name="pixels">Of each shard, in order.</param>
    /// <returns>False when the scan had been taken away.</returns>
    public bool Cut(ScanRow scan, long attempt, IReadOnlyList<long> pixels)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        bool isOurs = connection.Execute("update scan set updated = now() where id = @Id and epoch = @Epoch and state = 'running'", scan, transaction) == 1;
        if (isOurs)
        {
            connection.Execute(
                """
                insert into shard (scan_id, epoch, number, pixels, state)
                select @Id, @Epoch, n - 1, p, case when n = cardinality(@all) then 'waiting' else 'queued' end from unnest(@all) with ordinality as u(p, n)
                """,
                new { scan.Id, scan.Epoch, all = pixels.Append(0).ToArray() },
                transaction);
        }

        EndAttempt(connection, transaction, attempt, isOurs ? "planned" : "fenced", null);
        transaction.Commit();
        return isOurs;
    }

    /// <summary>Tells Hangfire of every shard it has not been told of, each in one transaction with the note that it was.</summary>
    /// <param name="enqueue">Makes a job of a shard and answers its number; the last argument: it is tried again.</param>
    public void EnqueueWaiting(Func<Guid, string, bool, string> enqueue)
    {
        while (true)
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted });
            if (NextWaiting() is not { Id: { } id } shard)
            {
                return;
            }

            long job = long.Parse(enqueue(id, shard.Priority, shard.WasTold), CultureInfo.InvariantCulture);
            using NpgsqlConnection connection = database.Source.OpenConnection();
            connection.Execute("update shard set enqueued = now(), hangfire_job = @job where id = @id", new { id, job });
            scope.Complete();
        }
    }

    /// <summary>Claims a waiting shard and writes down that it is about to be tried.</summary>
    /// <returns>Null when it does not wait any more, or its scan has ended.</returns>
    public (ScanRow Scan, ShardRow Shard)? Claim(Guid id, string worker)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        ScanRow? scan = connection.QuerySingleOrDefault<ScanRow>(
            """
            update shard s set state = 'running', try_after = null from scan c where s.id = @id and s.state = 'queued' and c.id = s.scan_id and c.epoch = s.epoch and c.state = 'running'
            returning c.id, c.tenant, c.name, c.document, c.priority, c.state, c.epoch, c.created, c.slot
            """,
            new { id },
            transaction);
        if (scan is null)
        {
            return null;
        }

        ShardRow shard = connection.QuerySingle<ShardRow>(
            """
            with made as (insert into attempt (scan_id, epoch, worker, shard_id) values (@Id, @Epoch, @worker, @shard) returning id)
            select s.id, s.number, s.pixels = 0 as is_publication, made.id as attempt from shard s, made where s.id = @shard
            """,
            new { scan.Id, scan.Epoch, worker, shard = id },
            transaction);
        transaction.Commit();
        return (scan, shard);
    }

    /// <summary>Says that an attempt is alive and how far it is. The scan's progress is the share of its pixels that are done.</summary>
    /// <returns>False when the shard, or its scan, has been taken away.</returns>
    public bool Beat(ShardRow shard, int percent)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Execute(
            $"""
            with own as (update shard s set percent = @percent where s.id = @Id and {Ours} returning s.scan_id, s.epoch),
            share as (select o.scan_id, sum(s.pixels * case when s.id = @Id then @percent else s.percent end) / sum(s.pixels) as progress from own o join shard s using (scan_id, epoch) group by o.scan_id),
            told as (update scan c set progress = least(99, greatest(c.progress, share.progress)), updated = now() from share where c.id = share.scan_id returning 1)
            update attempt set beat = now() where id = @attempt and exists (select 1 from own)
            """,
            new { shard.Id, percent, attempt = shard.Attempt }) == 1;
    }

    /// <summary>A shard is done: its part goes to the ledger, and with the last one the scan waits for publication, in one transaction.</summary>
    /// <returns>False when it had been taken away, or was done by another.</returns>
    public bool Commit(ScanRow scan, ShardRow shard, string part, string sha256)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();

        // Holding the scan's row, the two last of its shards cannot miss each other.
        connection.Execute("select 1 from scan where id = @Id for update", new { scan.Id }, transaction);
        bool isOurs = connection.Execute(
            $"""
            with own as (update shard s set state = 'done', percent = 100 where s.id = @shard and s.state = 'running' and {Ours} returning s.scan_id, s.epoch, s.number)
            insert into ledger (scan_id, epoch, number, part, sha256) select scan_id, epoch, number, @part, @sha256 from own on conflict do nothing
            """,
            new { shard = shard.Id, attempt = shard.Attempt, part, sha256 },
            transaction) == 1;
        if (isOurs)
        {
            connection.Execute(
                """
                update scan set error = null, error_code = null where id = @Id and error is not null;
                update shard s set state = 'queued' where s.scan_id = @Id and s.epoch = @Epoch and s.state = 'waiting'
                and s.number = (select count(*) from ledger l where l.scan_id = s.scan_id and l.epoch = s.epoch);
                notify scan_queued
                """,
                scan,
                transaction);
        }

        EndAttempt(connection, transaction, shard.Attempt, isOurs ? "committed" : "fenced", null);
        transaction.Commit();
        return isOurs;
    }

    /// <summary>Parts of every shard, in order.</summary>
    public IReadOnlyList<(string Part, string Sha256)> Ledger(ScanRow scan)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return [.. connection.Query<(string, string)>("select part, sha256 from ledger where scan_id = @Id and epoch = @Epoch order by number", scan)];
    }

    /// <summary>The machine, or the child that read the files, failed: the shard waits for another try, or its scan is set aside after too many.</summary>
    /// <returns>False when it had been taken away.</returns>
    public bool Retry(ScanRow scan, ShardRow shard, string outcome, string sentence)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        var arguments = new { shard = shard.Id, attempt = shard.Attempt, outcome, sentence, scan.Id, scan.Epoch };
        bool isOurs = connection.Execute($"update shard s set state = 'queued', enqueued = null, percent = 0 where s.id = @shard and s.state = 'running' and {Ours}", arguments, transaction) == 1;
        EndAttempt(connection, transaction, shard.Attempt, isOurs ? outcome : "fenced", sentence);
        if (isOurs)
        {
            connection.Execute(
                $"""
                with tries as (select count(*) filter (where outcome = 'died') as deaths, count(*) filter (where outcome = 'failed') as failures from attempt where shard_id = @shard)
                update scan set finished = now(), updated = now(), error = @sentence,
                  state = case when deaths >= {WorkTable.MostDeaths} then 'quarantined' else 'failed' end,
                  error_code = case when deaths >= {WorkTable.MostDeaths} then 'quarantined' else 'machine' end
                from tries where id = @Id and epoch = @Epoch and state = 'running' and (deaths >= {WorkTable.MostDeaths} or failures >= {WorkTable.MostDeaths})
                """,
                arguments,
                transaction);
        }

        transaction.Commit();
        return isOurs;
    }

    /// <summary>Parts or results cannot be written now, which is nobody's fault: the shard waits, and its scan says why. Not counted.</summary>
    /// <returns>False when it had been taken away.</returns>
    public bool Hold(ScanRow scan, ShardRow shard, string code, string sentence, TimeSpan wait)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        bool isOurs = connection.Execute(
            $"update shard s set state = 'queued', enqueued = null, percent = 0, try_after = now() + @wait where s.id = @shard and s.state = 'running' and {Ours}",
            new { shard = shard.Id, attempt = shard.Attempt, wait },
            transaction) == 1;
        if (isOurs)
        {
            connection.Execute("update scan set updated = now(), error = @sentence, error_code = @code where id = @Id", new { scan.Id, sentence, code }, transaction);
        }

        EndAttempt(connection, transaction, shard.Attempt, isOurs ? "held" : "fenced", sentence);
        transaction.Commit();
        return isOurs;
    }

    /// <summary>Parts that were committed are gone or damaged: their shards are computed again, and publication waits for them.</summary>
    /// <param name="scan">The scan under its epoch.</param>
    /// <param name="publication">The shard that missed them.</param>
    /// <param name="lost">Their numbers.</param>
    /// <returns>False when it had been taken away; null when this has come about too often, and nothing was done.</returns>
    public bool? PutBack(ScanRow scan, ShardRow publication, IReadOnlyList<int> lost)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        var arguments = new { shard = publication.Id, attempt = publication.Attempt, scan.Id, scan.Epoch, lost = lost.ToArray() };
        if (connection.ExecuteScalar<int>("select count(*) from attempt where shard_id = @shard and outcome = 'parts-lost'", arguments, transaction) >= MostPutBacks)
        {
            return null;
        }

        connection.Execute("select 1 from scan where id = @Id for update", arguments, transaction);
        bool isOurs = connection.Execute($"update shard s set state = 'waiting', enqueued = null, percent = 0 where s.id = @shard and s.state = 'running' and {Ours}", arguments, transaction) == 1;
        if (isOurs)
        {
            connection.Execute(
                """
                delete from ledger where scan_id = @Id and epoch = @Epoch and number = any(@lost);
                update shard set state = 'queued', enqueued = null, percent = 0 where scan_id = @Id and epoch = @Epoch and number = any(@lost)
                """,
                arguments,
                transaction);
        }

        EndAttempt(connection, transaction, publication.Attempt, isOurs ? "parts-lost" : "fenced", $"parts {string.Join(", ", lost)}");
        transaction.Commit();
        return isOurs;
    }

    /// <summary>Gives shards back whose worker has not been heard of, and has Hangfire told again of those that it forgot, or handed to a process that was gone before it began.</summary>
    /// <returns>How many were given back, and how many Hangfire is to be told of again.</returns>
    public (int Lost, int Forgotten) Recover(TimeSpan silence)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        int lost = connection.Execute(
            """
            with gone as (update attempt set ended = now(), outcome = 'lost' where ended is null and shard_id is not null and beat < now() - @silence returning shard_id)
            update shard s set state = 'queued', enqueued = null, percent = 0 from gone g where s.id = g.shard_id and s.state = 'running'
            """,
            new { silence });
        if (lost > 0)
        {
            connection.Execute(
                $"""
                update scan c set state = 'quarantined', finished = now(), updated = now(), error_code = 'quarantined', error = 'its worker vanished {WorkTable.MostLosses} times while it was being scanned'
                where c.state = 'running' and exists (select 1 from attempt a where a.scan_id = c.id and a.outcome = 'lost' and a.shard_id is not null group by a.shard_id having count(*) >= {WorkTable.MostLosses})
                """);
        }

        int forgotten = connection.Execute(
            """
            update shard s set enqueued = null where s.state = 'queued' and s.enqueued < now() - interval '30 seconds'
            and not exists (select 1 from hangfire.jobqueue q where q.jobid = s.hangfire_job and (q.fetchedat is null or q.fetchedat > now() - @silence))
            and exists (select 1 from scan c where c.id = s.scan_id and c.epoch = s.epoch and c.state = 'running')
            """,
            new { silence });
        return (lost, forgotten);
    }

    private static void EndAttempt(NpgsqlConnection connection, NpgsqlTransaction transaction, long attempt, string outcome, string? detail) =>
        connection.Execute("update attempt set ended = now(), outcome = @outcome, detail = @detail where id = @attempt and ended is null", new { attempt, outcome, detail }, transaction);

    private Waiting? NextWaiting()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.QuerySingleOrDefault<Waiting>(
            """
            select s.id, c.priority, s.hangfire_job is not null as was_told from shard s join scan c on c.id = s.scan_id and c.epoch = s.epoch
            where s.state = 'queued' and s.enqueued is null and (s.try_after is null or s.try_after <= now()) and c.state = 'running' order by (c.priority = 'urgent') desc, c.created, s.number limit 1 for update of s skip locked
            """);
    }

    private sealed record Waiting
    {
        public Guid Id { get; init; }

        public string Priority { get; init; } = "";

        public bool WasTold { get; init; }
    }
}

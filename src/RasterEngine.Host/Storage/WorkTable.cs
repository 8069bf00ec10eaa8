using System.Transactions;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>
/// Scans as workers see them. A scan is claimed by raising its epoch; every later write names that epoch and does nothing when another has
/// been claimed meanwhile. All times are the database's, because servers' clocks differ.
/// </summary>
internal sealed class WorkTable(Database database)
{
    /// <summary>A child that ends by a signal or a limit this many times is the file's fault.</summary>
    public const int MostDeaths = 3;

    /// <summary>Workers that vanish this many times over one scan: more than bad luck.</summary>
    public const int MostLosses = 20;

    /// <summary>Tells Hangfire of every scan it has not been told of, each in one transaction with the note that it was.</summary>
    /// <param name="enqueue">Makes a job of a scan and answers its number.</param>
    /// <returns>How many.</returns>
    public int EnqueueWaiting(Func<Guid, string, bool, string> enqueue)
    {
        int told = 0;
        while (true)
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted });
            if (NextWaiting() is not { } scan)
            {
                return told;
            }

            // Closed before Hangfire opens its own: one after the other share the transaction, two at once would need a prepared one.
            string job = enqueue(scan.Id, scan.Priority, scan.WasTold);
            using NpgsqlConnection connection = database.Source.OpenConnection();
            connection.Execute("update scan set enqueued = now(), hangfire_job = @job where id = @Id", new { scan.Id, job = long.Parse(job, System.Globalization.CultureInfo.InvariantCulture) });
            scope.Complete();
            told++;
        }
    }

    private Told? NextWaiting()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.QuerySingleOrDefault<Told>(
            "select id, priority, hangfire_job is not null as was_told from scan where state = 'queued' and enqueued is null and (try_after is null or try_after <= now()) order by (priority = 'urgent') desc, created limit 1 for update skip locked");
    }

    /// <summary>Claims a waiting scan and writes down that it is about to be tried.</summary>
    /// <returns>The scan under its new epoch with the attempt's number, or null when it is not waiting any more.</returns>
    public (ScanRow Scan, long Attempt)? Claim(Guid id, string worker)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        ScanRow? scan = connection.QuerySingleOrDefault<ScanRow>(
            """
            update scan set state = 'running', epoch = epoch + 1, started = coalesce(started, now()), updated = now(), progress = 0, error = null, error_code = null, try_after = null
            where id = @id and state = 'queued' returning id, tenant, name, coalesce(chosen, document) as document, chosen is not null as is_chosen, priority, state, epoch, created, slot
            """,
            new { id },
            transaction);
        if (scan is null)
        {
            return null;
        }

        long attempt = connection.ExecuteScalar<long>("insert into attempt (scan_id, epoch, worker) values (@id, @Epoch, @worker) returning id", new { id, scan.Epoch, worker }, transaction);
        transaction.Commit();
        return (scan, attempt);
    }

    /// <summary>Keeps the document with its scenes chosen, so that a second try asks the same question.</summary>
    public void Choose(Guid id, int epoch, string document)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        connection.Execute("update scan set chosen = @document where id = @id and epoch = @epoch and state = 'running'", new { id, epoch, document });
    }

    /// <summary>Says that an attempt is alive and how far it is.</summary>
    /// <returns>False when the scan has been taken away: dismissed, or claimed by another.</returns>
    public bool Beat(Guid id, int epoch, long attempt, int progress)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Execute(
            """
            with own as (update scan set progress = @progress, updated = now() where id = @id and epoch = @epoch and state = 'running' returning 1)
            update attempt set beat = now() where id = @attempt and exists (select 1 from own)
            """,
            new { id, epoch, attempt, progress }) == 1;
    }

    /// <summary>The scan is answered. Its result gets its final name while the row is held: nobody can take the scan away, or dismiss it, between the two.</summary>
    /// <returns>False when the scan had been taken away; then nothing was written or named.</returns>
    /// <exception cref="IOException">The result could not be given its name; the row is as it was.</exception>
    public bool Succeed(Guid id, int epoch, long attempt, string scanId, bool review, long pixels, long resultBytes, Action name) => End(
        attempt, "done", null,
        "update scan set state = 'successful', progress = 100, error = null, error_code = null, finished = now(), updated = now(), scan_id = @scanId, review = @review, pixels = @pixels, result_bytes = @resultBytes where id = @id and epoch = @epoch and state = 'running'",
        new { id, epoch, scanId, review, pixels, resultBytes },
        name);

    /// <summary>The request or an input is at fault: trying again would answer the same.</summary>
    public bool Refuse(Guid id, int epoch, long attempt, string code, string sentence) => End(
        attempt, "refused", sentence,
        "update scan set state = 'failed', finished = now(), updated = now(), error = @sentence, error_code = @code where id = @id and epoch = @epoch and state = 'running'",
        new { id, epoch, code, sentence });

    /// <summary>
    /// The machine, or the child that read the files, failed: the scan waits for another try, or is set aside after too many.
    /// </summary>
    /// <param name="id">The scan.</param>
    /// <param name="epoch">Under which it was tried.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="outcome"><c>died</c>, <c>failed</c> or <c>stopped</c>; only deaths and failures are counted.</param>
    /// <param name="sentence">What happened.</param>
    public bool Retry(Guid id, int epoch, long attempt, string outcome, string sentence) => End(
        attempt, outcome, sentence,
        $"""
        with tries as (select count(*) filter (where outcome = 'died') + (@outcome = 'died')::int as deaths, count(*) filter (where outcome = 'failed') + (@outcome = 'failed')::int as failures from attempt where scan_id = @id and shard_id is null)
        update scan set
          state = case when deaths >= {MostDeaths} then 'quarantined' when failures >= {MostDeaths} then 'failed' else 'queued' end,
          epoch = epoch + 1, enqueued = null, updated = now(),
          finished = case when deaths >= {MostDeaths} or failures >= {MostDeaths} then now() end,
          error = case when deaths >= {MostDeaths} or failures >= {MostDeaths} then @sentence end,
          error_code = case when deaths >= {MostDeaths} then 'quarantined' when failures >= {MostDeaths} then 'machine' end
        from tries where id = @id and epoch = @epoch and state = 'running'
        """,
        new { id, epoch, outcome, sentence });

    /// <summary>Results cannot be written now, which is nobody's fault: the scan waits and says why. Not counted.</summary>
    /// <param name="id">The scan.</param>
    /// <param name="epoch">Under which it was tried.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="code">Of the reason.</param>
    /// <param name="sentence">The reason.</param>
    /// <param name="wait">Before it is tried again.</param>
    public bool Hold(Guid id, int epoch, long attempt, string code, string sentence, TimeSpan wait) => End(
        attempt, "held", sentence,
        "update scan set state = 'queued', epoch = epoch + 1, enqueued = null, updated = now(), try_after = now() + @wait, error = @sentence, error_code = @code where id = @id and epoch = @epoch and state = 'running'",
        new { id, epoch, code, sentence, wait });

    /// <summary>
    /// Gives scans back whose worker has not been heard of for <paramref name="silence"/>, and has Hangfire told again of those that it forgot, or handed to a
    /// process that was gone before it began: Hangfire would offer these again after everything that waits.
    /// </summary>
    /// <returns>How many were given back, and how many Hangfire is to be told of again.</returns>
    public (int Lost, int Forgotten) Recover(TimeSpan silence)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        int lost = connection.Execute(
            $"""
            with gone as (update attempt set ended = now(), outcome = 'lost' where ended is null and shard_id is null and beat < now() - @silence returning scan_id, epoch),
            losses as (select a.scan_id, count(*) as number from attempt a join gone g using (scan_id) where a.outcome = 'lost' and a.shard_id is null group by a.scan_id)
            update scan s set
              state = case when l.number >= {MostLosses} then 'quarantined' else 'queued' end,
              finished = case when l.number >= {MostLosses} then now() end,
              error = case when l.number >= {MostLosses} then 'its worker vanished ' || l.number || ' times while it was being scanned' end,
              error_code = case when l.number >= {MostLosses} then 'quarantined' end,
              epoch = s.epoch + 1, enqueued = null, updated = now()
            from gone g left join losses l using (scan_id) where s.id = g.scan_id and s.epoch = g.epoch and s.state = 'running'
            """,
            new { silence });
        int forgotten = connection.Execute(
            """
            update scan s set enqueued = null where s.state = 'queued' and s.enqueued < now() - interval '30 seconds'
            and not exists (select 1 from hangfire.jobqueue q where q.jobid = s.hangfire_job and (q.fetchedat is null or q.fetchedat > now() - @silence))
            """,
            new { silence });
        return (lost, forgotten);
    }

    /// <summary>
    /// Forgets scans that ended longer ago than <paramref name="age"/>, with their attempts and messages. Their folders are swept afterwards, as
    /// those of no finished scan: a crash between the two leaves a folder for the next sweep, never a row without its result.
    /// </summary>
    /// <returns>How many.</returns>
    public int Forget(TimeSpan age)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Execute("delete from scan where id in (select id from scan where finished < now() - @age and state not in ('queued', 'running') limit 1000 for update skip locked)", new { age });
    }

    /// <summary>Scan and epoch of every attempt under way, and of every scan between two shards.</summary>
    public IReadOnlySet<(Guid Scan, int Epoch)> Open()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Query<(Guid, int)>("select scan_id, epoch from attempt where ended is null union select id, epoch from scan where state = 'running'").ToHashSet();
    }

    /// <summary>How many scans wait.</summary>
    public long Waiting()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.ExecuteScalar<long>("select count(*) from scan where state = 'queued'");
    }

    /// <summary>How many shards of running scans wait.</summary>
    public long WaitingShards()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.ExecuteScalar<long>("select count(*) from shard s join scan c on c.id = s.scan_id and c.epoch = s.epoch where s.state = 'queued' and c.state = 'running'");
    }

    /// <summary>Every scan that has a result.</summary>
    public IReadOnlySet<Guid> Finished()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.Query<Guid>("select id from scan where state = 'successful'").ToHashSet();
    }

    // The attempt's end and what it means for the scan, in one transaction. An attempt that lost its scan is written down as fenced; one that was given up
    // meanwhile (a frozen process that goes on) has no say either, though another may try its work under the same epoch.
    private bool End(long attempt, string outcome, string? detail, string update, object arguments, Action? whenOurs = null)
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        bool isOurs = connection.Execute(update, arguments, transaction) == 1;
        bool wasOpen = connection.Execute(
            "update attempt set ended = now(), outcome = @outcome, detail = @detail where id = @attempt and ended is null",
            new { attempt, outcome = isOurs ? outcome : "fenced", detail },
            transaction) == 1;
        if (isOurs && !wasOpen)
        {
            return false;
        }

        if (isOurs)
        {
            whenOurs?.Invoke();
        }

        transaction.Commit();
        return isOurs;
    }

    private sealed record Told
    {
        public Guid Id { get; init; }

        public string Priority { get; init; } = "";

        /// <summary>Hangfire knew of it before: it goes before what has only just come.</summary>
        public bool WasTold { get; init; }
    }
}

using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Scans as the people who ask for them see them: every query is bound to one tenant.</summary>
internal sealed class ScanTable(Database database)
{
    // A document may be a megabyte, and a status does not tell it.
    private const string StatusColumns = "id, tenant, name, priority, state, epoch, progress, created, started, updated, finished, error, error_code, review, schedule, slot";
    private const string Columns = "document, " + StatusColumns;

    /// <summary>Adds a scan. With an idempotency key that was used before, the scan of that time is answered.</summary>
    /// <exception cref="ScanException">The key was used for another question.</exception>
    public async Task<(ScanRow Scan, bool IsNew)> Add(string tenant, string name, string document, string priority, string? idempotencyKey, Subscriber? subscriber, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        ScanRow? added = await connection.QuerySingleOrDefaultAsync<ScanRow>(new CommandDefinition(
            $"""
            with added as (
              insert into scan (tenant, name, document, priority, idempotency_key) values (@tenant, @name, @document, @priority, @idempotencyKey)
              on conflict (tenant, idempotency_key) where idempotency_key is not null do nothing
              returning {Columns}),
            told as (insert into subscriber (scan_id, success_uri, failed_uri, in_progress_uri) select id, @SuccessUri, @FailedUri, @InProgressUri from added where @isSubscribed)
            select * from added
            """,
            new { tenant, name, document, priority, idempotencyKey, isSubscribed = subscriber is not null, subscriber?.SuccessUri, subscriber?.FailedUri, subscriber?.InProgressUri },
            cancellationToken: cancellation));
        if (added is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition("notify scan_queued", cancellationToken: cancellation));
            return (added, true);
        }

        ScanRow earlier = await connection.QuerySingleAsync<ScanRow>(new CommandDefinition(
            $"select {Columns} from scan where tenant = @tenant and idempotency_key = @idempotencyKey", new { tenant, idempotencyKey }, cancellationToken: cancellation));
        return earlier.Document == document && earlier.Priority == priority
            ? (earlier, false)
            : throw new ScanException("key-reused", $"the Idempotency-Key was used for another question (job {earlier.Id:D}); expected the same body again, or a new key.");
    }

    public async Task<ScanRow?> Find(string tenant, Guid id, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<ScanRow>(new CommandDefinition($"select {Columns} from scan where tenant = @tenant and id = @id", new { tenant, id }, cancellationToken: cancellation));
    }

    /// <summary>Several scans at once, each with its tenant, without their documents.</summary>
    public async Task<IReadOnlyList<ScanRow>> FindAll(string[] tenants, Guid[] ids, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<ScanRow>(new CommandDefinition(
            $"select {StatusColumns} from scan where (tenant, id) in (select * from unnest(@tenants, @ids))", new { tenants, ids }, cancellationToken: cancellation))];
    }

    /// <summary>Of each tenant the scan that changed last, without its document.</summary>
    public async Task<IReadOnlyList<ScanRow>> LastChanged(string[] tenants, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<ScanRow>(new CommandDefinition(
            $"select s.* from unnest(@tenants) t(name), lateral (select {StatusColumns} from scan where tenant = t.name order by updated desc limit 1) s", new { tenants }, cancellationToken: cancellation))];
    }

    /// <summary>The newest scans first.</summary>
    public async Task<IReadOnlyList<ScanRow>> List(string tenant, JobQuery query, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        JobPlace? place = query.After ?? query.Before;
        IEnumerable<ScanRow> found = await connection.QueryAsync<ScanRow>(new CommandDefinition(
            $"""
            select {Columns} from scan
            where tenant = @tenant and (cardinality(@States) = 0 or state = any(@States))
              and (@From::timestamptz is null or created >= @From) and (@To::timestamptz is null or created <= @To)
              and (@MinDuration::float8 is null or extract(epoch from coalesce(finished, now()) - started) >= @MinDuration)
              and (@MaxDuration::float8 is null or extract(epoch from coalesce(finished, now()) - started) <= @MaxDuration)
              and (@after::timestamptz is null or created <= @after and (created < @after or id > @id))
              and (@before::timestamptz is null or created >= @before and (created > @before or id < @id))
            order by {(query.Before is null ? "created desc, id" : "created, id desc")} limit @Limit offset @Offset
            """,
            new { tenant, query.States, query.From, query.To, query.MinDuration, query.MaxDuration, query.Limit, query.Offset, after = query.After?.Created, before = query.Before?.Created, id = place?.Id },
            cancellationToken: cancellation));
        return [.. query.Before is null ? found : found.Reverse()];
    }

    /// <summary>Dismisses a scan: one that is waiting or running stops, one that has ended loses its result.</summary>
    /// <returns>The dismissed scan, or null when there is none of that number.</returns>
    public async Task<ScanRow?> Dismiss(string tenant, Guid id, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Api.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<ScanRow>(new CommandDefinition(
            $"""
            update scan set state = 'dismissed', epoch = epoch + 1, finished = coalesce(finished, now()), updated = now(), error = null, error_code = null
            where tenant = @tenant and id = @id returning {Columns}
            """,
            new { tenant, id },
            cancellationToken: cancellation));
    }
}

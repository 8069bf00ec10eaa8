using System.Transactions;
using Dapper;
using Npgsql;

namespace RasterEngine.Host.Storage;

/// <summary>Messages to subscribers. The database writes them when a scan's state changes (migration 0005); each is tried until it is delivered or given up.</summary>
internal sealed class CallbackTable(Database database)
{
    /// <summary>With waits of 15 s, 1 min, 4 min … : more than a day.</summary>
    public const int MostTries = 9;

    /// <summary>Tells Hangfire of messages that are due, each in one transaction with the note that it was told.</summary>
    public void EnqueueDue(Func<Guid, string> enqueue)
    {
        while (true)
        {
            using var scope = new TransactionScope(TransactionScopeOption.Required, new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted });
            if (NextDue() is not { } callback)
            {
                return;
            }

            string job = enqueue(callback);
            using NpgsqlConnection connection = database.Source.OpenConnection();
            connection.Execute("update callback set enqueued = now(), hangfire_job = @job where id = @callback", new { callback, job = long.Parse(job, System.Globalization.CultureInfo.InvariantCulture) });
            scope.Complete();
        }
    }

    /// <summary>Takes a message for a try. The next try is set before this one starts, so a crash is a try that failed.</summary>
    /// <param name="id">The message.</param>
    /// <param name="firstWait">Between the first try and the second; each later wait is four times as long.</param>
    /// <returns>Null when it is not due any more.</returns>
    public async Task<CallbackRow?> Take(Guid id, TimeSpan firstWait)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<CallbackRow>(
            $"""
            update callback c set tries = tries + 1, enqueued = null, error = 'not answered', due = case when tries + 1 < {MostTries} then now() + @firstWait * power(4, tries) end
            from scan s where c.id = @id and c.due <= now() and s.id = c.scan_id returning c.id, c.scan_id, s.tenant, c.state, c.uri, c.tries
            """,
            new { id, firstWait });
    }

    /// <summary>It is not tried again.</summary>
    /// <param name="id">The message.</param>
    /// <param name="error">Null when it was delivered.</param>
    public async Task Close(Guid id, string? error)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync("update callback set due = null, error = @error, delivered = case when @error::text is null then now() end where id = @id", new { id, error });
    }

    /// <summary>This try failed.</summary>
    public async Task Fail(Guid id, string error)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync("update callback set error = @error where id = @id", new { id, error });
    }

    private Guid? NextDue()
    {
        using NpgsqlConnection connection = database.Source.OpenConnection();
        return connection.QuerySingleOrDefault<Guid?>(
            "select id from callback where due <= now() and (enqueued is null or enqueued < now() - interval '5 minutes') order by due limit 1 for update skip locked");
    }
}

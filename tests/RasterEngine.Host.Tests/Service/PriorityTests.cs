using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Urgent and normal on a service of one worker, where no worker is kept for normal work.</summary>
public sealed class PriorityTests
{
    private const int Patience = 4;
    private static readonly Dictionary<string, string> Settings = new() { ["RASTERENGINE_NORMAL_SECONDS"] = $"{Patience}" };

    [Fact]
    public async Task Urgent_OvertakesWaitingNormals_AndAStreamOfItStarvesNone()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("turn", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, Settings, workers: 1);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));

        // 50 normal ones wait: an urgent one goes after the one that runs, perhaps one that was given its turn, and those taken before Hangfire was told.
        for (int i = 0; i < 50; i++)
        {
            await service.Submit(document);
        }

        // The last of them is handed to a process that is gone before it begins: Hangfire alone would offer it again when all others are done.
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Count(database, """
            with last as (update scan set enqueued = now() - interval '1 minute', name = 'orphan' where id = (select id from scan order by created desc limit 1) and state = 'queued' returning hangfire_job),
            gone as (update hangfire.jobqueue q set fetchedat = now() - interval '21 seconds' from last where q.jobid = last.hangfire_job returning 1)
            select count(*) from gone
            """));
        Assert.Equal("successful", (await service.End(await service.Submit(document, "urgent"))).GetProperty("status").GetString());
        Assert.Equal((0L, true), (
            await Count(database, "select count(*) from scan c where priority = 'urgent' and (select count(*) from scan n where n.priority = 'normal' and n.started > c.created and n.started < c.started) > 5"),
            await Count(database, "select count(*) from scan where state = 'queued'") > 40));

        for (int i = 0; i < 300 && await Count(database, "select count(*) from scan where name = 'orphan' and started is null") == 1; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.True(await Count(database, "select count(*) from scan where state = 'queued'") > 20, "the scan of a process that was gone waited behind the others");

        // A stream of urgent ones, each there before the one before it has ended: the normal ones have their turns all the same.
        await Stream();
        while (await Count(database, "select count(*) from scan where priority = 'urgent' and state = 'queued' and enqueued is null") > 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await Count(database, "with gone as (update scan set state = 'dismissed' where state = 'queued' and priority = 'normal' and id not in (select id from scan where state = 'queued' and priority = 'normal' order by created desc limit 2) returning 1) select count(*) from gone");
        DateTime begun = await Now(database);
        long started = 0;
        for (int i = 0; i < 60 && started < 2; i++)
        {
            await Stream();
            started = await Count(database, $"select count(*) from scan where priority = 'normal' and started > '{begun:O}'");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, started);
        Assert.True(await Count(database, $"select count(*) from scan where priority = 'urgent' and started > '{begun:O}'") > 0, "urgent scans did not go on meanwhile");

        async Task Stream()
        {
            while (await Count(database, "select count(*) from scan where priority = 'urgent' and state = 'queued'") < 3)
            {
                await service.Submit(document, "urgent");
            }
        }
    }

    private static async Task<DateTime> Now(NpgsqlDataSource database)
    {
        await using NpgsqlCommand command = database.CreateCommand("select now()");
        return (DateTime)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<long> Count(NpgsqlDataSource database, string query)
    {
        await using NpgsqlCommand command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}

using Npgsql;
using RasterEngine.Host.Storage;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>The HTTP side's login at the database: what it can do, and that it is the one in use.</summary>
public sealed class ApiLoginTests(RunningService running)
{
    private const string Login = "raster_engine_api";

    private string Data => running.Folder.Data;

    [Theory]
    [InlineData("insert into hangfire.jobqueue (jobid, queue) values (1, 'd-normal')")]
    [InlineData("insert into hangfire.job (invocationdata, arguments, createdat) values ('{}', '[]', now())")]
    [InlineData("select count(*) from hangfire.job")]
    [InlineData("create table hangfire.mine (a int)")]
    [InlineData("create table public.mine (a int)")]
    [InlineData("insert into api_key (tenant, name, role, hash) values ('default', 'mine', 'operator', '')")]
    [InlineData("insert into attempt (scan_id, epoch, worker) values (gen_random_uuid(), 1, 'me')")]
    [InlineData("update catalogue set path = '/etc/passwd'")]
    [InlineData("create role mine superuser")]
    public async Task Login_MayNot(string statement)
    {
        _ = running.Process;
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(Data, Login, ServiceProcess.Passwords(Data)[1]));
        await using NpgsqlCommand command = database.CreateCommand(statement);
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Requests_AreAnsweredWithIt()
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(Data));
        await using NpgsqlCommand command = database.CreateCommand($"select count(*) from pg_stat_activity where usename = '{Login}' and query like 'select document, id, tenant, name%from scan%order by%'");

        // A connection tells its last query: another test's request may have followed on it.
        bool isSeen = false;
        for (int i = 0; i < 50 && !isSeen; i++)
        {
            await running.Process.Get("/jobs");
            isSeen = (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! > 0;
        }

        Assert.True(isSeen);
    }

    [Fact]
    public void ConfiguredDatabase_GetsTheLoginItNames_OrHasOneForAll()
    {
        _ = running.Process;
        string owner = ServiceProcess.Passwords(Data)[0], name = $"configured_{Guid.NewGuid():N}";
        Execute(ServiceProcess.ConnectionString(Data), $"create database {name}");
        string worker = ServiceProcess.ConnectionString(Data, "raster_engine", owner, name), api = ServiceProcess.ConnectionString(Data, name, "pass'word", name);
        using (Database one = Database.Open(worker, null, Data, isItsService: false))
        {
            one.Migrate();
            Assert.Same(one.Source, one.Api);
        }

        using (Database two = Database.Open(worker, api, Data, isItsService: false))
        {
            two.Migrate();
            two.Migrate();
            Execute(api, "insert into scan (tenant, name, document) values ('t', 'n', '{}'); update scan set state = 'dismissed'");
        }

        // A login that may read Hangfire's tables is not the one that was asked for.
        Execute(worker, $"create schema hangfire; grant usage on schema hangfire to {name}");
        using Database wrong = Database.Open(worker, api, Data, isItsService: false);
        Assert.Contains("may use the schema hangfire", Assert.Throws<ScanException>(wrong.Migrate).Message, StringComparison.Ordinal);
    }

    private static void Execute(string connection, string statement)
    {
        using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        using NpgsqlCommand command = database.CreateCommand(statement);
        command.ExecuteNonQuery();
    }
}

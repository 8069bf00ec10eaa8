using Npgsql;
using RasterEngine.Host.Storage;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>How long scans are kept, and what can be watched of the service.</summary>
public sealed class RetentionTests(RunningService running)
{
    private static readonly Guid Old = Guid.NewGuid(), Recent = Guid.NewGuid(), Waiting = Guid.NewGuid();

    [Fact]
    public async Task OldScans_AreForgottenWithTheirResults_AndNothingElse()
    {
        using var folder = new ServiceFolder();
        _ = running.Process;
        string name = $"kept_{Guid.NewGuid():N}", database = ServiceProcess.ConnectionString(running.Folder.Data, "raster_engine", ServiceProcess.Passwords(running.Folder.Data)[0], name);
        await Execute(ServiceProcess.ConnectionString(running.Folder.Data), $"create database {name}");
        using (Database made = Database.Open(database, null, folder.Data, isItsService: false))
        {
            made.Migrate();
        }

        await Execute(
            database,
            $"""
            insert into scan (id, tenant, name, document, state, created, finished) values
              ('{Old}', 'default', 'old', '{"{}"}', 'successful', now() - interval '40 days', now() - interval '31 days'),
              ('{Recent}', 'default', 'recent', '{"{}"}', 'successful', now() - interval '40 days', now() - interval '29 days');
            insert into attempt (scan_id, epoch, worker, ended, outcome) values ('{Old}', 1, 'w', now(), 'done');
            insert into scan (id, tenant, name, document, priority, enqueued, created) values ('{Waiting}', 'default', 'waiting', '{"{}"}', 'normal', now(), now() - interval '40 days');
            """);
        foreach (Guid id in (Guid[])[Old, Recent])
        {
            string result = Path.Combine(folder.Data, "results", $"{id:D}");
            Directory.CreateDirectory(result);
            File.WriteAllText(Path.Combine(result, "report.json"), "{}");
            Directory.SetLastWriteTimeUtc(result, DateTime.UtcNow.AddDays(-31));
        }

        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, new Dictionary<string, string> { ["ConnectionStrings__Db"] = database, ["RASTERENGINE_KEEP_DAYS"] = "30" });
        string old = Path.Combine(folder.Data, "results", $"{Old:D}");
        for (int i = 0; i < 200 && Directory.Exists(old); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.False(Directory.Exists(old));
        Assert.True(File.Exists(Path.Combine(folder.Data, "results", $"{Recent:D}", "report.json")));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await service.Client.GetAsync($"/jobs/{Old:D}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("successful", (await service.Get($"/jobs/{Recent:D}")).GetProperty("status").GetString());
        Assert.Equal("waiting", (await service.Get($"/jobs/{Waiting:D}")).GetProperty("name").GetString());
    }

    [Fact]
    public void Service_SaysWhatIsWrong_WhenTheDaysAreNone()
    {
        using var folder = new ServiceFolder();
        _ = running.Process;
        TimeoutException refused = Assert.Throws<TimeoutException>(() => ServiceProcess.Serve(folder.Data, folder.Archive, new Dictionary<string, string>
        {
            ["ConnectionStrings__Db"] = ServiceProcess.ConnectionString(running.Folder.Data),
            ["RASTERENGINE_KEEP_DAYS"] = "soon",
        }));
        Assert.Contains("RASTERENGINE_KEEP_DAYS is soon; expected a whole number of days", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rasterengine_queue")]
    [InlineData("rasterengine_scans_total")]
    [InlineData("rasterengine_pixels_total")]
    [InlineData("rasterengine_retries_total")]
    [InlineData("rasterengine_recovered_total")]
    [InlineData("rasterengine_fenced_total")]
    public async Task Metrics_ShowIt_FromTheStart(string metric)
    {
        string text = await running.Process.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains(text.Split('\n'), l => l.StartsWith(metric, StringComparison.Ordinal) && char.IsAsciiDigit(l.Split(' ')[1][0]));
    }

    [Fact]
    public async Task Log_NamesTheScan_OfEveryLineOfItsWork()
    {
        string job = await running.Process.Submit(running.Folder.Pair("logged", new SmallScene(), new SmallScene { Stored = SmallScene.Bare }));
        await running.Process.End(job);
        string id = job[(job.LastIndexOf('/') + 1)..];
        for (int i = 0; i < 50 && !running.Process.Log.Contains($"scan {id} epoch 1", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Contains($"scan {id} epoch 1", running.Process.Log, StringComparison.Ordinal);
    }

    private static async Task Execute(string connection, string statement)
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

using Npgsql;
using RasterEngine.Host.Storage;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>A process that was frozen, given up and goes on: another may be trying its work under the same epoch, so it has no say any more.</summary>
public sealed class GivenUpTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempt_ThatWasGivenUp_CannotAnswerTheScan(bool isGivenUp)
    {
        using var folder = new ServiceFolder();
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, workers: 0);
        var job = Guid.Parse(Path.GetFileName(await service.Submit(folder.Pair("frozen", new SmallScene(), new SmallScene { Stored = SmallScene.Bare }))));
        using Database database = Database.Open(ServiceProcess.ConnectionString(folder.Data), null, folder.Data, isItsService: false);
        var work = new WorkTable(database);
        (ScanRow scan, long attempt) = work.Claim(job, "frozen:1")!.Value;
        if (isGivenUp)
        {
            await using NpgsqlCommand lost = database.Source.CreateCommand($"update attempt set ended = now(), outcome = 'lost' where id = {attempt}");
            Assert.Equal(1, await lost.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        bool isNamed = false;
        Assert.Equal(!isGivenUp, work.Succeed(job, scan.Epoch, attempt, "id", false, 1, 1, () => isNamed = true));
        Assert.Equal(!isGivenUp, isNamed);
        await using NpgsqlCommand state = database.Source.CreateCommand($"select c.state || ' ' || a.outcome from scan c join attempt a on a.scan_id = c.id where a.id = {attempt}");
        Assert.Equal(isGivenUp ? "running lost" : "successful done", await state.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}

using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>A service without workers of its own, and two processes of workers beside it, as on two machines: work is shared, and one that is killed loses nothing.</summary>
public sealed class TwoMachinesTests
{
    private const int Scans = 8;

    [Fact]
    public async Task Scans_AreSharedByTwoProcesses_AndAllEnd_WhenOneIsKilled()
    {
        using var folder = new ServiceFolder();
        var scene = new SmallScene { Width = 1200, Height = 1200, Stored = SmallScene.Noise };
        JsonObject document = folder.Pair("shared", scene, scene with { Stored = (band, column, row) => SmallScene.Noise(band, column + 1, row) });
        byte[] expected = File.ReadAllBytes(Path.Combine(folder.ByHand(document), "mask.tif"));
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, workers: 0);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
        var jobs = new List<string>();
        for (int i = 0; i < Scans; i++)
        {
            jobs.Add(await service.Submit(document));
        }

        // Nobody works here.
        Assert.Equal("accepted", (await service.Get(jobs[0])).GetProperty("status").GetString());
        using ServiceProcess first = ServiceProcess.Work(folder.Data, folder.Archive), second = ServiceProcess.Work(folder.Data, folder.Archive);
        for (long done = 0; done < 2; done = await Count(database, $"select count(*) from attempt where worker in ('{Name(first)}', '{Name(second)}') and outcome = 'done'"))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        for (long under = 0; under == 0; under = await Count(database, $"select count(*) from attempt where worker = '{Name(second)}' and ended is null"))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        second.Kill();
        foreach (string job in jobs)
        {
            Assert.Equal("successful", (await service.End(job)).GetProperty("status").GetString());
            Assert.Equal(expected, File.ReadAllBytes(Path.Combine(folder.Result(job), "mask.tif")));
        }

        Assert.Equal(Scans, await Count(database, "select count(*) from attempt where outcome = 'done'"));
        Assert.Equal(0, await Count(database, $"select count(*) from attempt where worker = '{Environment.MachineName}:{service.Id}'"));
        foreach (ServiceProcess process in (ServiceProcess[])[first, second])
        {
            Assert.NotEqual(0, await Count(database, $"select count(*) from attempt where worker = '{Name(process)}'"));
        }
    }

    private static string Name(ServiceProcess process) => $"{Environment.MachineName}:{process.Id}";

    private static async Task<long> Count(NpgsqlDataSource database, string query)
    {
        await using NpgsqlCommand command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}

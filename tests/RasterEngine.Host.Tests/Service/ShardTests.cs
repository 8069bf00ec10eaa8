using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Large scans, computed in shards: the command line's bytes, every shard counted once, and after a crash only those under way are computed again.</summary>
public sealed class ShardTests
{
    private const int Shards = 5;
    private static readonly SmallScene Scene = new() { Width = 2000, Height = 2560, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"] };
    private static readonly Dictionary<string, string> Settings = new() { ["RASTERENGINE_SHARD_PIXELS"] = "2000000" };

    [Fact]
    public async Task Scan_InShards_HasTheBytesOfTheCommandLine_AndSurvivesAKill()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("large", Scene, Scene with { Stored = (band, column, row) => SmallScene.Noise(band, column + 1, row) });
        document["histogram"] = true;
        string byHand = folder.ByHand(document), job;
        ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, Settings);
        try
        {
            await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
            job = await service.Submit(document);
            for (long parts = 0; parts < 1; parts = await Count(database, "select count(*) from ledger"))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            service.Kill();
            service.Dispose();
            service = ServiceProcess.Serve(folder.Data, folder.Archive, Settings);
            JsonElement status = await service.End(job);
            Assert.Equal(("successful", 100), (status.GetProperty("status").GetString(), status.GetProperty("progress").GetInt32()));
            foreach (string name in Directory.EnumerateFiles(byHand).Select(f => Path.GetFileName(f)).Where(n => n != "timings.json"))
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(byHand, name)), File.ReadAllBytes(Path.Combine(folder.Result(job), name)));
            }

            // Two workers: at most two were under way. The scan itself was planned once.
            Assert.Equal(Shards, await Count(database, "select count(*) from ledger"));
            Assert.Equal(Shards, await Count(database, "select count(*) from attempt where outcome = 'committed'"));
            Assert.Equal((1, 1), (await Count(database, "select count(*) from attempt where outcome = 'planned'"), await Count(database, "select count(*) from attempt where outcome = 'done'")));
            Assert.InRange(await Count(database, "select count(*) from attempt"), Shards + 2, Shards + 4);
            Assert.Empty(await ServiceFolder.Left(folder.Data));
        }
        finally
        {
            service.Dispose();
        }
    }

    [Fact]
    public async Task LostAndDamagedParts_AreComputedAgain()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("lost", Scene, Scene);
        string byHand = folder.ByHand(document);
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, Settings, 1);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
        string job = await service.Submit(document);
        File.Delete(await Part(0));
        string damaged = await Part(1);
        await using (FileStream file = File.Open(damaged, FileMode.Open))
        {
            file.Position = file.Length / 2;
            int found = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)~found);
        }

        JsonElement status = await service.End(job);
        Assert.True(status.GetProperty("status").GetString() == "successful", $"{status}\n{service.Log}");
        Assert.Equal((1, Shards + 2), (await Count(database, "select count(*) from attempt where outcome = 'parts-lost'"), await Count(database, "select count(*) from attempt where outcome = 'committed'")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(byHand, "mask.tif")), File.ReadAllBytes(Path.Combine(folder.Result(job), "mask.tif")));

        async Task<string> Part(int number)
        {
            while (true)
            {
                await using NpgsqlCommand command = database.CreateCommand($"select l.scan_id || '.' || l.epoch || '/' || part from ledger l where number = {number}");
                if (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is string part)
                {
                    return Path.Combine(folder.Data, "work", part);
                }

                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task Scan_IsQuarantined_WhenAShardOfItDiesThreeTimes()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("poison", Scene, Scene);
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, Settings, 1);
        string job = await service.Submit(document);
        var children = new ServiceChildren();
        JsonElement status;
        do
        {
            children.Signal(service.Id, "\0--shard\02\0", "KILL");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            status = await service.Get(job);
        }
        while (status.GetProperty("status").GetString() is "accepted" or "running");

        Assert.Equal(("quarantined", "quarantined"), (status.GetProperty("state").GetString(), status.GetProperty("code").GetString()));
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
        Assert.Equal(3, await Count(database, "select count(*) from attempt a join shard s on s.id = a.shard_id where a.outcome = 'died' and s.number = 2"));
        Assert.False(Directory.Exists(folder.Result(job)));
        Assert.False(service.HasEnded);
    }

    private static async Task<long> Count(NpgsqlDataSource database, string query)
    {
        await using NpgsqlCommand command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Servers killed, frozen and cut off from their database while scans run: every scan ends once, with the bytes of an undisturbed run.</summary>
/// <remarks>RASTERENGINE_STORM=long runs the long form: 40 scans and 500 small ones waiting behind them, 30 kills, 8 stops, 2 crashes of PostgreSQL.</remarks>
public sealed class StormTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RASTERENGINE_STORM") == "long";

    private const int Shards = 4;
    private static readonly Dictionary<string, string> InShards = new() { ["RASTERENGINE_SHARD_PIXELS"] = "2500000" };
    private readonly int scans = IsLong ? 40 : 12, kills = IsLong ? 30 : 8, stops = IsLong ? 8 : 2, crashes = IsLong ? 2 : 1, waiting = IsLong ? 500 : 0;
    private readonly List<(string Worker, DateTime At)> killed = [];

    [Fact]
    public async Task Storm_LosesNothingAndCountsNothingTwice()
    {
        using var folder = new ServiceFolder();
        JsonObject[] documents = [.. Enumerable.Range(0, 3).Select(n => Document(folder, n))];
        string[] undisturbed = [.. documents.Select(d => Hash(folder.ByHand(d)))];

        var random = new Random(7);
        ServiceProcess server = ServiceProcess.Serve(folder.Data, folder.Archive, InShards), worker = ServiceProcess.Work(folder.Data, folder.Archive, settings: InShards);
        try
        {
            var jobs = new List<(string Job, int Document)>();
            for (int i = 0; i < scans; i++)
            {
                jobs.Add((await server.Submit(documents[i % documents.Length]), i % documents.Length));
            }

            JsonObject small = folder.Pair("waiting", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
            for (int i = 0; i < waiting; i++)
            {
                await server.Submit(small);
            }

            var counts = new Dictionary<string, int> { ["kill"] = 0, ["stop"] = 0, ["crash"] = 0 };
            var frozen = new List<(ServiceProcess Process, long Since)>();
            while (counts["kill"] < kills || counts["stop"] < stops || counts["crash"] < crashes)
            {
                await Task.Delay(random.Next(500, 2000), TestContext.Current.CancellationToken);
                int dice = random.Next(10);
                if (dice < 2 && counts["stop"] < stops && frozen.Count == 0)
                {
                    // Longer than the silence after which its scans are given to others.
                    worker.Signal("STOP");
                    frozen.Add((worker, Stopwatch.GetTimestamp()));
                    worker = ServiceProcess.Work(folder.Data, folder.Archive, settings: InShards);
                    counts["stop"]++;
                }
                else if (dice == 2 && counts["crash"] < crashes)
                {
                    EngineProcess.Shell($"kill -9 $(head -1 '{Path.Combine(folder.Data, "postgresql", "cluster", "postmaster.pid")}')");
                    counts["crash"]++;
                }
                else if (counts["kill"] < kills)
                {
                    bool isServer = random.Next(2) == 0;
                    killed.Add(($"{Environment.MachineName}:{(isServer ? server : worker).Id}", DateTime.UtcNow));
                    if (isServer)
                    {
                        server.Kill();
                        server.Dispose();
                        server = ServiceProcess.Serve(folder.Data, folder.Archive, InShards);
                    }
                    else
                    {
                        worker.Kill();
                        worker.Dispose();
                        worker = ServiceProcess.Work(folder.Data, folder.Archive, settings: InShards);
                    }

                    counts["kill"]++;
                }

                foreach ((ServiceProcess process, long since) in frozen.ToArray())
                {
                    if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(25))
                    {
                        process.Signal("CONT");
                        frozen.Remove((process, since));
                        process.Dispose();
                    }
                }
            }

            foreach ((ServiceProcess process, _) in frozen)
            {
                process.Dispose();
            }

            foreach ((string job, int document) in jobs)
            {
                Assert.Equal("successful", (await server.End(job, TimeSpan.FromMinutes(IsLong ? 10 : 4))).GetProperty("status").GetString());
                Assert.Equal(undisturbed[document], Hash(folder.Result(job)));
            }

            await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
            // The 40 came first; what is left of those that only waited is not waited for.
            await Count(database, "with gone as (update scan set state = 'dismissed' where name = 'waiting' and state in ('queued', 'running') returning 1) select count(*) from gone");
            Assert.Equal((long)scans, await Count(database, "select count(*) from attempt a join scan s on s.id = a.scan_id where a.outcome = 'done' and s.name <> 'waiting'"));
            Assert.Equal((long)scans, await Count(database, "select count(*) from scan where state = 'successful' and name <> 'waiting'"));
            Assert.Equal((long)scans * Shards, await Count(database, "select count(*) from ledger"));
            long attempts = await Count(database, "select count(*) from attempt");
            output.WriteLine($"{scans} scans, {counts["kill"]} kills, {counts["stop"]} stops, {counts["crash"]} crashes of PostgreSQL: {attempts} attempts, {await Count(database, "select count(*) from attempt where outcome = 'fenced'")} fenced");
            Assert.Equal(await Count(database, "select count(*) from scan where state = 'successful'"), Directory.EnumerateDirectories(Path.Combine(folder.Data, "results")).Count());
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Data, "results"), "*.part", SearchOption.AllDirectories));
            if (IsLong)
            {
                await NothingIsLeft(database, folder);
            }

            await Resumed(database);
        }
        finally
        {
            worker.Dispose();
            server.Dispose();
        }
    }

    private static JsonObject Document(ServiceFolder folder, int number)
    {
        var scene = new SmallScene { Width = 2500, Height = 2000, Stored = (band, column, row) => SmallScene.Noise(band + number, column, row), Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] };
        return folder.Pair($"storm-{number}", scene, scene with { Stored = (band, column, row) => SmallScene.Noise(band + number, column + 1, row) });
    }

    // From a kill to the next try at each piece of work that it interrupted, whoever tries it.
    private async Task Resumed(NpgsqlDataSource database)
    {
        var seconds = new List<double>();
        foreach ((string worker, DateTime at) in killed)
        {
            await using NpgsqlCommand command = database.CreateCommand(
                """
                select (select min(n.started) from attempt n where n.scan_id = a.scan_id and n.shard_id is not distinct from a.shard_id and n.id > a.id)
                from attempt a where a.worker = $1 and a.outcome = 'lost'
                """);
            command.Parameters.AddWithValue(worker);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                if (!await reader.IsDBNullAsync(0, TestContext.Current.CancellationToken))
                {
                    seconds.Add((reader.GetDateTime(0) - at).TotalSeconds);
                }
            }
        }

        seconds.Sort();
        Assert.NotEmpty(seconds);
        output.WriteLine(FormattableString.Invariant(
            $"{seconds.Count} pieces of work interrupted by {killed.Count} kills, {waiting} scans waiting: tried again after {seconds[0]:0.0} s at least, {seconds[seconds.Count / 2]:0.0} s in the middle, {seconds[^1]:0.0} s at most"));
        // The short form runs beside other tests.
        Assert.InRange(seconds[^1], 0, IsLong ? 60 : 120);
    }

    // Swept once a minute, two minutes after they were last written to.
    private static async Task NothingIsLeft(NpgsqlDataSource database, ServiceFolder folder)
    {
        string work = Path.Combine(folder.Data, "work");
        for (long start = Stopwatch.GetTimestamp(); Directory.EnumerateFileSystemEntries(work).Any() && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(200);)
        {
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
        Assert.Equal(0, await Count(database, "select count(*) from attempt where ended is null"));

        // A server that is alive takes locks for moments, one that was killed would leave them.
        (long Locks, long Queued) left = (1, 1);
        for (long start = Stopwatch.GetTimestamp(); left != (0, 0) && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(100);)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            left = (await Count(database, "select count(*) from hangfire.lock"),
                await Count(database, "select count(*) from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid join scan s on s.hangfire_job = j.id where s.state <> 'dismissed'"));
        }

        Assert.Equal((0, 0), left);
    }

    private static async Task<long> Count(NpgsqlDataSource database, string query)
    {
        await using NpgsqlCommand command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    // Mask and hectares.
    private static string Hash(string result) => Convert.ToHexStringLower(SHA256.HashData([.. File.ReadAllBytes(Path.Combine(result, "mask.tif")), .. File.ReadAllBytes(Path.Combine(result, "report.json"))]));
}

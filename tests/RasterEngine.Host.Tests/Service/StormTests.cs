using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Servers killed, frozen and cut off from their database while scans run: every scan ends once, with the bytes of an undisturbed run.</summary>
/// <remarks>RASTERENGINE_STORM=long runs the long form: 40 scans, 30 kills, 8 stops, 2 crashes of PostgreSQL.</remarks>
public sealed class StormTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RASTERENGINE_STORM") == "long";

    // Four of each scan.
    private static readonly Dictionary<string, string> InShards = new() { ["RASTERENGINE_SHARD_PIXELS"] = "2500000" };
    private readonly int scans = IsLong ? 40 : 12, kills = IsLong ? 30 : 8, stops = IsLong ? 8 : 2, crashes = IsLong ? 2 : 1;

    [Fact]
    public async Task Storm_LosesNothingAndCountsNothingTwice()
    {
        using var folder = new ServiceFolder();
        JsonObject[] documents = [.. Enumerable.Range(0, 3).Select(n => Document(folder, n))];
        string[] undisturbed = [.. documents.Select(d => Hash(Path.Combine(folder.ByHand(d), "mask.tif")))];

        var random = new Random(7);
        ServiceProcess server = ServiceProcess.Serve(folder.Data, folder.Archive, InShards), worker = ServiceProcess.Work(folder.Data, folder.Archive, settings: InShards);
        try
        {
            var jobs = new List<(string Job, int Document)>();
            for (int i = 0; i < scans; i++)
            {
                jobs.Add((await server.Submit(documents[i % documents.Length]), i % documents.Length));
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
                    if (random.Next(2) == 0)
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
                Assert.Equal("successful", (await server.End(job, TimeSpan.FromMinutes(4))).GetProperty("status").GetString());
                Assert.Equal(undisturbed[document], Hash(Path.Combine(folder.Result(job), "mask.tif")));
            }

            await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
            Assert.Equal((long)scans, await Count(database, "select count(*) from attempt where outcome = 'done'"));
            Assert.Equal((long)scans, await Count(database, "select count(*) from scan where state = 'successful'"));
            long attempts = await Count(database, "select count(*) from attempt");
            output.WriteLine($"{scans} scans, {counts["kill"]} kills, {counts["stop"]} stops, {counts["crash"]} crashes of PostgreSQL: {attempts} attempts, {await Count(database, "select count(*) from attempt where outcome = 'fenced'")} fenced");
            Assert.Equal(scans, Directory.EnumerateDirectories(Path.Combine(folder.Data, "results")).Count());
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Data, "results"), "*.part", SearchOption.AllDirectories));
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

    private static async Task<long> Count(NpgsqlDataSource database, string query)
    {
        await using NpgsqlCommand command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}

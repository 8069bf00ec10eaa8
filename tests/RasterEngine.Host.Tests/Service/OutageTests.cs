using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>
/// What the service does while its database, its disk or its time is taken from it. Times are printed and held to the bars, the two short ones twice over: the machine may be busy.
/// </summary>
/// <remarks>RASTERENGINE_STORM=long keeps the database away for a minute.</remarks>
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly SmallScene Large = new() { Width = 4500, Height = 4000, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"] };
    private static readonly TimeSpan ToldBar = TimeSpan.FromSeconds(1), CancelBar = TimeSpan.FromSeconds(2), RecoveryBar = TimeSpan.FromSeconds(10), EndBar = TimeSpan.FromSeconds(10);
    private static readonly int SecondsAway = Environment.GetEnvironmentVariable("RASTERENGINE_STORM") == "long" ? 60 : 4;

    [Fact]
    public async Task DatabaseAway_IsToldAtOnce_AndNothingIsLost()
    {
        using var folder = new ServiceFolder();
        var scene = new SmallScene { Width = 2500, Height = 2000, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] };
        JsonObject document = folder.Pair("away", scene, scene with { Stored = (band, column, row) => SmallScene.Noise(band, column + 1, row) });

        // The cluster of a service that was killed goes on, and nobody but this test starts and stops it then.
        using (ServiceProcess first = ServiceProcess.Serve(folder.Data, folder.Archive, 1))
        {
            first.Kill();
        }

        try
        {
            using ServiceProcess service = ServiceProcess.Serve(
                Path.Combine(folder.Data, "second"), folder.Archive, new Dictionary<string, string> { ["ConnectionStrings__Db"] = ServiceProcess.ConnectionString(folder.Data) }, 2);
            string[] jobs = [await service.Submit(document), await service.Submit(document), await service.Submit(document)];
            Cluster(folder, "-m immediate stop");
            TimeSpan slowest = TimeSpan.Zero;
            for (long since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalSeconds < SecondsAway;)
            {
                long asked = Stopwatch.GetTimestamp();
                using HttpResponseMessage answer = await service.Client.GetAsync(jobs[0], TestContext.Current.CancellationToken);
                TimeSpan took = Stopwatch.GetElapsedTime(asked);
                slowest = took > slowest ? took : slowest;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.True(answer.Headers.RetryAfter is not null, "no Retry-After");
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }

            Cluster(folder, $"-w -l '{Path.Combine(folder.Data, "postgresql", "log")}' -o \"-k '{Path.Combine(folder.Data, "postgresql", "socket")}' -c listen_addresses=''\" start");
            long back = Stopwatch.GetTimestamp();
            while ((await service.Client.GetAsync(jobs[0], TestContext.Current.CancellationToken)).StatusCode != HttpStatusCode.OK)
            {
                Assert.True(Stopwatch.GetElapsedTime(back) < RecoveryBar, "the service does not come back");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            TimeSpan recovery = Stopwatch.GetElapsedTime(back);
            foreach (string job in jobs)
            {
                Assert.Equal("successful", (await service.End(job)).GetProperty("status").GetString());
            }

            output.WriteLine($"away for {SecondsAway} s: told after {slowest.TotalSeconds:0.00} s at most, answered again {recovery.TotalSeconds:0.0} s after the database, all done {Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s after it");
            Assert.True(slowest < 2 * ToldBar, $"503 came after {slowest}");
        }
        finally
        {
            Cluster(folder, "-m immediate stop || true");
        }
    }

    [Fact]
    public async Task DismissedScan_StopsAtOnce_AndLeavesNothing()
    {
        using var folder = new ServiceFolder();
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, 1);
        string job = await service.Submit(folder.Pair("dismissed", Large, Large));
        string id = job[(job.LastIndexOf('/') + 1)..];
        await Running(service, job);
        Assert.NotEmpty(ServiceChildren.With(id));

        long asked = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = await service.Client.DeleteAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        while (ServiceChildren.With(id).Any() || Directory.EnumerateFileSystemEntries(Path.Combine(folder.Data, "work")).Any())
        {
            Assert.True(Stopwatch.GetElapsedTime(asked) < 2 * CancelBar, "the scan goes on");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"stopped and swept {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.00} s after it was dismissed");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Data, "results")));
        Assert.Equal("dismissed", (await service.Get(job)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Terminated_TheServiceEnds_AndTheNextOneFinishesTheScan()
    {
        using var folder = new ServiceFolder();
        string job;
        using (ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, 1))
        {
            job = await service.Submit(folder.Pair("terminated", Large, Large));
            await Running(service, job);
            long asked = Stopwatch.GetTimestamp();
            service.Signal("TERM");
            Assert.True(service.WaitForExit(EndBar), "the service does not end");
            output.WriteLine($"ended {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.00} s after SIGTERM");
            Assert.Equal(0, service.ExitCode);
        }

        using ServiceProcess next = ServiceProcess.Serve(folder.Data, folder.Archive, 1);
        Assert.Equal("successful", (await next.End(job)).GetProperty("status").GetString());
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Data, "results")));
        Assert.Empty(await ServiceFolder.Left(folder.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("400000")]
    public async Task FullOrReadOnlyDisk_IsSaid_AndTheScanIsDoneOnceItCanBeWritten(string shardPixels)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount a small disk");
        using var folder = new ServiceFolder();
        var scene = new SmallScene { Width = 1200, Height = 1200, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] };
        JsonObject document = folder.Pair("full", scene, scene with { Stored = (band, column, row) => SmallScene.Noise(band, column + 1, row) });

        // The database lies on another disk: its cluster is that of a service that was killed.
        using (ServiceProcess first = ServiceProcess.Serve(folder.Data, folder.Archive, 1))
        {
            first.Kill();
        }

        string data = Directory.CreateDirectory(Path.Combine(folder.Data, "second")).FullName, filling = Path.Combine(data, "filling");
        try
        {
            EngineProcess.Shell($"mount -t tmpfs -o size=128m tmpfs '{data}'");
        }
        catch (InvalidOperationException)
        {
            Cluster(folder, "-m immediate stop || true");
            Assert.Skip("nothing can be mounted here");
        }

        try
        {
            var settings = new Dictionary<string, string>
            {
                ["ConnectionStrings__Db"] = ServiceProcess.ConnectionString(folder.Data),
                ["RASTERENGINE_SHARD_PIXELS"] = shardPixels,
                ["RASTERENGINE_TRY_AGAIN_SECONDS"] = "1",
            };
            using ServiceProcess service = ServiceProcess.Serve(data, folder.Archive, settings, 1);
            EngineProcess.Shell($"head -c {(128 << 20) - (200 << 10)} /dev/zero > '{filling}'");
            string job = await service.Submit(document);
            await Held(service, job, "disk-full", tries: 5);
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(data, "results")));
            File.Delete(filling);
            await Succeeded(service, job);

            EngineProcess.Shell($"mount -o remount,ro '{data}'");
            job = await service.Submit(document);
            await Held(service, job, "read-only", tries: 5);
            Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(data, "results")));
            EngineProcess.Shell($"mount -o remount,rw '{data}'");
            await Succeeded(service, job);
            Assert.Equal(2, Directory.EnumerateFileSystemEntries(Path.Combine(data, "results")).Count());
            Assert.Empty(await ServiceFolder.Left(data));
        }
        finally
        {
            EngineProcess.Shell($"umount -l '{data}'");
            Cluster(folder, "-m immediate stop || true");
        }

        // More tries than failures would be allowed, and each says why.
        async Task Held(ServiceProcess service, string job, string code, int tries)
        {
            string id = job[(job.LastIndexOf('/') + 1)..];
            await using NpgsqlDataSource database = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(folder.Data));
            for (long since = Stopwatch.GetTimestamp(); await Tries() < tries;)
            {
                JsonElement now = await service.Get(job);
                Assert.True(now.GetProperty("status").GetString() is "accepted" or "running", $"{now}");
                Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60), $"the scan is not tried again: {now}");
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }

            JsonElement status = await service.Get(job);
            for (int look = 0; !status.TryGetProperty("code", out _) && look < 100; look++)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
                status = await service.Get(job);
            }

            output.WriteLine($"{status.GetProperty("status")}: {status.GetProperty("message")}");
            Assert.Equal(code, status.GetProperty("code").GetString());
            Assert.DoesNotContain(folder.Data, status.GetProperty("message").GetString(), StringComparison.Ordinal);

            async Task<long> Tries()
            {
                await using NpgsqlCommand command = database.CreateCommand($"select count(*) from attempt where scan_id = '{id}' and outcome = 'held'");
                return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            }
        }

        static async Task Succeeded(ServiceProcess service, string job)
        {
            JsonElement status = await service.End(job);
            Assert.True(status.GetProperty("status").GetString() == "successful", $"{status}\n{service.Log}");
            Assert.False(status.TryGetProperty("message", out _), $"{status}");
        }
    }

    private static async Task Running(ServiceProcess service, string job)
    {
        for (long since = Stopwatch.GetTimestamp(); (await service.Get(job)).GetProperty("progress").GetInt32() == 0;)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "the scan does not start");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    // pg_ctl as the cluster's owner.
    private static void Cluster(ServiceFolder folder, string action)
    {
        string command = $"$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_ctl -D '{Path.Combine(folder.Data, "postgresql", "cluster")}' {action} >/dev/null 2>&1";
        EngineProcess.Shell(Environment.IsPrivilegedProcess ? $"cd / && runuser -u postgres -- sh -c \"{command.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)}\"" : command);
    }
}

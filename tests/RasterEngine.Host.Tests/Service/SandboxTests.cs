using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>What a child of the service that was taken over could reach, inside bubblewrap and, to see that the question finds anything, without.</summary>
public sealed class SandboxTests(ITestOutputHelper output)
{
    private static readonly SmallScene Scene = new() { Width = 600, Height = 600, Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] };

    [Theory]
    [InlineData("bwrap", "own")]
    [InlineData("off", "network, database, password, results, service, archive, own")]
    public async Task Child_ReachesItsOwnFolderAlone_InTheSandbox(string setting, string reached)
    {
        Assert.SkipUnless(setting == "off" || Sandbox.OfEnvironment().IsThere, $"no sandbox here: {Sandbox.OfEnvironment().Found}");
        using var folder = new ServiceFolder();

        // As when nothing is said of either: the data folder lies in the archive.
        string data = Path.Combine(folder.Archive, "data");
        Dictionary<string, string> settings = Poison.Settings(Path.Combine(folder.Archive, "bin"));
        settings[Sandbox.Setting] = setting;
        using ServiceProcess service = ServiceProcess.Serve(data, folder.Archive, settings, 1);
        File.WriteAllLines(Path.Combine(folder.Archive, Reach.Places), [$"{service.Client.BaseAddress!.Port}", $"{service.Id}", data]);
        JsonObject good = folder.Pair("good", Scene, Scene), document = good.DeepClone().AsObject();
        document["name"] = "poison-reach";

        JsonElement status = await service.End(await service.Submit(document));
        string program = Path.Combine(AppContext.BaseDirectory, "written.txt");
        bool hasWrittenProgram = File.Exists(program);
        File.Delete(program);
        Assert.Equal("reached", status.GetProperty("code").GetString());
        Assert.Equal(reached, status.GetProperty("message").GetString()!.Replace("program, ", "", StringComparison.Ordinal));
        Assert.True(setting == "off" || !hasWrittenProgram, "the child wrote beside the program");
        Assert.Contains(setting == "off" ? "Sandbox: none, because" : "Sandbox: bubblewrap", service.Log, StringComparison.Ordinal);
        Assert.Equal("successful", (await service.End(await service.Submit(good))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Child_EndsWithItsService_HoweverThatIsKilled()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("poison-loop", Scene, Scene);
        using (ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, Poison.Settings(Path.Combine(folder.Data, "bin")), 1))
        {
            string job = await service.Submit(document), id = job[(job.LastIndexOf('/') + 1)..];
            await Until(() => Processes(id) > 0, "the scan does not start");
            long killed = Stopwatch.GetTimestamp();
            service.Kill();
            await Until(() => Processes(id) == 0, "the child goes on without its service");
            output.WriteLine($"the last of its processes was gone {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.00} s after the service was killed");
            Assert.InRange(Stopwatch.GetElapsedTime(killed).TotalSeconds, 0, 5);
        }

        // The cluster outlives a service that is killed, until the next one stops it.
        using ServiceProcess next = ServiceProcess.Serve(folder.Data, folder.Archive, 1);
    }

    [Fact]
    public void Sandbox_CostsMilliseconds()
    {
        Assert.SkipUnless(Sandbox.OfEnvironment().IsThere, $"no sandbox here: {Sandbox.OfEnvironment().Found}");
        using var folder = new ServiceFolder();
        string work = Directory.CreateDirectory(Path.Combine(folder.Data, "work", "one")).FullName;
        string[] call = [.. Sandbox.OfEnvironment().Around(new ServiceFolders(folder.Data, [folder.Archive]), work, []), "true"];
        TimeSpan[] bare = [.. Enumerable.Range(0, 15).Select(_ => Time(["true"])).Order()], wrapped = [.. Enumerable.Range(0, 15).Select(_ => Time(call)).Order()];
        output.WriteLine($"a process in the sandbox starts and ends in {wrapped[7].TotalMilliseconds:0} ms (median of 15), without in {bare[7].TotalMilliseconds:0} ms");
        Assert.InRange(wrapped[0].TotalMilliseconds, 0, 250);
    }

    private static TimeSpan Time(string[] call)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(call[0], call[1..]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task Until(Func<bool> holds, string otherwise)
    {
        for (long since = Stopwatch.GetTimestamp(); !holds();)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30), otherwise);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static int Processes(string words) => ServiceChildren.With(words).Count();
}

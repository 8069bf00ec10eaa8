using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Scans that end or hang the process that reads them: set aside after three times, while the worker and other scans go on.</summary>
public sealed class PoisonTests
{
    private static readonly SmallScene Large = new() { Width = 3000, Height = 3000, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"] };

    [Fact]
    public async Task Scan_IsQuarantined_WhenItsProcessIsKilledThreeTimes()
    {
        using var folder = new ServiceFolder();
        JsonObject poison = folder.Pair("poison", Large, Large), good = folder.Pair("good", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive);
        string job = await service.Submit(poison), other = await service.Submit(good);
        string id = job[(job.LastIndexOf('/') + 1)..];
        var children = new ServiceChildren();
        int killed = 0;
        JsonElement status;
        do
        {
            killed += children.Signal(service.Id, id, "KILL");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            status = await service.Get(job);
        }
        while (status.GetProperty("status").GetString() is "accepted" or "running");

        Assert.Equal("quarantined", status.GetProperty("state").GetString());
        Assert.Equal("failed", status.GetProperty("status").GetString());
        Assert.Equal("quarantined", status.GetProperty("code").GetString());
        Assert.Equal(3, killed);
        Assert.Equal("successful", (await service.End(other)).GetProperty("status").GetString());
        Assert.False(service.HasEnded);
    }

    [Fact]
    public async Task Scan_IsQuarantined_WhenItTakesMoreMemoryThanItMay()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("bomb", Large, Large);
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, 2, "--scan-memory", "40");
        JsonElement status = await service.End(await service.Submit(document));
        Assert.True(status.GetProperty("state").GetString() == "quarantined", $"{status}");
        Assert.False(service.HasEnded);
    }

    [Fact]
    public async Task Scan_IsQuarantined_WhenItMakesNoProgress()
    {
        using var folder = new ServiceFolder();
        JsonObject document = folder.Pair("stuck", Large, Large);
        using ServiceProcess service = ServiceProcess.Serve(folder.Data, folder.Archive, 2, "--scan-silence", "4");
        string job = await service.Submit(document), id = job[(job.LastIndexOf('/') + 1)..];
        var children = new ServiceChildren();
        JsonElement status;
        do
        {
            children.Signal(service.Id, id, "STOP");
            await Task.Delay(100, TestContext.Current.CancellationToken);
            status = await service.Get(job);
        }
        while (status.GetProperty("status").GetString() is "accepted" or "running");
        Assert.Equal("quarantined", status.GetProperty("state").GetString());
        Assert.Contains("no progress", status.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}

using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary><c>doctor</c> about a service: its database and its folders.</summary>
public sealed class DoctorTests(RunningService running)
{
    [Fact]
    public void Doctor_FindsTheServiceFit() => Assert.Equal(
        [("service database", true), ("data folder", true), ("archive", true)],
        OfTheService(ServiceProcess.ConnectionString(running.Folder.Data), running.Folder.Data, running.Folder.Archive, 0));

    [Fact]
    public void Doctor_SaysWhatIsAway()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a-file", "");
        Assert.Equal(
            [("service database", false), ("data folder", false), ("archive", false)],
            OfTheService($"Host={folder.Path};Username=nobody;Password=none;Database=none", folder["a-file/data"], folder["no-archive"], 1));
    }

    private static IEnumerable<(string, bool)> OfTheService(string connection, string data, string archive, int exitCode)
    {
        Ended ended = EngineProcess.RunWith(("ConnectionStrings__Db", connection), Checkout.Root, "doctor", "--data", data, "--archive", archive, "--json");
        Assert.Equal(exitCode, ended.ExitCode);
        return ended.Json().EnumerateArray().Select(c => (c.GetProperty("subject").GetString()!, c.GetProperty("ok").GetBoolean())).Where(c => c.Item1 is "service database" or "data folder" or "archive");
    }
}

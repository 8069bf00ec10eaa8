using RasterEngine.Host.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(RasterEngine.Host.Tests.Service.RunningService))]

namespace RasterEngine.Host.Tests.Service;

/// <summary>One service for all tests that do not disturb it: started when the first of them asks.</summary>
public sealed class RunningService : IDisposable
{
    private readonly Lazy<(ServiceFolder Folder, ServiceProcess Process)> started = new(() =>
    {
        var folder = new ServiceFolder();
        return (folder, ServiceProcess.Serve(folder.Data, folder.Archive, new Dictionary<string, string> { ["RASTERENGINE_ECHO"] = "1" }));
    });

    internal ServiceFolder Folder => started.Value.Folder;

    internal ServiceProcess Process => started.Value.Process;

    public void Dispose()
    {
        if (started.IsValueCreated)
        {
            Process.Dispose();
            Folder.Dispose();
        }
    }
}

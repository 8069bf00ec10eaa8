using RasterEngine.Host.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(RasterEngine.Host.Tests.Access.LimitedService))]

namespace RasterEngine.Host.Tests.Access;

/// <summary>A service whose settings are set: who may be told, how much may be asked.</summary>
public sealed class LimitedService : IDisposable
{
    private readonly Lazy<(ServiceFolder Folder, ServiceProcess Process)> started = new(() =>
    {
        var folder = new ServiceFolder();
        return (folder, ServiceProcess.Serve(folder.Data, folder.Archive, new Dictionary<string, string>
        {
            ["Access__CallbackHosts__0"] = "127.0.0.1",
            ["Access__CallbackWaitSeconds"] = "1",
        }));
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

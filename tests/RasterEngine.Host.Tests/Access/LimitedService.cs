using RasterEngine.Host.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(RasterEngine.Host.Tests.Access.LimitedService))]

namespace RasterEngine.Host.Tests.Access;

/// <summary>A service whose settings are set: who may be told, how much may be asked.</summary>
public sealed class LimitedService : IDisposable
{
    /// <summary>Scans of a tenant that may wait or run at once.</summary>
    public const int QueuedScans = 6;

    public const int RequestsASecond = 100;

    /// <summary>In 24 hours.</summary>
    public const long Pixels = 1_000_000_000;

    public const long Bytes = 1L << 30;

    private readonly Lazy<(ServiceFolder Folder, ServiceProcess Process)> started = new(() =>
    {
        var folder = new ServiceFolder();
        string keys = KeysOf(folder);
        File.WriteAllText(keys, Authority.KeySet);
        return (folder, ServiceProcess.Serve(folder.Data, folder.Archive, new Dictionary<string, string>
        {
            ["Access__CallbackHosts__0"] = "127.0.0.1",
            ["Access__CallbackWaitSeconds"] = "1",
            ["Access__QueuedScans"] = $"{QueuedScans}",
            ["Access__PixelsADay"] = $"{Pixels}",
            ["Access__StorageBytes"] = $"{Bytes}",
            ["Access__RequestsASecond"] = $"{RequestsASecond}",
            ["Access__Origins__0"] = "https://dashboard.example",
            ["Access__Jwt__Keys"] = keys,
            ["Access__Jwt__Issuer"] = Authority.Issuer,
            ["Access__Jwt__Audience"] = "raster-engine",
            ["Access__Jwt__TenantClaim"] = "organisation",
            ["Access__Jwt__Roles__gis-staff"] = "analyst",
        }));
    });

    /// <summary>The file of the authority's public keys.</summary>
    internal string Keys => KeysOf(Folder);

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

    private static string KeysOf(ServiceFolder folder) => Path.Combine(folder.Archive, "keys.json");
}

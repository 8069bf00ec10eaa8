using RasterEngine.Host.Jobs;

namespace RasterEngine.Host.Api;

/// <summary>The results document of OGC API – Processes: every output by its name.</summary>
internal static class JobResults
{
    /// <summary><c>{ "report": … }</c> with the report's own bytes, or null when the files are no longer kept.</summary>
    public static async Task<byte[]?> Of(ServiceFolders folders, Guid scan, CancellationToken cancellation)
    {
        string path = Path.Combine(folders.Result(scan), "report.json");
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] report = await File.ReadAllBytesAsync(path, cancellation);
        return [.. "{\"report\":"u8, .. report, .. "}"u8];
    }
}

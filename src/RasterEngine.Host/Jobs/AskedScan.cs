using System.Text;
using System.Text.Json.Nodes;
using RasterEngine.Scans;

namespace RasterEngine.Host.Jobs;

/// <summary>A scan document held against the rules before it is taken: fields, numbers and paths. Files are looked at by the job.</summary>
internal static class AskedScan
{
    /// <returns>The scan's name.</returns>
    /// <exception cref="ScanException">What is wrong with it.</exception>
    public static string Check(JsonObject document, ServiceFolders folders, string defaultName)
    {
        byte[] json = Encoding.UTF8.GetBytes(SceneSelector.Stand(document).ToJsonString());
        return SeasonDocument.Parse("scan", json, folders.DocumentFolder, defaultName)?.Name
            ?? ScanDocument.Parse("scan", json, folders.DocumentFolder, defaultName).Name;
    }
}

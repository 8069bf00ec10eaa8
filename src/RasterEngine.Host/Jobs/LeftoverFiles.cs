using System.Globalization;

namespace RasterEngine.Host.Jobs;

/// <summary>What killed processes left: work folders of no attempt under way, result folders of no finished scan.</summary>
internal static class LeftoverFiles
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <param name="folders">Where.</param>
    /// <param name="open">Scan and epoch of attempts under way.</param>
    /// <param name="finished">Scans that have a result.</param>
    public static void Sweep(ServiceFolders folders, IReadOnlySet<(Guid Scan, int Epoch)> open, IReadOnlySet<Guid> finished)
    {
        foreach (string folder in Directory.EnumerateDirectories(folders.Work))
        {
            string[] parts = Path.GetFileName(folder).Split('.');
            if (parts.Length == 2 && Guid.TryParse(parts[0], out Guid scan) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int epoch) && !open.Contains((scan, epoch)))
            {
                RemoveOld(folder);
            }
        }

        foreach (string folder in Directory.EnumerateDirectories(folders.Results))
        {
            if (Guid.TryParse(Path.GetFileName(folder), out Guid scan) && !finished.Contains(scan))
            {
                RemoveOld(folder);
            }
        }
    }

    /// <summary>Removes a folder that nobody needs. A child that was ended with its parent may write for a moment longer, so it is tried more than once; what cannot be removed then is swept later.</summary>
    public static void Remove(string folder)
    {
        for (int tries = 5; Directory.Exists(folder) && tries > 0; tries--)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(100);
            }
        }
    }

    // A folder may be a moment ahead of its row.
    private static void RemoveOld(string folder)
    {
        if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Grace)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

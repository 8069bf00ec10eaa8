namespace RasterEngine.Scenes;

/// <summary>
/// The folders this process may read scenes from. On the command line there is no boundary but the caller's own rights; the service sets one
/// at the start of each of its processes.
/// </summary>
public static class ArchiveBoundary
{
    private static IReadOnlyList<string> folders = [];

    /// <summary>Sets it, once, before anything is read.</summary>
    /// <param name="archives">Absolute.</param>
    public static void Set(IReadOnlyList<string> archives)
    {
        ArgumentNullException.ThrowIfNull(archives);
        folders = [.. archives.Select(a => Path.TrimEndingDirectorySeparator(RealPath.Of(a, Path.GetFullPath(a))))];
    }

    /// <summary>Whether a path, links resolved, lies in one of the folders. Always when none is set.</summary>
    /// <param name="name">As written, for messages.</param>
    /// <param name="full">Absolute.</param>
    public static bool Holds(string name, string full)
    {
        if (folders.Count == 0)
        {
            return true;
        }

        string real = RealPath.Of(name, full);
        return folders.Any(f => real == f || real.StartsWith(f + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}

namespace RasterEngine.Scenes;

/// <summary>realpath(3): .NET resolves a link at the end of a path, not those on the way.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <param name="name">As written, for messages.</param>
    /// <param name="full">Absolute; its last parts need not be there.</param>
    /// <returns>The same place without links and dots.</returns>
    /// <exception cref="ScanException">Links lead in circles, or a folder may not be read.</exception>
    public static string Of(string name, string full)
    {
        string root = Path.GetPathRoot(full)!;
        string real = root;
        var rest = new Stack<string>(Parts(full[root.Length..]));
        for (int links = 0; rest.TryPop(out string? part);)
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            string next = Path.Combine(real, part);
            if (Target(name, next) is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new ScanException("missing-file", $"{name}: cannot be read (more than {MostLinks} symbolic links)");
            }

            real = Path.IsPathRooted(target) ? root : real;
            foreach (string step in Parts(target))
            {
                rest.Push(step);
            }
        }

        return real;
    }

    private static IEnumerable<string> Parts(string path) =>
        path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();

    private static string? Target(string name, string full)
    {
        try
        {
            return new FileInfo(full).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{name}: cannot be read ({e.Message})", e);
        }
    }
}

using System.Text.Json;

namespace RasterEngine.Publication;

/// <summary>
/// Where a result goes. Files are written into a folder beside the wanted one, flushed to disk and renamed in: the result appears whole or not at all.
/// The same scan replaces its own earlier result; any other folder that is not empty is refused.
/// </summary>
internal sealed class ReportShelf : IDisposable
{
    public const string ReportName = "report.json";

    private readonly string directory, replaced;

    // Folders above the result that this run made, deepest first.
    private readonly List<string> made = [];

    private ReportShelf(string directory)
    {
        this.directory = directory;
        string parent = Path.GetDirectoryName(directory)!, name = Path.GetFileName(directory);
        Staging = Path.Combine(parent, $".{name}.{Environment.ProcessId}.part");
        replaced = Path.Combine(parent, $".{name}.replaced");
    }

    /// <summary>The folder that files are written into.</summary>
    public string Staging { get; }

    /// <summary>Refuses a folder that a result of this scan may not go to; changes nothing on disk.</summary>
    /// <exception cref="ScanException">It holds something else.</exception>
    public static void Check(string directory, string displayed, string? scanId)
    {
        if (File.Exists(directory))
        {
            throw new ScanException("folder-occupied", $"{displayed}: is a file; expected a folder for the result.");
        }

        for (string? parent = Path.GetDirectoryName(directory); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                throw new ScanException("folder-occupied", $"{displayed}: lies below {Path.GetFileName(parent)}, which is a file; expected a folder for the result.");
            }
        }

        if (!Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            return;
        }

        string? other = ExistingScanId(directory) ?? throw new ScanException("folder-occupied", $"{displayed}: holds something that is not a result of a scan; expected a new or an empty folder.");
        if (scanId is not null && other != scanId)
        {
            throw new ScanException("folder-occupied", $"{displayed}: holds the result of another scan ({other[..Math.Min(12, other.Length)]}…); expected a new or an empty folder.");
        }
    }

    /// <summary>Makes the staging folder.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static ReportShelf Open(string directory)
    {
        try
        {
            return OpenAt(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{directory}: the result cannot be written there ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static ReportShelf OpenAt(string directory)
    {
        var shelf = new ReportShelf(directory);
        for (string parent = Path.GetDirectoryName(directory)!; !Directory.Exists(parent); parent = Path.GetDirectoryName(parent)!)
        {
            shelf.made.Add(parent);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(directory)!);

        // A run that was killed between the two renames below left the earlier result aside.
        if (Directory.Exists(shelf.replaced))
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(shelf.replaced, recursive: true);
            }
            else
            {
                Directory.Move(shelf.replaced, directory);
            }
        }

        shelf.SweepAbandoned();
        Directory.CreateDirectory(shelf.Staging);
        return shelf;
    }

    /// <summary>Flushes every file and renames the folder in.</summary>
    public void Publish()
    {
        foreach (string path in Directory.EnumerateFiles(Staging))
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
        }

        FolderSync.Flush(Staging);
        if (Directory.Exists(directory))
        {
            Directory.Move(directory, replaced);
            Directory.Move(Staging, directory);
            Directory.Delete(replaced, recursive: true);
        }
        else
        {
            Directory.Move(Staging, directory);
        }

        FolderSync.Flush(Path.GetDirectoryName(directory)!);
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }

        foreach (string parent in made.Where(p => Directory.Exists(p) && !Directory.EnumerateFileSystemEntries(p).Any()))
        {
            Directory.Delete(parent);
        }
    }

    // Staging folders for the same place whose process is gone: killed, or the machine went down.
    private void SweepAbandoned()
    {
        string prefix = $".{Path.GetFileName(directory)}.";
        foreach (string abandoned in Directory.EnumerateDirectories(Path.GetDirectoryName(directory)!, prefix + "*.part"))
        {
            string process = Path.GetFileName(abandoned)[prefix.Length..^".part".Length];
            if (int.TryParse(process, System.Globalization.CultureInfo.InvariantCulture, out int id) && (id == Environment.ProcessId || !IsRunning(id)))
            {
                Directory.Delete(abandoned, recursive: true);
            }
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? ExistingScanId(string directory)
    {
        try
        {
            using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, ReportName)));
            return report.RootElement.TryGetProperty("scanId", out JsonElement id) ? id.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

using System.Text.Json;

namespace RasterEngine.Publication;

/// <summary>
/// Where a result goes. Files are written into a folder beside the wanted one, flushed to disk and renamed in: the result appears whole or not at all.
/// The same scan replaces its own earlier result; any other folder that is not empty is refused.
/// </summary>
internal sealed class ReportShelf : IDisposable
{
    public const string ReportName = "report.json";

    private const string LockName = "in-use";

    private readonly string directory, replaced;
    private FileStream? inUse;

    // Folders above the result that this run made, deepest first.
    private readonly List<string> made = [];

    private ReportShelf(string directory)
    {
        this.directory = directory;
        string parent = Path.GetDirectoryName(directory)!, name = Path.GetFileName(directory);
        Staging = Path.Combine(parent, $".{name}.{Guid.NewGuid():N}.part");
        replaced = Path.Combine(parent, $".{name}.replaced");
    }

    /// <summary>The folder that files are written into.</summary>
    public string Staging { get; }

    /// <summary>Refuses a folder that a result of this question may not go to; changes nothing on disk.</summary>
    /// <param name="directory">Absolute.</param>
    /// <param name="displayed">As the caller wrote it.</param>
    /// <param name="id">The question's; null when it is not known yet.</param>
    /// <param name="kind">Null: a scan's result.</param>
    /// <exception cref="ScanException">It holds something else.</exception>
    public static void Check(string directory, string displayed, string? id, ShelfKind? kind = null)
    {
        kind ??= ShelfKind.Scan;
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

        string? other = ExistingId(directory, kind) ?? throw new ScanException("folder-occupied", $"{displayed}: holds something that is not a result of {kind.Words}; expected a new or an empty folder.");
        if (id is not null && other != id)
        {
            throw new ScanException("folder-occupied", $"{displayed}: holds the result of another {kind.Words.Split(' ')[1]} ({other[..Math.Min(12, other.Length)]}…); expected a new or an empty folder.");
        }
    }

    /// <summary>Makes the staging folder.</summary>
    /// <exception cref="IOException">The place cannot be written to.</exception>
    public static ReportShelf Open(string directory)
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
        shelf.inUse = Lock(shelf.Staging);
        return shelf;
    }

    /// <summary>Flushes every file and renames the folder in.</summary>
    public void Publish()
    {
        inUse?.Dispose();
        File.Delete(Path.Combine(Staging, LockName));
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
        inUse?.Dispose();
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }

        foreach (string parent in made.Where(p => Directory.Exists(p) && !Directory.EnumerateFileSystemEntries(p).Any()))
        {
            Directory.Delete(parent);
        }
    }

    // Staging folders for the same place that nobody holds any more: their run was killed, or the machine went down. Process numbers would
    // not do: two containers that share a disk have the same ones.
    private void SweepAbandoned()
    {
        foreach (string staging in Directory.EnumerateDirectories(Path.GetDirectoryName(directory)!, $".{Path.GetFileName(directory)}.*.part"))
        {
            try
            {
                if (File.Exists(Path.Combine(staging, LockName)))
                {
                    Lock(staging).Dispose();
                    Directory.Delete(staging, recursive: true);
                }
            }
            catch (IOException)
            {
                // Held by a run under way.
            }
        }
    }

    // The system lets go of it when its process ends, however that ends.
    private static FileStream Lock(string staging) => new(Path.Combine(staging, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static string? ExistingId(string directory, ShelfKind kind)
    {
        try
        {
            using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, kind.Document)));
            return report.RootElement.TryGetProperty(kind.IdField, out JsonElement id) ? id.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

namespace RasterEngine.Host.Jobs;

/// <summary>Where the service keeps things. Every worker of a service sees the same folders.</summary>
/// <param name="Data">The data folder, absolute.</param>
/// <param name="Archives">Folders that scans may read from, absolute; their names are the first part of paths when there are several.</param>
internal sealed record ServiceFolders(string Data, IReadOnlyList<string> Archives)
{
    /// <summary>Where relative paths of documents start: the only archive, or a folder that holds a link to each.</summary>
    public string DocumentFolder => Archives.Count == 1 ? Archives[0] : Path.Combine(Data, "archives");

    /// <summary>Files of scans under way.</summary>
    public string Work => Path.Combine(Data, "work");

    /// <summary>Files of one scan under one epoch.</summary>
    public string WorkOf(Storage.ScanRow scan) => Path.Combine(Work, $"{scan.Id:D}.{scan.Epoch}");

    /// <summary>A sentence without the places of files: where the service keeps them is nobody's business but its administrator's.</summary>
    /// <param name="sentence">Of a child, or of the system.</param>
    /// <param name="folder">The scan's work folder.</param>
    public string Unnamed(string sentence, string folder) =>
        sentence.Replace(Path.Combine(folder, "result"), "the result", StringComparison.Ordinal).Replace(folder, "the scan's folder", StringComparison.Ordinal).Replace(Data, "the data folder", StringComparison.Ordinal);

    /// <summary>One folder a finished scan.</summary>
    public string Results => Path.Combine(Data, "results");

    public string Result(Guid scan) => Path.Combine(Results, scan.ToString("D"));

    /// <summary>Makes them.</summary>
    /// <exception cref="ScanException">An archive is not there, or two have one name.</exception>
    public static ServiceFolders Open(string data, IReadOnlyList<string> archives)
    {
        var folders = new ServiceFolders(Path.GetFullPath(data), [.. archives.Select(a => Path.TrimEndingDirectorySeparator(Path.GetFullPath(a)))]);
        if (folders.Archives.FirstOrDefault(a => !Directory.Exists(a)) is { } missing)
        {
            throw new ScanException("no-archive", $"--archive {missing}: there is no such folder; expected the folder that holds the scenes.");
        }

        if (folders.Archives.GroupBy(Path.GetFileName).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ScanException("no-archive", $"two archives are named “{same.Key}”; expected different names, because paths in documents start with them.");
        }

        Directory.CreateDirectory(folders.Work);
        Directory.CreateDirectory(folders.Results);
        if (folders.Archives.Count != 1)
        {
            Directory.CreateDirectory(folders.DocumentFolder);
            foreach (string archive in folders.Archives)
            {
                string link = Path.Combine(folders.DocumentFolder, Path.GetFileName(archive));
                File.Delete(link);
                File.CreateSymbolicLink(link, archive);
            }
        }

        return folders;
    }
}

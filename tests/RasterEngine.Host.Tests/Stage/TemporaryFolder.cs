namespace RasterEngine.Host.Tests.Stage;

/// <summary>A folder of one test, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("raster-engine-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Everything in it with length and time of last write: equal before and after means that nothing was touched.</summary>
    public string[] Listing() =>
    [
        .. new DirectoryInfo(Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(e => $"{e.FullName} {(e as FileInfo)?.Length} {(e is FileInfo ? e.LastWriteTimeUtc.Ticks : 0)}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Entries at any depth that a run should have tidied away.</summary>
    public string[] Leftovers() =>
    [
        .. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Where(e => e.EndsWith(".part", StringComparison.Ordinal) || e.EndsWith(".spool", StringComparison.Ordinal) || e.EndsWith(".replaced", StringComparison.Ordinal)),
    ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

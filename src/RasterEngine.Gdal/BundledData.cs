namespace RasterEngine.Gdal;

/// <summary>
/// The data files that travel with a libgdal that is not the system's: GDAL's own tables, and PROJ's database of reference systems,
/// without which no EPSG code can be read. A system library knows where its data is.
/// </summary>
internal static class BundledData
{
    /// <summary>The folder called gdal-data; null when there is none.</summary>
    public static string? GdalData(FoundLibrary library, string baseDirectory) =>
        Folders(library, baseDirectory).Select(folder => Path.Combine(folder, "gdal-data")).FirstOrDefault(Directory.Exists);

    /// <summary>The folder that holds proj.db, at most one level down; null when there is none.</summary>
    public static string? ProjData(FoundLibrary library, string baseDirectory) =>
        Folders(library, baseDirectory)
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Prepend(folder))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "proj.db")));

    private static IEnumerable<string> Folders(FoundLibrary library, string baseDirectory)
    {
        if (library.Source == GdalLibrarySource.System)
            yield break;
        if (Path.GetDirectoryName(library.From) is { Length: > 0 } beside)
            yield return beside;
        if (library.Source == GdalLibrarySource.AppLocal)
            yield return Path.Combine(baseDirectory, "runtimes", "any", "native");
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RasterEngine.Host.Storage;

namespace RasterEngine.Host.Jobs;

/// <summary>
/// Walks the archives for STAC Items and product folders. Reads only small text files, and only those that changed; no raster is opened.
/// </summary>
internal sealed partial class ArchiveIndex(CatalogueTable catalogue, ServiceFolders folders)
{
    private const long LargestItem = 4 << 20;
    private const int DeepestFolder = 12;

    /// <returns>Scenes that are new or changed, and scenes that are gone.</returns>
    public (int Changed, int Gone) Refresh()
    {
        IReadOnlyDictionary<string, (long Bytes, DateTime Modified)> known = catalogue.Known();
        var seen = new HashSet<string>();
        var changed = new List<CatalogueEntry>();
        foreach (string archive in folders.Archives)
        {
            foreach ((string path, FileInfo description) in Scenes(archive, 0))
            {
                string name = Path.GetRelativePath(folders.Archives.Count == 1 ? archive : Path.GetDirectoryName(archive)!, path);
                bool isKnown = known.TryGetValue(name, out (long Bytes, DateTime Modified) old) && old.Bytes == description.Length && Math.Abs((old.Modified - description.LastWriteTimeUtc).TotalMilliseconds) < 1;
                if (isKnown || Read(name, path, description) is { } entry && Add(entry))
                {
                    seen.Add(name);
                }
            }
        }

        string[] gone = [.. known.Keys.Where(k => !seen.Contains(k))];
        catalogue.Update(changed, gone);
        return (changed.Count, gone.Length);

        bool Add(CatalogueEntry entry)
        {
            changed.Add(entry);
            return true;
        }
    }

    private static IEnumerable<(string Path, FileInfo Description)> Scenes(string folder, int depth)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        foreach (string own in Directory.EnumerateDirectories(folder, "*", options))
        {
            if (Description(own) is { } description)
            {
                yield return (own, description);
            }
            else if (depth < DeepestFolder)
            {
                foreach ((string, FileInfo) scene in Scenes(own, depth + 1))
                {
                    yield return scene;
                }
            }
        }

        foreach (string item in Directory.EnumerateFiles(folder, "*.json", options))
        {
            yield return (item, new FileInfo(item));
        }
    }

    // The metadata file of a product folder.
    private static FileInfo? Description(string folder)
    {
        string name = Path.GetFileName(folder);
        string? file = Sentinel2().IsMatch(name) ? Path.Combine(folder, name.Contains("MSIL1C", StringComparison.Ordinal) ? "MTD_MSIL1C.xml" : "MTD_MSIL2A.xml")
            : Landsat().IsMatch(name) ? Path.Combine(folder, name + "_MTL.txt")
            : null;
        return file is not null && File.Exists(file) ? new FileInfo(file) : null;
    }

    private static CatalogueEntry? Read(string name, string path, FileInfo description) =>
        description.Length > LargestItem ? null : description.Extension == ".json" ? Item(name, description) : Product(name, path, description);

    private static CatalogueEntry? Item(string name, FileInfo file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            JsonElement item = document.RootElement, properties = item.GetProperty("properties");
            if (!item.TryGetProperty("stac_version", out _) || !DateTimeOffset.TryParse(properties.GetProperty("datetime").GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset acquired))
            {
                return null;
            }

            double[]? box = item.TryGetProperty("bbox", out JsonElement bbox) && bbox.GetArrayLength() is 4 or 6 ? [.. bbox.EnumerateArray().Select(n => n.GetDouble())] : null;
            string collection = item.TryGetProperty("collection", out JsonElement own) && own.GetString() is { Length: > 0 } named ? named : Path.GetFileName(Path.GetDirectoryName(file.FullName)!);
            double? cloud = properties.TryGetProperty("eo:cloud_cover", out JsonElement cover) && cover.TryGetDouble(out double percent) ? percent : null;
            return new CatalogueEntry(name, collection, "item", acquired.UtcDateTime, cloud, box?[0], box?[1], box?[box.Length / 2], box?[(box.Length / 2) + 1], file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IOException or UnauthorizedAccessException)
        {
            // Some other JSON file.
            return null;
        }
    }

    private static CatalogueEntry? Product(string name, string folder, FileInfo metadata)
    {
        Match date = Date().Match(Path.GetFileName(folder));
        if (!date.Success || !DateTime.TryParseExact(date.Groups[1].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime acquired))
        {
            return null;
        }

        Match cloud = Cloud().Match(File.ReadAllText(metadata.FullName));
        double? percent = cloud.Success && double.TryParse(cloud.Groups[1].Value, CultureInfo.InvariantCulture, out double found) && found >= 0 ? found : null;
        return new CatalogueEntry(name, Path.GetFileName(Path.GetDirectoryName(folder)!), "product", acquired, percent, null, null, null, null, metadata.Length, metadata.LastWriteTimeUtc);
    }

    [GeneratedRegex(@"\AS2[A-D]_MSIL(?:1C|2A)_.*\.SAFE\z")]
    private static partial Regex Sentinel2();

    [GeneratedRegex(@"\AL[COTEM]0[4-9]_L[12][A-Z]{2}_\d{6}_\d{8}_")]
    private static partial Regex Landsat();

    [GeneratedRegex(@"_(\d{8})[T_]")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?:<Cloud_Coverage_Assessment>|\bCLOUD_COVER = )\s*(-?[0-9.]+)")]
    private static partial Regex Cloud();
}

using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>A Landsat 4 to 9 product as its archive gives it: a folder with one GeoTIFF a band and an MTL file. Collection 2, and level 1 of Collection 1.</summary>
public static partial class LandsatProduct
{
    // The same facts in three forms; the first is the easiest to read right.
    private static readonly string[] Forms = [".json", ".txt", ".xml"];

    /// <summary>Whether a folder holds an MTL file.</summary>
    public static bool IsOne(string fullPath)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        return Directory.Exists(fullPath) && MetadataFiles(fullPath, fullPath).Length > 0;
    }

    /// <summary>Reads its metadata; bands are looked for, not opened.</summary>
    /// <param name="path">As written.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <exception cref="ScanException">Metadata missing, not readable or of a kind that is not known, several products, or a file outside the folder.</exception>
    public static SceneMetadata Read(string path, string fullPath)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(fullPath);
        var folder = new ProductFolder(path, fullPath);
        BandSource file = MetadataFile(folder);
        var mtl = LandsatMtl.Read(file.Path, file.FullPath);
        var facts = LandsatFacts.Of(mtl);
        var bands = new Dictionary<string, BandSource>();
        var absent = new Dictionary<string, string>();
        foreach ((string role, int number) in facts.Bands)
        {
            string key = $"FILE_NAME_BAND_{number}";
            if (mtl.Value(key, LandsatFacts.Contents) is not { } name)
            {
                absent.Add(role, $"{file.Path} has no {key}");
            }
            else if (Find(folder, name) is { } image)
            {
                (decimal scale, decimal offset) = facts.Reflectance(mtl, number);
                bands.Add(role, image with { Scale = scale, Offset = offset, NoData = 0 });
            }
            else
            {
                absent.Add(role, $"{file.Path} names {MetadataText.Quote(name)}, which is not there");
            }
        }

        BandSource? quality = Named(folder, mtl, facts.Collection == 1 ? "FILE_NAME_BAND_QUALITY" : "FILE_NAME_QUALITY_L1_PIXEL");
        return new SceneMetadata(
            $"{facts.Craft} Collection {facts.Collection} {facts.Level} product",
            facts.Date,
            "landsat",
            facts.IsSurface ? Basis.Boa : Basis.Toa,
            bands,
            quality,
            quality is null ? null : facts.Collection == 1 ? QualityKind.BqaC1 : QualityKind.QaPixel,
            Named(folder, mtl, "FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION"),
            [file with { Number = 0 }],
            $"{facts.RescalingGroup} in {Path.GetFileName(file.FullPath)}{(facts.IsSurface ? "" : ", not corrected for the sun's angle")}")
        { Absent = absent };
    }

    private static BandSource? Named(ProductFolder folder, LandsatMtl mtl, string key) => mtl.Value(key, LandsatFacts.Contents) is { } name ? Find(folder, name) : null;

    // Bands lie beside the MTL file: a name with a separator is none that USGS wrote.
    private static BandSource? Find(ProductFolder folder, string name) => name.Contains('/', StringComparison.Ordinal) ? throw folder.Outside(name) : folder.Find(name);

    private static BandSource MetadataFile(ProductFolder folder)
    {
        string[] names = MetadataFiles(folder.Path, folder.FullPath);
        string[] products = [.. names.Select(name => Path.GetFileNameWithoutExtension(name)).Distinct()];
        if (products.Length > 1)
        {
            throw new ScanException("several-scenes", $"{folder.Path}: holds the MTL files of {products.Length} products ({MetadataText.Clean(string.Join(", ", products))}); expected one product a folder.");
        }

        return names.OrderBy(name => Array.IndexOf(Forms, Path.GetExtension(name))).Select(name => folder.Find(name)).FirstOrDefault()
            ?? throw MetadataText.Unreadable(folder.Path, "has no *_MTL.json, *_MTL.txt or *_MTL.xml; expected a Landsat product's folder");
    }

    private static string[] MetadataFiles(string path, string fullPath)
    {
        try
        {
            return [.. Directory.EnumerateFiles(fullPath, "*_MTL.*").Select(file => Path.GetFileName(file)!).Where(name => Mtl().IsMatch(name)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{path}: cannot be read ({e.Message})", e);
        }
    }

    [GeneratedRegex(@"_MTL\.(?:json|txt|xml)\z")]
    private static partial Regex Mtl();
}

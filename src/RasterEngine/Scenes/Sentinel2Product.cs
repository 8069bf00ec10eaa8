using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>A Sentinel-2 product as its archives give it: a .SAFE folder of level 2A or 1C, one tile, its images in JPEG 2000 or turned into GeoTIFF.</summary>
public static partial class Sentinel2Product
{
    private const string SurfaceMetadata = "MTD_MSIL2A.xml";

    private const string TopMetadata = "MTD_MSIL1C.xml";

    // As archives write them, and as people convert them.
    private static readonly string[] Endings = [".jp2", ".tif", ".tiff", ".JP2", ".TIF"];

    /// <summary>Whether a folder looks like one: by its name, or by its metadata file.</summary>
    public static bool IsOne(string fullPath)
    {
        ArgumentNullException.ThrowIfNull(fullPath);
        string folder = Path.TrimEndingDirectorySeparator(fullPath);
        return Directory.Exists(folder)
            && (Name().IsMatch(Path.GetFileName(folder)) || File.Exists(Path.Combine(folder, SurfaceMetadata)) || File.Exists(Path.Combine(folder, TopMetadata)));
    }

    /// <summary>Reads its metadata; images are looked for, not opened.</summary>
    /// <param name="path">As written.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <exception cref="ScanException">Metadata missing or not readable, several granules, an offset that is not known, or a file outside the product.</exception>
    public static SceneMetadata Read(string path, string fullPath)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(fullPath);
        var folder = new ProductFolder(path, fullPath);
        BandSource file = folder.Find(SurfaceMetadata) ?? folder.Find(TopMetadata)
            ?? throw MetadataText.Unreadable(path, $"has neither {SurfaceMetadata} nor {TopMetadata}; expected a Sentinel-2 product in the format used since December 2016");
        var metadata = Sentinel2Metadata.Read(file.Path, file.FullPath, file.Path.EndsWith(SurfaceMetadata, StringComparison.Ordinal));
        var bands = new Dictionary<string, BandSource>();
        var absent = new Dictionary<string, string>();
        foreach (Sentinel2Band band in Sentinel2Band.All)
        {
            string name = metadata.IsSurface ? $"{band.Name}_{band.Metres}m" : band.Name;
            if (Image(folder, metadata, name) is not { } image)
            {
                absent.Add(band.Role, $"{path} holds no image {name}");
                continue;
            }

            (decimal scale, decimal offset) = metadata.Reflectance(band);
            bands.Add(band.Role, image with { Scale = scale, Offset = offset, NoData = 0 });
        }

        BandSource? classes = metadata.IsSurface ? Image(folder, metadata, "SCL_20m") : null;
        string craft = Craft().IsMatch(metadata.Spacecraft ?? "") ? metadata.Spacecraft! : "Sentinel-2";
        return new SceneMetadata(
            $"{craft} {(metadata.IsSurface ? "L2A" : "L1C")} product",
            metadata.Date,
            "sentinel-2",
            metadata.IsSurface ? Basis.Boa : Basis.Toa,
            bands,
            classes,
            classes is null ? null : QualityKind.Scl,
            Saturation: null,
            [file with { Number = 0 }],
            $"processing baseline {metadata.Baseline} in {Path.GetFileName(file.FullPath)}")
        { Absent = absent };
    }

    // The listed image whose name ends with _B04_10m (level 2A) or _B04 (level 1C), where its file is there.
    private static BandSource? Image(ProductFolder folder, Sentinel2Metadata metadata, string name)
    {
        string[] listed = [.. metadata.Images.Where(image => image.EndsWith("_" + name, StringComparison.Ordinal))];
        return listed.Length <= 1
            ? listed.Select(image => folder.Find(image, Endings)).FirstOrDefault()
            : throw new ScanException("several-scenes", $"{metadata.Path}: lists {listed.Length} images {name}; expected one.");
    }

    [GeneratedRegex(@"\AS2[A-Z]_(?:MSIL1C|MSIL2A|OPER_PRD_MSIL1C|OPER_PRD_MSIL2A|USER_PRD_MSIL2A)_.*\.SAFE\z", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"\ASentinel-2[A-Z]\z")]
    private static partial Regex Craft();
}

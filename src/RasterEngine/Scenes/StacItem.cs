using System.Text.Json;
using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>A STAC Item, version 1.0 or 1.1, whose assets lie beside it as files.</summary>
public static partial class StacItem
{
    // The first that is there masks.
    private static readonly (string Name, QualityKind Kind)[] Qualities = [("SCL", QualityKind.Scl), ("QA_PIXEL", QualityKind.QaPixel), ("FMASK", QualityKind.Fmask)];

    /// <summary>Whether a file is JSON that calls itself a STAC Item, of whatever version.</summary>
    /// <exception cref="ScanException">Not JSON at all.</exception>
    public static bool IsOne(string path, string fullPath) => MetadataJson.Read(path, fullPath, root => root.Text("type") == "Feature" && root.Member("stac_version") is not null);

    /// <summary>Reads it; assets are not opened.</summary>
    /// <param name="path">As written.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <exception cref="ScanException">Not readable, of another version, without a raster that is a file, or with an offset that is not known.</exception>
    public static SceneMetadata Read(string path, string fullPath)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(fullPath);
        return MetadataJson.Read(path, fullPath, item => Read(path, fullPath, item));
    }

    private static SceneMetadata Read(string path, string fullPath, JsonElement item)
    {
        string version = item.Text("stac_version") ?? "";
        if (item.Text("type") != "Feature" || !Version().IsMatch(version))
        {
            throw new ScanException("metadata-unsupported", $"{path}: type is {MetadataText.Quote(item.Text("type") ?? "")} and stac_version {MetadataText.Quote(version)}; expected a STAC Item: Feature, version 1.0 or 1.1.");
        }

        var facts = StacFacts.Of(path, item);
        StacAsset[] assets = [.. StacAsset.All(item, Path.GetDirectoryName(fullPath)!)];
        CheckLocal(path, assets);
        bool isLandsat = facts.Sensor == "landsat";
        var bands = new Dictionary<string, BandSource>();
        var absent = new Dictionary<string, string>();
        bool isStated = false;
        foreach (IGrouping<string?, StacCandidate> found in StacCandidate.Of(assets, isLandsat).GroupBy(candidate => candidate.Role))
        {
            StacCandidate best = StacCandidate.Best(found);
            string role = found.Key!;
            if (best.Asset.FullPath is not { } file)
            {
                absent.Add(role, $"in {path} has only an address ({MetadataText.Clean(best.Asset.Href)}); expected a file: fetch it and write its path into the Item");
                continue;
            }

            (decimal? scale, decimal? offset, double? noData) = StacReflectance.Of(facts, role, best.Band);
            isStated |= best.Band.Offset is not null;
            bands.Add(role, new BandSource(Beside(path, best.Asset.Href), file, best.Number, scale, offset, noData));
        }

        // STAC names the only near-infrared band of Landsat 8 for its wavelength; the indices ask for nir.
        Rename(isLandsat, bands, absent);
        (BandSource? quality, QualityKind? kind) = Quality(path, assets);
        return new SceneMetadata(
            "STAC Item" + (facts.Sensor is null ? "" : isLandsat ? " of Landsat" : " of Sentinel-2"),
            facts.Date, facts.Sensor, facts.Basis, bands, quality, kind, Source(path, assets, "QA_RADSAT"),
            [new BandSource(path, fullPath, 0, null, null, null)],
            StacReflectance.Reason(facts, Path.GetFileName(fullPath), isStated))
        { Absent = absent };
    }

    private static void CheckLocal(string path, StacAsset[] assets)
    {
        if (assets.Length == 0)
        {
            throw MetadataText.Unreadable(path, "has no raster among its assets; expected GeoTIFF or JPEG 2000 files");
        }

        if (assets.All(asset => asset.FullPath is null))
        {
            throw new ScanException("not-a-plain-path", $"{path}: every raster has only an address, the first {MetadataText.Quote(assets[0].Href)}; expected files: fetch them and write their paths into the Item.");
        }
    }

    private static void Rename(bool isLandsat, Dictionary<string, BandSource> bands, Dictionary<string, string> absent)
    {
        if (isLandsat && !bands.ContainsKey("nir") && bands.Remove("nir08", out BandSource? nir))
        {
            bands.Add("nir", nir);
            absent.Remove("nir");
        }
        else if (isLandsat && !bands.ContainsKey("nir") && absent.Remove("nir08", out string? why))
        {
            absent.TryAdd("nir", why);
        }
    }

    private static (BandSource? Band, QualityKind? Kind) Quality(string path, StacAsset[] assets)
    {
        foreach ((string name, QualityKind kind) in Qualities)
        {
            if (Source(path, assets, name) is { } band)
            {
                return (band, kind);
            }
        }

        return (null, null);
    }

    // Of several resolutions of one quality band the finest that is a file.
    private static BandSource? Source(string path, StacAsset[] assets, string quality) => assets
        .Where(asset => asset.FullPath is not null && asset.Quality() == quality)
        .OrderBy(asset => !File.Exists(asset.FullPath)).ThenBy(asset => asset.Bands[0].Metres ?? double.MaxValue)
        .Select(asset => new BandSource(Beside(path, asset.Href), asset.FullPath!, 1, null, null, null))
        .FirstOrDefault();

    // The asset's path as the Item's own was written: relative to wherever that was.
    private static string Beside(string path, string href)
    {
        string relative = href.StartsWith("./", StringComparison.Ordinal) ? href[2..] : href;
        return Path.IsPathRooted(relative) ? relative : path[..(path.LastIndexOf('/') + 1)] + relative;
    }

    [GeneratedRegex(@"\A1\.[01]\.")]
    private static partial Regex Version();
}

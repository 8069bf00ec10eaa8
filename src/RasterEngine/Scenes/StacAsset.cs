using System.Text.Json;
using System.Text.RegularExpressions;

namespace RasterEngine.Scenes;

/// <summary>An asset of a STAC Item that holds measurements or classes in a raster.</summary>
/// <param name="Key">Its name in the Item.</param>
/// <param name="Href">As written.</param>
/// <param name="FullPath">Absolute; null when the href is an address and no file.</param>
/// <param name="Bands">In the order of the file's.</param>
internal sealed partial record StacAsset(string Key, string Href, string? FullPath, IReadOnlyList<StacBand> Bands)
{
    /// <summary>The raster assets of an Item, without pictures for the eye.</summary>
    /// <param name="item">The Item.</param>
    /// <param name="folder">Where relative hrefs start, absolute.</param>
    public static IReadOnlyList<StacAsset> All(JsonElement item, string folder) => item.Member("assets") is { ValueKind: JsonValueKind.Object } assets
        ? [.. assets.EnumerateObject().Where(IsRaster).Select(a => new StacAsset(a.Name, a.Value.Text("href")!, Local(a.Value.Text("href")!, folder), StacBand.Of(a.Value)))]
        : [];

    /// <summary>The role of one of its bands; null when it states none.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="isLandsat">B04 is no Sentinel-2 band then.</param>
    public string? Role(int index, bool isLandsat)
    {
        StacBand band = Bands[index];
        return BandRoles.All.FirstOrDefault(role => role.Equals(band.CommonName, StringComparison.OrdinalIgnoreCase))
            ?? FromName(band.Name, isLandsat)
            ?? (Bands.Count == 1 ? FromName(Key, isLandsat) : null);
    }

    /// <summary>scl, qa_pixel, fmask or qa_radsat when it holds one of these; else null.</summary>
    public string? Quality() => new[] { Key, Bands[0].Name ?? "" }.Select(name => QualityName().Match(name)).FirstOrDefault(match => match.Success)?.Groups[1].Value.ToUpperInvariant();

    // One word: “red_edge” is not red.
    private static string? FromName(string? name, bool isLandsat)
    {
        Match match = RoleName().Match(name ?? "");
        string? role = match.Success ? BandRoles.FromDescription(match.Groups[1].Value) : null;
        return role is null || !isLandsat || role.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase) ? role : null;
    }

    private static bool IsRaster(JsonProperty asset)
    {
        string type = asset.Value.Text("type") ?? "";
        string href = asset.Value.Text("href") ?? "";
        bool isRaster = RasterType().IsMatch(type) || RasterEnding().IsMatch(href);
        return isRaster && href.Length > 0 && !PictureName().IsMatch(asset.Name)
            && !asset.Value.Items("roles").Any(role => role.ValueKind == JsonValueKind.String && role.GetString() is "thumbnail" or "overview" or "visual");
    }

    private static string? Local(string href, string folder)
    {
        if (Address().IsMatch(href) || href.Any(char.IsControl) || href.Contains('<', StringComparison.Ordinal))
        {
            return null;
        }

        string full = Path.GetFullPath(Path.Combine(folder, href));
        return full.StartsWith("/vsi", StringComparison.OrdinalIgnoreCase) || !ArchiveBoundary.Holds(href, full) ? null : full;
    }

    // “red”, “B04”, and the same with what catalogues append: “red-jp2”, “B04_10m”.
    [GeneratedRegex(@"\A([A-Za-z0-9]+?)(?:-jp2|_[0-9]+m)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex RoleName();

    [GeneratedRegex(@"\A(scl|qa_pixel|fmask|qa_radsat)(?:[-_.].*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex QualityName();

    // Catalogues show the true-colour picture as an asset with the bands red, green and blue, sometimes without a role that says so.
    [GeneratedRegex(@"\A(?:visual|overview|preview|thumbnail|tci|rendered)(?:[-_.].*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex PictureName();

    [GeneratedRegex(@"\Aimage/(?:tiff|jp2|vnd\.stac\.geotiff)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RasterType();

    [GeneratedRegex(@"\.(?:tiff?|jp2)\z", RegexOptions.IgnoreCase)]
    private static partial Regex RasterEnding();

    // scheme://, DRIVER:…, //host/share; a Windows drive letter is one letter.
    [GeneratedRegex(@"\A(?:[A-Za-z][A-Za-z0-9+._-]+:|//|\\\\)")]
    private static partial Regex Address();
}

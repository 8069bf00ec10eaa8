namespace RasterEngine.Scenes;

/// <summary>Scenes as archives hold them: a Sentinel-2 .SAFE folder, a Landsat folder, a STAC Item.</summary>
public static class SceneFolder
{
    /// <summary>What a path's metadata say of a scene; null when it is none of these.</summary>
    /// <param name="path">As written.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <exception cref="ScanException">It is one of these, but cannot be read or understood; or it is called .json and is no JSON.</exception>
    public static SceneMetadata? TryRead(string path, string fullPath)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(fullPath);
        if (Directory.Exists(fullPath))
        {
            return Sentinel2Product.IsOne(fullPath) ? Sentinel2Product.Read(path, fullPath)
                : LandsatProduct.IsOne(fullPath) ? LandsatProduct.Read(path, fullPath)
                : null;
        }

        bool isItem = Path.GetExtension(fullPath).Equals(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(fullPath) && StacItem.IsOne(path, fullPath);
        return isItem ? StacItem.Read(path, fullPath) : null;
    }
}

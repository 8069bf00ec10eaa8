namespace RasterEngine.Scenes;

/// <summary>A band that could fill a role. Catalogues offer the same band in several resolutions and formats.</summary>
/// <param name="Role">What its band states.</param>
/// <param name="Asset">Where it is.</param>
/// <param name="Number">Its place in the file, from 1.</param>
internal sealed record StacCandidate(string Role, StacAsset Asset, int Number)
{
    public StacBand Band => Asset.Bands[Number - 1];

    /// <summary>All bands of all assets that state a role.</summary>
    public static IEnumerable<StacCandidate> Of(IEnumerable<StacAsset> assets, bool isLandsat) =>
        from asset in assets
        where asset.Quality() is null
        from number in Enumerable.Range(1, asset.Bands.Count)
        let role = asset.Role(number - 1, isLandsat)
        where role is not null
        select new StacCandidate(role, asset, number);

    /// <summary>A file before an address, one that is there before one that is not; then the finest pixel, the asset named for the role, GeoTIFF, the first.</summary>
    public static StacCandidate Best(IEnumerable<StacCandidate> candidates) => candidates
        .OrderBy(candidate => candidate.Asset.FullPath is null)
        .ThenBy(candidate => !File.Exists(candidate.Asset.FullPath))
        .ThenBy(candidate => candidate.Band.Metres ?? double.MaxValue)
        .ThenBy(candidate => !candidate.Asset.Key.Equals(candidate.Role, StringComparison.OrdinalIgnoreCase))
        .ThenBy(candidate => candidate.Asset.Href.EndsWith(".jp2", StringComparison.OrdinalIgnoreCase))
        .First();
}

using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>Where the target can be: a class raster or polygons.</summary>
/// <param name="Band">Path and band; polygons have band 1.</param>
/// <param name="Keep">Classes of the raster that count; null for polygons.</param>
/// <param name="Origin">Where it comes from, as the question says.</param>
/// <param name="Year">The year it shows.</param>
public sealed record LandSource(BandSource Band, IReadOnlyList<int>? Keep, string? Origin, int? Year);

using RasterEngine.Gdal;

namespace RasterEngine.Cogs;

/// <summary>What a file says about one of its bands.</summary>
/// <param name="Description">What its values are, in two or three words.</param>
/// <param name="Colours">Its colour table; null for none. A file of more than two bands has none.</param>
/// <param name="Metadata">Entries of the band's metadata, such as CLASS_1 → kept.</param>
internal sealed record CogBand(string Description, IReadOnlyList<ColourEntry>? Colours, IReadOnlyDictionary<string, string> Metadata);

using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>A quality band as it was found.</summary>
/// <param name="Source">Path and number.</param>
/// <param name="Grid">Its place: its pixels may be larger than the scene's.</param>
/// <param name="Kind">How it speaks.</param>
/// <param name="Meaning">What its values mean.</param>
public sealed record QualityBand(BandSource Source, Grid Grid, QualityKind Kind, QualityMeaning Meaning);

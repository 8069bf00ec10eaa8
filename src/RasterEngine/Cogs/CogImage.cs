using RasterEngine.Tiling;

namespace RasterEngine.Cogs;

/// <summary>What one file holds of the blocks of a <see cref="CogWriter"/>: an image and its overviews, largest first.</summary>
/// <param name="Grid">Place of the image.</param>
/// <param name="Levels">One or more.</param>
internal sealed record CogImage(Grid Grid, IReadOnlyList<CogLevel> Levels);

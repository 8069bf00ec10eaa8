using RasterEngine.Scenes;

namespace RasterEngine.Samples;

/// <summary>A raster that restricts the population: a pixel counts when the raster holds one of the kept classes at its centre.</summary>
public sealed record FrameSource(BandSource Band, IReadOnlyList<int> Keep);

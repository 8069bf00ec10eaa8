namespace RasterEngine.Estimates;

/// <summary>A stratum of segments, over which the map is known everywhere.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Segments">How many there are, N.</param>
/// <param name="MappedMean">X̄: mean of the map's quantity over all of them; NaN where it is not known, for the direct estimator alone.</param>
public sealed record SegmentStratum(string Name, long Segments, double MappedMean);

using RasterEngine.Areas;

namespace RasterEngine.Scans;

/// <summary>A zone's sums.</summary>
/// <param name="Id">As the file calls it.</param>
/// <param name="Ground">The zone's ground within the grid, on land or not; null when no pixel of the grid belongs to it.</param>
/// <param name="Tally">What of it is asked about (on land); null when nothing is.</param>
public sealed record ZoneResult(string Id, Extent? Ground, PairTally? Tally);

using RasterEngine.Areas;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>A scan's answer before it is put into words.</summary>
/// <param name="Plan">Question, scenes, grid.</param>
/// <param name="Inputs">Files and hashes, as registered before and found unchanged after.</param>
/// <param name="Tally">All sums.</param>
/// <param name="Moved">The sums with the later date moved by a pixel, in the order of <see cref="Masks.Move.All"/>; crossings only.</param>
/// <param name="Preview">Sampled pixels to draw from.</param>
/// <param name="MaskPath">The verified mask, in the folder that was given.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="Workers">Threads that worked.</param>
public sealed record ScanResult(
    ScanPlan Plan, IReadOnlyList<InputFile> Inputs, PairTally Tally, IReadOnlyList<PairTally> Moved, Preview Preview, string MaskPath, StageTimes Times, int Workers);

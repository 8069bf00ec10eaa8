using RasterEngine.Scans;
using RasterEngine.Scenes;

namespace RasterEngine.Publication;

/// <summary>A scan before its first pixel is compared.</summary>
/// <param name="Plan">The question held against its files.</param>
/// <param name="Inputs">Those files, hashed.</param>
/// <param name="ScanId">What both come to.</param>
/// <param name="Times">Where the time goes.</param>
/// <param name="Start">Stopwatch ticks when its preparation began.</param>
public sealed record PreparedScan(ScanPlan Plan, IReadOnlyList<InputFile> Inputs, string ScanId, StageTimes Times, long Start);

using RasterEngine.Areas;
using RasterEngine.Masks;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>A scan's answer before it is put into words.</summary>
/// <param name="Plan">Question, scenes, grid.</param>
/// <param name="Inputs">Files and hashes, as registered before and found unchanged after.</param>
/// <param name="Tally">All sums.</param>
/// <param name="Moved">Gains and losses with the later date moved by a pixel, in the order of <see cref="Masks.Move.All"/>.</param>
/// <param name="Preview">Sampled pixels to draw from.</param>
/// <param name="MaskPath">The verified mask, in the folder that was given.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="Workers">Threads that worked.</param>
public sealed record ScanResult(
    ScanPlan Plan, IReadOnlyList<InputFile> Inputs, PairTally Tally, IReadOnlyList<CrossingExtents> Moved, Preview Preview, string MaskPath, StageTimes Times, int Workers)
{
    /// <summary>Sums of each zone, in the order of the plan's zones; empty without zones.</summary>
    public IReadOnlyList<ZoneResult> Zones { get; init; } = [];

    /// <summary>What lies in the zones (or the grid) but not on land; null without a land mask.</summary>
    public PairTally? OffLand { get; init; }

    /// <summary>Pixels that are not asked about.</summary>
    public long OutsidePixels { get; init; }

    /// <summary>The threshold that was derived; null when the question gave it.</summary>
    public DerivedThreshold? Threshold { get; init; }

    /// <summary>Why a date's offset is doubtful, in a sentence; null when it is not.</summary>
    public string? OffsetDoubt { get; init; }

    /// <summary>Index before × index after; null when the question does not ask for it.</summary>
    public JointHistogram? Joint { get; init; }

    /// <summary>What a minimum mapping unit removed of gains and losses; null when there was none.</summary>
    public SmallPatches? SmallPatches { get; init; }
}

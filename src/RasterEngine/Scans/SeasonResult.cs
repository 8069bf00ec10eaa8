using RasterEngine.Areas;
using RasterEngine.Scenes;

namespace RasterEngine.Scans;

/// <summary>A season scan's answer before it is put into words.</summary>
/// <param name="Plan">Question, scenes, grid.</param>
/// <param name="Inputs">Files and hashes.</param>
/// <param name="Areas">True ground area of every pixel.</param>
/// <param name="Seasons">What each season adds up to, in the plan's order.</param>
/// <param name="Change">Classes of two seasons against each other, where asked about; empty for one.</param>
/// <param name="Preview">Sampled pixels to draw from.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="Workers">Threads that worked.</param>
public sealed record SeasonResult(
    SeasonPlan Plan, IReadOnlyList<InputFile> Inputs, PixelAreas Areas, IReadOnlyList<SeasonFindings> Seasons, ClassExtents Change, SeasonPreview Preview, StageTimes Times, int Workers)
{
    /// <summary>Zone → classes of two seasons against each other; empty for one season or without zones.</summary>
    public IReadOnlyDictionary<int, ClassExtents> ZoneChanges { get; init; } = new Dictionary<int, ClassExtents>();

    /// <summary>Pixels that are not asked about.</summary>
    public long OutsidePixels { get; init; }
}

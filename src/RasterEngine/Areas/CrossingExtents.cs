using RasterEngine.Kernels;

namespace RasterEngine.Areas;

/// <summary>What would be gained and lost with the later date moved by a pixel.</summary>
public sealed record CrossingExtents(Extent Gained, Extent Lost)
{
    /// <param name="tally">Counts and areas.</param>
    /// <param name="areas">What the areas are counted in.</param>
    public static CrossingExtents Of(CrossingTally tally, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(areas);
        return new(new Extent(tally.Up.Pixels, areas.Sum(tally.Up.Areas)), new Extent(tally.Down.Pixels, areas.Sum(tally.Down.Areas)));
    }
}

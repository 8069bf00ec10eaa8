using RasterEngine.Kernels;

namespace RasterEngine.Areas;

/// <summary>Index before × index after: of the whole grid, or of the parts that a scan is asked about. One a worker, added up at the end.</summary>
public sealed class JointSums
{
    /// <summary>The whole grid, when that is asked about.</summary>
    public JointTally Whole { get; } = new();

    /// <summary>Otherwise what is asked about, with pairs of <see cref="JointBins"/> in place of cells.</summary>
    public RegionTally Region { get; } = new();

    public void Add(JointSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Whole.Add(other.Whole);
        Region.Add(other.Region);
    }

    /// <summary>All that is asked about: pairs that occur, ascending.</summary>
    /// <param name="hasRegion">Whether that is less than the whole grid.</param>
    /// <param name="areas">What areas are counted in.</param>
    public IReadOnlyList<(int Pair, Extent Extent)> All(bool hasRegion, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        return hasRegion ? Of(Region.Inside, areas) : [.. Whole.Sums.Select(s => (s.Pair, new Extent(s.Pixels, areas.Sum(s.Area))))];
    }

    /// <summary>What a zone is asked about.</summary>
    public IReadOnlyList<(int Pair, Extent Extent)> Zone(int zone, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        return Region.Zone(zone) is { } tally ? Of(tally, areas) : [];
    }

    private static IReadOnlyList<(int Pair, Extent Extent)> Of(ShareTally tally, PixelAreas areas) =>
        [.. tally.Sums.Where(s => s.Cell != JointBins.NotObserved).OrderBy(s => s.Cell).Select(s => (s.Cell, new Extent(s.Pixels, areas.SumOfShares(s.Parts))))];
}

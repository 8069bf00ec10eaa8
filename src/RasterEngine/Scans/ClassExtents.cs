using RasterEngine.Areas;
using RasterEngine.Masks;

namespace RasterEngine.Scans;

/// <summary>Ground by class.</summary>
public sealed class ClassExtents
{
    private readonly Dictionary<int, Extent> extents = [];

    public ClassExtents(ShareTally? tally, PixelAreas areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        foreach ((int value, long pixels, Int128 parts) in tally?.Sums ?? [])
        {
            extents[value] = new Extent(pixels, areas.SumOfShares(parts));
        }
    }

    public Extent this[ChangeClass value] => extents.GetValueOrDefault((int)value);
}

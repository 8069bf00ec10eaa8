namespace RasterEngine.Kernels;

/// <summary>Whole counts and whole areas of pixels that went up, and of those that went down.</summary>
/// <remarks>Units as in <see cref="CellTally"/>.</remarks>
public sealed class CrossingTally
{
    private long upPixels, upAreas, downPixels, downAreas;

    /// <summary>Pixels and their area.</summary>
    public (long Pixels, long Areas) Up => (upPixels, upAreas);

    /// <summary>Pixels and their area.</summary>
    public (long Pixels, long Areas) Down => (downPixels, downAreas);

    /// <summary>Adds pixels with the area of each.</summary>
    /// <param name="crossings">A <see cref="Crossing"/> a pixel.</param>
    /// <param name="areas">As many.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add(ReadOnlySpan<byte> crossings, ReadOnlySpan<long> areas)
    {
        if (areas.Length != crossings.Length)
        {
            throw new ArgumentException($"{crossings.Length} crossings with {areas.Length} areas; expected equal lengths");
        }

        for (int i = 0; i < crossings.Length; i++)
        {
            Add(crossings[i], areas[i]);
        }
    }

    public void Add(CrossingTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        upPixels += other.upPixels;
        upAreas += other.upAreas;
        downPixels += other.downPixels;
        downAreas += other.downAreas;
    }

    /// <summary>Adds sums.</summary>
    public void AddSums((long Pixels, long Areas) up, (long Pixels, long Areas) down)
    {
        upPixels += up.Pixels;
        upAreas += up.Areas;
        downPixels += down.Pixels;
        downAreas += down.Areas;
    }

    internal void Add(byte crossing, long area)
    {
        if (crossing == Crossing.Up)
        {
            upPixels++;
            upAreas += area;
        }
        else if (crossing == Crossing.Down)
        {
            downPixels++;
            downAreas += area;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>Whole counts and whole areas of pixels that went up, and of those that went down.</summary>
/// <remarks>Units as in <see cref="CellTally"/>.</remarks>
public sealed class CrossingTally
{
    // Pairs of 15-bit areas in 32-bit lanes, counts in 16-bit lanes: this many pixels overflow neither, at any width.
    private const int LargestRun = 1 << 17;

    /// <summary>The most that an area may lie above its floor.</summary>
    public const int MostAbove = short.MaxValue;

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

    /// <summary>Adds pixels whose areas lie up to <see cref="MostAbove"/> above a common floor.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Add(ReadOnlySpan<byte> crossings, long floor, ReadOnlySpan<ushort> above)
    {
        if (above.Length != crossings.Length)
        {
            throw new ArgumentException($"{crossings.Length} crossings with {above.Length} areas; expected equal lengths");
        }

        for (int start = 0; start < crossings.Length; start += LargestRun)
        {
            int length = Math.Min(LargestRun, crossings.Length - start);
            AddRun(crossings.Slice(start, length), floor, above.Slice(start, length));
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

    private void AddRun(ReadOnlySpan<byte> crossings, long floor, ReadOnlySpan<ushort> above)
    {
        int done = WordLanes512.IsSupported ? Lanes<WordLanes512>(crossings, floor, above)
            : WordLanes256.IsSupported ? Lanes<WordLanes256>(crossings, floor, above)
            : WordLanes128.IsSupported ? Lanes<WordLanes128>(crossings, floor, above)
            : 0;
        for (int i = done; i < crossings.Length; i++)
        {
            Add(crossings[i], floor + above[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Lanes<TLanes>(ReadOnlySpan<byte> crossings, long floor, ReadOnlySpan<ushort> above)
        where TLanes : struct, IWordLanes<TLanes>
    {
        ref byte from = ref MemoryMarshal.GetReference(crossings);
        ref ushort areas = ref MemoryMarshal.GetReference(above);
        TLanes one = TLanes.All(1), ups = TLanes.All(0), downs = ups, upSums = ups, downSums = ups;
        int done = 0;
        for (; done <= crossings.Length - TLanes.Count; done += TLanes.Count)
        {
            TLanes crossing = TLanes.Load(in from, (nuint)done);
            if (TLanes.Any(crossing))
            {
                // Up is 1 and down is 2, so each is a factor of 0 or 1.
                TLanes up = crossing & one, down = crossing >>> 1, area = TLanes.Load(in areas, (nuint)done);
                ups += up;
                downs += down;
                upSums = TLanes.AddSums(upSums, TLanes.Sums(area, up));
                downSums = TLanes.AddSums(downSums, TLanes.Sums(area, down));
            }
        }

        long upCount = TLanes.Total(TLanes.Sums(ups, one)), downCount = TLanes.Total(TLanes.Sums(downs, one));
        upPixels += upCount;
        downPixels += downCount;
        upAreas += TLanes.Total(upSums) + (upCount * floor);
        downAreas += TLanes.Total(downSums) + (downCount * floor);
        return done;
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

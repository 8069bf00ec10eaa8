using RasterEngine.Areas;
using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>What a frame holds: units and ground of every stratum, and pixels and ground of every map class. Counted in one pass, tile by tile.</summary>
public sealed class FrameTally
{
    private FrameTally(SampleFrame frame)
    {
        Units = new long[frame.StrataNames.Count];
        Steps = new Int128[frame.StrataNames.Count];
        Mapped = new Extent[frame.Map.Legend.Classes.Count + 1];
        this.frame = frame;
    }

    private readonly SampleFrame frame;

    /// <summary>Units of each stratum, in the frame's order.</summary>
    public long[] Units { get; }

    /// <summary>Ground of each map class in the frame, by its index; the last is what was not observed.</summary>
    public Extent[] Mapped { get; }

    /// <summary>Ground of the smallest and of the largest unit, in steps.</summary>
    public (long Smallest, long Largest) UnitSteps { get; private set; } = (long.MaxValue, 0);

    private Int128[] Steps { get; }

    /// <summary>Ground of a stratum.</summary>
    public Area Area(int stratum) => frame.Areas.SumOfShares(Steps[stratum] * Areas.Area.ShareParts);

    /// <summary>Counts a frame.</summary>
    /// <exception cref="ScanException">Nothing lies in it, or a number of the map is not in its legend.</exception>
    public static FrameTally Count(SampleFrame frame, int workers, Action<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(progress);
        var tally = new FrameTally(frame);
        int done = 0;
        TileWorkers.Run(
            frame.Tiles,
            workers,
            () => new FrameReader(frame),
            (reader, tile) => Tile(frame, reader, tile),
            answer =>
            {
                tally.Add(answer);
                progress(++done / (double)frame.Tiles.Count);
            },
            cancellation);
        return tally.Units.Sum() > 0 ? tally : throw new ScanException(
            "frame-empty", $"{frame.Map.Source.Path}: no pixel of the map lies in the frame{(frame.Restriction is { } r ? $" ({r.Source.Path}, classes {string.Join(", ", r.Keep.Order())})" : "")}; expected a frame that the map covers.");
    }

    private static FrameTally Tile(SampleFrame frame, FrameReader reader, Tile tile)
    {
        var tally = new FrameTally(frame);
        var units = frame.UnitsOf(tile.Window);
        FrameUnit[] found = new FrameUnit[units.PixelCount];
        reader.Read(units, found);
        foreach (FrameUnit unit in found)
        {
            if (unit.Stratum != MapLegend.Outside)
            {
                tally.Units[unit.Stratum]++;
                tally.Steps[unit.Stratum] += unit.AreaSteps;
                tally.Widen((unit.AreaSteps, unit.AreaSteps));
            }
        }

        for (int i = 0; i < tally.Mapped.Length; i++)
        {
            (long pixels, Int128 steps) = reader.Mapped[i];
            tally.Mapped[i] = new Extent(pixels, frame.Areas.SumOfShares(steps * Areas.Area.ShareParts));
        }

        return tally;
    }

    private void Add(FrameTally other)
    {
        for (int i = 0; i < Units.Length; i++)
        {
            Units[i] += other.Units[i];
            Steps[i] += other.Steps[i];
        }

        for (int i = 0; i < Mapped.Length; i++)
        {
            Mapped[i] += other.Mapped[i];
        }

        Widen(other.UnitSteps);
    }

    private void Widen((long Smallest, long Largest) steps) =>
        UnitSteps = (Math.Min(UnitSteps.Smallest, steps.Smallest), Math.Max(UnitSteps.Largest, steps.Largest));
}

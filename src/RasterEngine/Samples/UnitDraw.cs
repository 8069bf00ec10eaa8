using RasterEngine.Tiling;

namespace RasterEngine.Samples;

/// <summary>
/// Draws so many units of each stratum, without replacement, every one with the chance n/N, in one pass that holds no more than the sample.
/// </summary>
public sealed class UnitDraw
{
    private readonly UnitPriority priorities;
    private readonly int[] wanted;

    // The largest number of those kept is on top: it is the first to go.
    private readonly PriorityQueue<DrawnUnit, (ulong Number, long Unit)>[] kept;

    /// <param name="seed">Same seed, same units.</param>
    /// <param name="wanted">Units of each stratum.</param>
    public UnitDraw(long seed, IReadOnlyList<int> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        this.wanted = [.. wanted];
        priorities = new UnitPriority(seed);
        kept = [.. wanted.Select(_ => new PriorityQueue<DrawnUnit, (ulong, long)>(Comparer<(ulong, long)>.Create((a, b) => b.CompareTo(a))))];
    }

    /// <summary>Shows a unit; every unit is shown once, in any order.</summary>
    public void Offer(DrawnUnit unit) => Offer(unit, priorities.Of(unit.Unit));

    /// <summary>Takes over what another draw of the same seed and sizes kept.</summary>
    public void Add(UnitDraw other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((DrawnUnit unit, (ulong number, long _)) in other.kept.SelectMany(k => k.UnorderedItems))
        {
            Offer(unit, number);
        }
    }

    /// <summary>The units drawn so far, in a random order that tells nothing of their strata.</summary>
    public IReadOnlyList<DrawnUnit> Drawn(long seed)
    {
        var order = new UnitPriority(seed, purpose: 1);
        return [.. kept.SelectMany(k => k.UnorderedItems.Select(i => i.Element)).OrderBy(u => order.Of(u.Unit)).ThenBy(u => u.Unit)];
    }

    /// <summary>Draws from a frame.</summary>
    public static IReadOnlyList<DrawnUnit> From(SampleFrame frame, long seed, IReadOnlyList<int> wanted, int workers, Action<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(progress);
        var draw = new UnitDraw(seed, wanted);
        int done = 0;
        TileWorkers.Run(
            frame.Tiles,
            workers,
            () => new FrameReader(frame),
            (reader, tile) => FromTile(frame, reader, tile, seed, wanted),
            answer =>
            {
                draw.Add(answer);
                progress(++done / (double)frame.Tiles.Count);
            },
            cancellation);
        return draw.Drawn(seed);
    }

    private static UnitDraw FromTile(SampleFrame frame, FrameReader reader, Tile tile, long seed, IReadOnlyList<int> wanted)
    {
        var draw = new UnitDraw(seed, wanted);
        var units = frame.UnitsOf(tile.Window);
        FrameUnit[] found = new FrameUnit[units.PixelCount];
        reader.Read(units, found);
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i].Stratum != MapLegend.Outside)
            {
                long unit = ((units.Row + (i / units.Width)) * (long)frame.Columns) + units.Column + (i % units.Width);
                draw.Offer(new DrawnUnit(unit, found[i].Stratum, found[i].MapClass, found[i].AreaSteps));
            }
        }

        return draw;
    }

    private void Offer(DrawnUnit unit, ulong number)
    {
        PriorityQueue<DrawnUnit, (ulong Number, long Unit)> queue = kept[unit.Stratum];
        int size = wanted[unit.Stratum];
        if (queue.Count < size)
        {
            queue.Enqueue(unit, (number, unit.Unit));
        }
        else if (size > 0)
        {
            queue.EnqueueDequeue(unit, (number, unit.Unit));
        }
    }
}

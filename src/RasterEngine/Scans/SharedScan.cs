using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>What the workers of one scan share: immutable things to read, and the counter where each hands over its sums when it ends.</summary>
internal sealed class SharedScan<TStored>(ScanPlan plan, PixelAreas areas, Preview preview, CogWriter mask)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly Lock gate = new();
    private readonly CellTally total = new();
    private readonly CrossingTally[] moved = Unmoved();
    private readonly TileSeams<TStored> seams = new(plan.Tiles.LongestEdge);
    private readonly JointSums? joint = plan.Scan.Histogram ? new() : null;
    private TileTicks ticks;

    public ScanPlan Plan { get; } = plan;

    public PixelAreas Areas { get; } = areas;

    public Preview Preview { get; } = preview;

    /// <summary>Where every worker's classes go.</summary>
    public CogWriter Mask { get; } = mask;

    /// <summary>What composited dates are made of; null when none is one.</summary>
    public CompositeLayers? Layers { get; init; }

    public PairKernel<TStored> Kernel { get; } = new(plan.Form);

    /// <summary>Sums of what is asked about, where that is not the whole grid. Complete once every worker has been disposed.</summary>
    public RegionTally Region { get; } = new();

    /// <summary>All sums of what is asked about; complete at the same time.</summary>
    public PairTally Tally => Plan.HasRegion ? new(Region.Inside, Areas) : new(total, Areas);

    /// <summary>Gains and losses with the later date moved, in the order of <see cref="Move.All"/>.</summary>
    public CrossingExtents[] Moved => [.. moved.Select(m => CrossingExtents.Of(m, Areas))];

    /// <summary>Index before × index after; null when the question does not ask for it. Complete at the same time.</summary>
    public JointHistogram? Joint => joint is null ? null : new(
        joint.All(Plan.HasRegion, Areas), [.. Enumerable.Range(0, Plan.Zones?.Ids.Count ?? 0).Select(zone => joint.Zone(zone, Areas))]);

    public void HandOver(CellTally tally, RegionTally? regionTally, CrossingTally[] movedTallies, JointSums? jointSums, TileTicks workerTicks)
    {
        lock (gate)
        {
            total.Add(tally);
            if (regionTally is not null)
            {
                Region.Add(regionTally);
            }

            if (jointSums is not null)
            {
                joint?.Add(jointSums);
            }

            foreach ((int index, CrossingTally own) in movedTallies.Index())
            {
                moved[index].Add(own);
            }

            ticks += workerTicks;
        }
    }

    /// <param name="times">Where the stages are added.</param>
    /// <param name="fromFiles">Ticks in which bytes came from files.</param>
    public void AddTimes(StageTimes times, long fromFiles) => ticks.AddTo(times, fromFiles);

    /// <summary>Empty sums in the order of <see cref="Move.All"/>.</summary>
    public static CrossingTally[] Unmoved() => [.. Move.All.Select(_ => new CrossingTally())];

    /// <summary>One worker's count of where tiles meet.</summary>
    public SeamCount<TStored> CountSeams(CrossingTally[] ownMoved) => new(seams, new SeamComparison<TStored>(Kernel, Plan.Tiles.LongestEdge), ownMoved);

    /// <summary>Writes sums, and the edges of tiles whose neighbours are not among those compared.</summary>
    public void Write(BinaryWriter writer)
    {
        PartSums.Write(writer, total);
        PartSums.Write(writer, Region);
        Array.ForEach(moved, m => PartSums.Write(writer, m));
        if (joint is not null)
        {
            PartSums.Write(writer, joint.Whole);
            PartSums.Write(writer, joint.Region);
        }

        seams.Write(writer);
    }

    /// <summary>Adds what another process wrote of some rows of tiles; edges meet those that came before.</summary>
    public void Add(BinaryReader reader, TileRows rows)
    {
        PartSums.Add(reader, total);
        PartSums.Add(reader, Region);
        Array.ForEach(moved, m => PartSums.Add(reader, m));
        if (joint is not null)
        {
            PartSums.Add(reader, joint.Whole);
            PartSums.Add(reader, joint.Region);
        }

        SeamCount<TStored> count = CountSeams(moved);
        for (int edges = reader.ReadInt32(); edges > 0; edges--)
        {
            bool betweenRows = reader.ReadBoolean();
            int tile = reader.ReadInt32(), row = tile / Plan.Tiles.Columns;
            TileEdge<TStored> edge = count.Take();
            edge.Read(reader);
            count.Add(betweenRows, tile, edge, isFirst: row >= rows.First);
        }
    }
}

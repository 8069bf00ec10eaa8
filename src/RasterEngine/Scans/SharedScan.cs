using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Cogs;
using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Scans;

/// <summary>What the workers of one scan share: immutable things to read, and the counter where each hands over its sums when it ends.</summary>
internal sealed class SharedScan<TStored>(ScanPlan plan, PixelAreas areas, Preview preview, CogWriter mask)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly Lock gate = new();
    private readonly CellTally total = new();
    private readonly CrossingTally[] moved = [.. Move.All.Select(_ => new CrossingTally())];
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

    public TileSeams<TStored> Seams { get; } = new(plan.Tiles.LongestEdge);

    /// <summary>Sums of what is asked about, where that is not the whole grid. Complete once every worker has been disposed.</summary>
    public RegionTally Region { get; } = new();

    /// <summary>All sums of what is asked about; complete at the same time.</summary>
    public PairTally Tally => Plan.HasRegion ? new(Region.Inside, Areas) : new(total, Areas);

    /// <summary>Gains and losses with the later date moved, in the order of <see cref="Move.All"/>.</summary>
    public CrossingExtents[] Moved => [.. moved.Select(m => CrossingExtents.Of(m, Areas))];

    /// <summary>Index before × index after; null when the question does not ask for it. Complete at the same time.</summary>
    public JointHistogram? Joint => joint is null ? null : new(
        joint.All(Plan.HasRegion, Areas), [.. Enumerable.Range(0, Plan.Zones?.Ids.Count ?? 0).Select(zone => joint.Zone(zone, Areas))]);

    public void HandOver(CellTally tally, RegionTally regionTally, CrossingTally[] movedTallies, JointSums? jointSums, TileTicks workerTicks)
    {
        lock (gate)
        {
            total.Add(tally);
            Region.Add(regionTally);
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
}

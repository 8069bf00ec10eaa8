using System.Diagnostics;
using System.Numerics;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>One worker of a scan: compares tile after tile and adds up what it saw. Made, used and disposed on its own thread.</summary>
internal sealed class TileScan<TStored> : IDisposable
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    // Two bands of two dates.
    private const int SampleLength = 4;

    private readonly SharedScan<TStored> shared;
    private readonly TileComparison<TStored> comparison;
    private readonly RegionReader? region;
    private readonly TileCount<TStored> count;
    private long readTicks, compareTicks, tallyTicks;

    public TileScan(SharedScan<TStored> shared)
    {
        this.shared = shared;
        ScanPlan plan = shared.Plan;
        IDateReader<TStored> before = plan.Open<TStored>(plan.Before);
        try
        {
            IDateReader<TStored> after = plan.Open<TStored>(plan.After);
            region = plan.HasRegion ? new RegionReader(plan) : null;
            comparison = new TileComparison<TStored>(before, after, shared.Kernel, plan.Tiles);
            count = new TileCount<TStored>(shared, comparison, region);
        }
        catch
        {
            before.Dispose();
            throw;
        }
    }

    public TileAnswer Answer(Tile tile)
    {
        long start = Stopwatch.GetTimestamp();
        comparison.Read(tile.Window);
        region?.Read(tile.Window);
        long read = Stopwatch.GetTimestamp();
        byte[] classes = shared.Buffer();
        count.Count(tile, classes);
        long compared = Stopwatch.GetTimestamp();
        float[] samples = Samples(tile);
        readTicks += read - start;
        compareTicks += compared - read;
        tallyTicks += Stopwatch.GetTimestamp() - compared;
        return new TileAnswer(tile, classes, samples);
    }

    public void Dispose()
    {
        comparison.Dispose();
        region?.Dispose();
        shared.HandOver(count.Tally, count.Region, count.Moved, readTicks, compareTicks, tallyTicks);
    }

    private float[] Samples(Tile tile)
    {
        Preview preview = shared.Preview;
        int columns = Sampled(tile.Window.Column, tile.Window.EndColumn), rows = Sampled(tile.Window.Row, tile.Window.EndRow), next = 0;
        var samples = new float[SampleLength * rows * columns];
        for (int row = preview.First(tile.Window.Row); row < tile.Window.EndRow; row += preview.Step)
        {
            for (int column = preview.First(tile.Window.Column); column < tile.Window.EndColumn; column += preview.Step, next += SampleLength)
            {
                comparison.Sample(column - tile.Window.Column, row - tile.Window.Row, samples.AsSpan(next, SampleLength));
            }
        }

        return samples;

        int Sampled(int start, int end) => Math.Max(0, (end - preview.First(start) + preview.Step - 1) / preview.Step);
    }
}

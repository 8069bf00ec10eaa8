using System.Diagnostics;
using System.Numerics;
using RasterEngine.Cogs;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>One worker of a scan: compares tile after tile and adds up what it saw. Made, used and disposed on its own thread.</summary>
internal sealed class TileScan<TStored> : IDisposable
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly SharedScan<TStored> shared;
    private readonly TileComparison<TStored> comparison;
    private readonly RegionReader? region;
    private readonly JointCount<TStored>? joint;
    private readonly TileCount<TStored> count;
    private readonly byte[] classes;
    private readonly CogEncoder encoder;
    private readonly CogEncoder? layers;
    private readonly CompositeReader<TStored>?[] composites;
    private readonly long opened;
    private TileTicks ticks;

    public TileScan(SharedScan<TStored> shared)
    {
        long start = Stopwatch.GetTimestamp();
        this.shared = shared;
        ScanPlan plan = shared.Plan;
        IDateReader<TStored> before = plan.Open<TStored>(plan.Before);
        try
        {
            IDateReader<TStored> after = plan.Open<TStored>(plan.After);
            composites = [before as CompositeReader<TStored>, after as CompositeReader<TStored>];
            region = plan.HasRegion ? new RegionReader(plan) : null;
            comparison = new TileComparison<TStored>(before, after, shared.Kernel, plan.Tiles);
            joint = plan.Scan.Histogram ? new JointCount<TStored>(plan.Form, plan.Tiles, comparison, region) : null;
            CrossingTally[] moved = SharedScan<TStored>.Unmoved();
            count = new TileCount<TStored>(plan.Tiles, shared.Areas, shared.CountSeams(moved), moved, comparison, region, joint);
        }
        catch
        {
            before.Dispose();
            throw;
        }

        classes = new byte[plan.Tiles.LargestTilePixels];
        encoder = new CogEncoder(shared.Mask);
        layers = shared.Layers is { } l ? new CogEncoder(l.File) : null;
        opened = Stopwatch.GetTimestamp();
        ticks = new(opened - start, 0, 0, 0, 0);
    }

    /// <summary>Reads, compares, counts and encodes one tile.</summary>
    public Tile Answer(Tile tile)
    {
        long start = Stopwatch.GetTimestamp();
        comparison.Read(tile.Window);
        region?.Read(tile.Window);
        long read = Stopwatch.GetTimestamp();
        count.Count(tile, classes);
        TakeSamples(tile);
        long compared = Stopwatch.GetTimestamp();
        encoder.Append(tile.Window, classes.AsSpan(0, (int)tile.Window.PixelCount));
        layers?.Append(tile.Window, shared.Layers!.Gather(composites));
        ticks += new TileTicks(0, read - start, compared - read, Stopwatch.GetTimestamp() - compared, 0);
        return tile;
    }

    public void Dispose()
    {
        comparison.Dispose();
        region?.Dispose();
        long wait = Stopwatch.GetTimestamp() - opened - ticks.Read - ticks.Compare - ticks.Encode;
        shared.HandOver(count.Tally, region is null ? null : count.Region, count.Moved, joint?.Sums, ticks with { Wait = wait });
    }

    private void TakeSamples(Tile tile)
    {
        Preview preview = shared.Preview;
        for (int row = preview.First(tile.Window.Row); row < tile.Window.EndRow; row += preview.Step)
        {
            for (int band = 0; band < preview.Stored.Count; band++)
            {
                ReadOnlySpan<TStored> line = comparison.Line(band, row - tile.Window.Row, out ReadOnlySpan<byte> excluded);
                preview.Take(band, row, tile.Window.Column, line, excluded);
            }

            preview.TakeClasses(row, tile.Window.Column, classes.AsSpan((row - tile.Window.Row) * tile.Window.Width, tile.Window.Width));
        }
    }
}

using System.Numerics;
using BenchmarkDotNet.Attributes;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Scans;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Benchmarks;

/// <summary>
/// Everything that a scan computes of a tile between reading and encoding, on one core: both dates, cells, the later date moved four ways, areas, sums of
/// three thresholds by three changes, classes. Stored numbers lie in memory.
/// </summary>
[GenericTypeArguments(typeof(ushort))]
[GenericTypeArguments(typeof(byte))]
[GenericTypeArguments(typeof(float))]
public class TileCountBenchmarks<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private const int Side = 512;
    private const int Pixels = Side * Side;

    private readonly byte[] classes = new byte[Pixels];
    private TileCount<TStored> count = null!, countWithHistogram = null!;
    private Tile tile;

    [GlobalSetup]
    public void Setup()
    {
        var input = new KernelInput<TStored>(Side);
        Grid grid = SyntheticFiles.Place(Side);
        var tiles = new TilePlan(Side, Side, 0, 0, Side, Side);
        tile = tiles[0];
        var comparison = new TileComparison<TStored>(
            new MemoryReader<TStored>(input.X1, input.Y1), new MemoryReader<TStored>(input.X2, input.Y2), new PairKernel<TStored>(KernelInput<TStored>.Form), tiles);
        comparison.Read(tile.Window);
        var seams = new SeamComparison<TStored>(new PairKernel<TStored>(KernelInput<TStored>.Form), tiles.LongestEdge);
        CrossingTally[] moved = SharedScan<TStored>.Unmoved();
        var countSeams = new SeamCount<TStored>(new TileSeams<TStored>(tiles.LongestEdge), seams, moved);
        count = new TileCount<TStored>(tiles, new PixelAreas(grid), countSeams, moved, comparison, region: null);
        var joint = new JointCount<TStored>(KernelInput<TStored>.Form, tiles, comparison, region: null);
        countWithHistogram = new TileCount<TStored>(tiles, new PixelAreas(grid), countSeams, moved, comparison, region: null, joint);
        Count();
        CountWithHistogram();
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Count() => count.Count(tile, classes);

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void CountWithHistogram() => countWithHistogram.Count(tile, classes);

    /// <summary>One tile's stored numbers, again and again.</summary>
    private sealed class MemoryReader<T>(T[] x, T[] y) : IDateReader<T>
        where T : unmanaged
    {
        public bool Excludes => false;

        public void Read(Window window, Span<T> toX, Span<T> toY, Span<byte> excluded)
        {
            x.CopyTo(toX);
            y.CopyTo(toY);
        }

        public void Dispose()
        {
        }
    }
}

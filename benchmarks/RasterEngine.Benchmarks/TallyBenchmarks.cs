using BenchmarkDotNet.Attributes;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Benchmarks;

/// <summary>Counting one tile of a scan on one core. A scan works out every row's areas once, adds cells once and crossings four times.</summary>
public class TallyBenchmarks
{
    private const int Side = 512;
    private const int Pixels = Side * Side;

    private readonly CellTally tally = new();
    private readonly CrossingTally crossingTally = new();
    private readonly byte[] cells = new byte[Pixels];
    private readonly byte[] crossings = new byte[Pixels];
    private readonly byte[] classes = new byte[Pixels];
    private readonly ushort[] above = new ushort[Pixels];
    private PixelAreas areas = null!;
    private long floor;

    [GlobalSetup]
    public void Setup()
    {
        Grid grid = SyntheticFiles.Place(Side);
        areas = new PixelAreas(grid);
        var input = new KernelInput<ushort>(Side);
        new PairKernel<ushort>(KernelInput<ushort>.Form).Compare(new(input.X1, input.Y1, []), new(input.X2, input.Y2, []), cells);
        for (int i = 0; i < Pixels; i++)
        {
            crossings[i] = Crossing.Of(cells[i]);
        }

        if (!areas.TryFloor(grid.Bounds, out floor))
        {
            throw new InvalidOperationException("the benchmark's areas lie too far apart");
        }

        Areas();
    }

    /// <summary>Areas of the pixels.</summary>
    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Areas()
    {
        for (int row = 0; row < Side; row++)
        {
            areas.Row(row, 0, floor, above.AsSpan(row * Side, Side));
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Add()
    {
        for (int row = 0; row < Side; row++)
        {
            tally.Add(cells.AsSpan(row * Side, Side), floor, above.AsSpan(row * Side, Side));
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void AddCrossings()
    {
        for (int row = 0; row < Side; row++)
        {
            crossingTally.Add(crossings.AsSpan(row * Side, Side), floor, above.AsSpan(row * Side, Side));
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Classes()
    {
        for (int row = 0; row < Side; row++)
        {
            CellMeaning.WriteClasses(cells.AsSpan(row * Side, Side), classes.AsSpan(row * Side, Side));
        }
    }
}

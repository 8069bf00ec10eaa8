using BenchmarkDotNet.Attributes;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Benchmarks;

/// <summary>Counting one tile of a scan on one core. Every row's areas are worked out first, as a scan does once for its Add and its four AddCrossings.</summary>
public class TallyBenchmarks
{
    private const int Side = 512;
    private const int Pixels = Side * Side;

    private readonly CellTally tally = new();
    private readonly byte[] classOfCell = CellMeaning.ClassTable();
    private readonly byte[] cells = new byte[Pixels];
    private readonly byte[] classes = new byte[Pixels];
    private readonly long[] rowAreas = new long[Side];
    private PixelAreas areas = null!;

    [GlobalSetup]
    public void Setup()
    {
        Grid grid = SyntheticFiles.Place(Side);
        areas = new PixelAreas(grid);
        var input = new KernelInput<ushort>(Side);
        new PairKernel<ushort>(KernelInput<ushort>.Form).Compare(new(input.X1, input.Y1, []), new(input.X2, input.Y2, []), cells);
    }

    /// <summary>Areas of the pixels alone: contained in the other two.</summary>
    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Areas()
    {
        for (int row = 0; row < Side; row++)
        {
            areas.Row(row, 0, rowAreas);
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void AreasAndAdd()
    {
        for (int row = 0; row < Side; row++)
        {
            areas.Row(row, 0, rowAreas);
            tally.Add(cells.AsSpan(row * Side, Side), rowAreas, classOfCell, classes.AsSpan(row * Side, Side));
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void AreasAndAddCrossings()
    {
        for (int row = 0; row < Side; row++)
        {
            areas.Row(row, 0, rowAreas);
            tally.AddCrossings(cells.AsSpan(row * Side, Side), rowAreas);
        }
    }
}

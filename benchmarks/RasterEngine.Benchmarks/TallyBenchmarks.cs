using BenchmarkDotNet.Attributes;
using RasterEngine.Areas;
using RasterEngine.Kernels;
using RasterEngine.Masks;
using RasterEngine.Tiling;

namespace RasterEngine.Benchmarks;

/// <summary>Counting one tile of a scan on one core. A scan works out every row's areas once, adds cells once, and crossings of four moves.</summary>
public class TallyBenchmarks
{
    private const int Side = 512;
    private const int Pixels = Side * Side;

    private readonly CellTally tally = new();
    private readonly MovedCrossings crossings = new([new(), new(), new(), new()], Side);
    private readonly DateStates[] before = new DateStates[Side], after = new DateStates[Side];
    private readonly KernelInput<ushort> input = new(Side);
    private readonly PairKernel<ushort> kernel = new(KernelInput<ushort>.Form);
    private readonly byte[] cells = new byte[Pixels];
    private readonly byte[] classes = new byte[Pixels];
    private readonly ushort[] above = MovedCrossings.Areas(Pixels);
    private PixelAreas areas = null!;
    private long floor;

    [GlobalSetup]
    public void Setup()
    {
        Grid grid = SyntheticFiles.Place(Side);
        areas = new PixelAreas(grid);
        kernel.Compare(new(input.X1, input.Y1, []), new(input.X2, input.Y2, []), cells);
        for (int row = 0; row < Side; row++)
        {
            (before[row], after[row]) = (new DateStates(Side), new DateStates(Side));
            kernel.PrepareBefore(Row(input.X1, input.Y1, row), before[row]);
            kernel.PrepareAfter(Row(input.X2, input.Y2, row), after[row]);
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

    /// <summary>The later date moved four ways, compared and added; inner rows.</summary>
    [Benchmark(OperationsPerInvoke = Pixels - (2 * Side))]
    public void AddCrossings()
    {
        for (int row = 1; row < Side - 1; row++)
        {
            crossings.Add(kernel, new(Row(input.X1, input.Y1, row), before[row]), Later(row), Later(row - 1), Later(row + 1), floor, above);
        }

        crossings.Flush();
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Classes()
    {
        for (int row = 0; row < Side; row++)
        {
            CellMeaning.WriteClasses(cells.AsSpan(row * Side, Side), classes.AsSpan(row * Side, Side));
        }
    }

    private PreparedRow<ushort> Later(int row) => new(Row(input.X2, input.Y2, row), after[row]);

    private static DatePixels<ushort> Row(ushort[] x, ushort[] y, int row) => new(x.AsSpan(row * Side, Side), y.AsSpan(row * Side, Side), []);
}

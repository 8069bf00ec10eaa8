using BenchmarkDotNet.Attributes;
using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>What the lanes gain over the exact formula that they must equal, pixel after pixel, on one tile of a scan.</summary>
public class ScalarKernelBenchmarks
{
    private const int Side = 512;
    private const int Pixels = Side * Side;

    private readonly KernelInput<ushort> input = new(Side);
    private readonly PairKernel<ushort> kernel = new(KernelInput<ushort>.Form);
    private readonly PairPixel<ushort, long> pixel = new(KernelInput<ushort>.Form);
    private readonly byte[] cells = new byte[Pixels];

    [Benchmark(OperationsPerInvoke = Pixels, Baseline = true)]
    public void Formula()
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = pixel.Cell(input.X1[i], input.Y1[i], input.X2[i], input.Y2[i], 0, 0);
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Lanes() => kernel.Compare(new(input.X1, input.Y1, []), new(input.X2, input.Y2, []), cells);
}

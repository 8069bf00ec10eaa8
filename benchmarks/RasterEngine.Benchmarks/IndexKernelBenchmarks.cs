using BenchmarkDotNet.Attributes;
using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>NDVI as float32 from float32 reflectances on one core; sizes as in <see cref="PairKernelBenchmarks{TStored}"/>.</summary>
public class IndexKernelBenchmarks
{
    private const int Pixels = 1 << 26;

    private readonly IndexKernel kernel = new(IndexForm.NormalisedDifference);
    private float[] red = [], nearInfrared = [], index = [];

    /// <summary>Columns, and rows, of the tile.</summary>
    [Params(256, 512, 8192)]
    public int Side { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var input = new KernelInput<float>(Side);
        (nearInfrared, red, index) = (input.X1, input.Y1, new float[Side * Side]);
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 3 * sizeof(float))]
    public void Compute()
    {
        for (int done = 0; done < Pixels; done += index.Length)
        {
            kernel.Compute(nearInfrared, red, index);
        }
    }

    /// <summary>The same bytes in and out, without arithmetic but an OR.</summary>
    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 3 * sizeof(float))]
    public void Traffic()
    {
        for (int done = 0; done < Pixels; done += index.Length)
        {
            MemoryTraffic.Run(nearInfrared, red, index);
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 2 * sizeof(float))]
    public void Copy()
    {
        for (int done = 0; done < Pixels; done += index.Length)
        {
            nearInfrared.AsSpan().CopyTo(index);
        }
    }
}

using System.Numerics;
using BenchmarkDotNet.Attributes;
using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>
/// The comparison kernel on one core, by stored type, on a tile of a second-level cache (256), on the tile a scan works on (512) and on 64 Mpx that lie in
/// main memory (8192). Small tiles are compared again and again, so that every run sees as many pixels.
/// </summary>
[GenericTypeArguments(typeof(ushort))]
[GenericTypeArguments(typeof(byte))]
[GenericTypeArguments(typeof(short))]
[GenericTypeArguments(typeof(float))]
public class PairKernelBenchmarks<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    /// <summary>Pixels of one run.</summary>
    public const int Pixels = 1 << 26;

    private readonly PairKernel<TStored> kernel = new(KernelInput<TStored>.Form);
    private KernelInput<TStored> input = null!;
    private TStored[] copy = [];
    private byte[] cells = [];

    /// <summary>Columns, and rows, of the tile.</summary>
    [Params(256, 512, 8192)]
    public int Side { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        input = new KernelInput<TStored>(Side);
        cells = new byte[Side * Side];
        copy = new TStored[Side * Side];
        Compare();
        Copy();
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(4, 1)]
    public void Compare()
    {
        for (int done = 0; done < Pixels; done += cells.Length)
        {
            kernel.Compare(new(input.X1, input.Y1, []), new(input.X2, input.Y2, []), cells);
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(4, 1)]
    public void Traffic()
    {
        for (int done = 0; done < Pixels; done += cells.Length)
        {
            MemoryTraffic.Run<TStored>(input.X1, input.Y1, input.X2, input.Y2, cells);
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(2, 0)]
    public void Copy()
    {
        for (int done = 0; done < Pixels; done += copy.Length)
        {
            input.X1.AsSpan().CopyTo(copy);
        }
    }
}

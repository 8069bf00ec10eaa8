using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using RasterEngine.Cogs;
using RasterEngine.Kernels;
using RasterEngine.Masks;

namespace RasterEngine.Benchmarks;

/// <summary>
/// One 512 × 512 block of a mask on its way into a COG: encoded by our encoder and by .NET's zlib at its fastest, and its overviews counted. <c>Smooth</c> is the synthetic scene's
/// mask, which lies in fields; <c>Speckle</c> has a class of its own for every pixel.
/// </summary>
public class EncodeBenchmarks
{
    private const int Side = 512, Pixels = Side * Side;

    private readonly byte[] classes = new byte[Pixels], copy = new byte[Pixels], to = new byte[RowDeflate.Bound(Pixels)];
    private readonly RowDeflate rows = new(Pixels, 1, Side);
    private readonly BlockModes modes = new(9);

    public enum Mask
    {
        Smooth,
        Speckle,
    }

    [ParamsAllValues]
    public Mask Of { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        if (Of == Mask.Speckle)
        {
            var random = new Random(1);
            Array.ForEach([.. Enumerable.Range(0, Pixels)], i => classes[i] = (byte)random.Next(1, 5));
            return;
        }

        byte[] cells = new byte[Pixels];
        var input = new KernelInput<ushort>(Side);
        new PairKernel<ushort>(KernelInput<ushort>.Form).Compare(new(input.X1, input.Y1, []), new(input.X2, input.Y2, []), cells);
        CellMeaning.WriteClasses(cells, classes);
    }

    [Benchmark(OperationsPerInvoke = Pixels, Baseline = true)]
    [Moves(0, 2)]
    public void Copy() => classes.AsSpan().CopyTo(copy);

    [Benchmark(OperationsPerInvoke = Pixels)]
    public int Encode() => rows.Encode(classes, to);

    [Benchmark(OperationsPerInvoke = Pixels)]
    public long ZLibStreamFastest()
    {
        using var packed = new MemoryStream(to);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(classes);
        }

        return packed.Position;
    }

    [Benchmark(OperationsPerInvoke = Pixels)]
    public void Overviews() => modes.Count(classes);
}

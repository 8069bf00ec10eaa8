using BenchmarkDotNet.Attributes;
using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>
/// TIFF's predictors undone on one 512 × 512 tile, row by row in place, and a band taken out of four: against the definition, one addition after
/// the other, and a copy of the tile, which is what memory gives. Tiles are done again and again.
/// </summary>
public class PredictorBenchmarks
{
    private const int Side = 512, Bands = 4, Pixels = 1 << 24;

    private readonly ushort[] tile = new ushort[Side * Side], copy = new ushort[Side * Side], interleaved = new ushort[Side * Side * Bands];
    private readonly byte[] planes = new byte[Side * Side * sizeof(float)];
    private readonly uint[] floats = new uint[Side * Side];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        random.NextBytes(planes);
        for (int i = 0; i < tile.Length; i++)
        {
            tile[i] = (ushort)random.Next(200);
        }
    }

    [Benchmark(OperationsPerInvoke = Pixels, Baseline = true)]
    [Moves(0, 4)]
    public void Copy() => Repeat(() => tile.AsSpan().CopyTo(copy));

    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 4)]
    public void Differences() => Rows(row => HorizontalDifferences.Undo(tile.AsSpan(row * Side, Side)));

    /// <summary>The definition.</summary>
    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 4)]
    public void DifferencesOneByOne() => Rows(row =>
    {
        Span<ushort> numbers = tile.AsSpan(row * Side, Side);
        for (int i = 1; i < numbers.Length; i++)
        {
            numbers[i] += numbers[i - 1];
        }
    });

    /// <summary>Both halves of predictor 3, float32.</summary>
    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 16)]
    public void FloatingPoint() => Rows(row =>
    {
        Span<byte> bytes = planes.AsSpan(row * Side * sizeof(float), Side * sizeof(float));
        HorizontalDifferences.Undo(bytes);
        FloatPlanes.Join(bytes, floats.AsSpan(row * Side, Side));
    });

    /// <summary>One of four uint16 bands.</summary>
    [Benchmark(OperationsPerInvoke = Pixels)]
    [Moves(0, 10)]
    public void BandOfFour() => Repeat(() => BandOfPixels.Take<ushort>(interleaved, Bands, 2, copy));

    private static void Rows(Action<int> row) => Repeat(() =>
    {
        for (int i = 0; i < Side; i++)
        {
            row(i);
        }
    });

    private static void Repeat(Action tile)
    {
        for (int done = 0; done < Pixels; done += Side * Side)
        {
            tile();
        }
    }
}

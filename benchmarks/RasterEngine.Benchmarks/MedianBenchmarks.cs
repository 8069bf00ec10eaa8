using BenchmarkDotNet.Attributes;
using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>The median acquisition of every pixel by a sorting network on vectors, one core, a 256 × 256 tile of uint16 pairs. One operation is a pixel on a date.</summary>
public class MedianBenchmarks
{
    private const int Side = 256, PixelDates = 40 * Side * Side;

    private readonly Chosen chosen = new();
    private SeasonPlanes<ushort> planes = null!;
    private MedianLanes<ushort> medians = null!;

    /// <summary>Acquisitions composited.</summary>
    [Params(8, 40)]
    public int Dates { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var band = new BandForm(0.0001m, -0.1m, 0, ushort.MaxValue);
        var date = new DateForm(IndexForm.NormalisedDifference, band, band);
        medians = MedianLanes<ushort>.Of([.. Enumerable.Repeat(date, Dates)]) ?? throw new NotSupportedException("no vectors of 256 bits here");
        planes = new(Dates);
        planes.Resize(Side * Side);
        var random = new Random(7);
        for (int k = 0; k < Dates; k++)
        {
            planes.Resize(k, hasSecondBand: true, canExclude: false);
            for (int i = 0; i < planes.Length; i++)
            {
                (planes.X(k)[i], planes.Y(k)[i]) = ((ushort)random.Next(3000, 6000), (ushort)random.Next(1200, 3000));
            }
        }

        Choose();
    }

    [Benchmark(OperationsPerInvoke = PixelDates)]
    public void Choose()
    {
        for (int done = 0; done < 40; done += Dates)
        {
            medians.Choose(planes, chosen);
        }
    }
}

using System.Numerics;
using BenchmarkDotNet.Attributes;
using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>
/// The season rule on one core: decoded planes of all dates of a 256 × 256 tile → class, cycles, days. One operation is a pixel on a date, so the rate is
/// in 10⁹ pixel-dates a second. A fifth of the observations is under cloud; fields rise and fall at different times.
/// </summary>
[GenericTypeArguments(typeof(ushort))]
[GenericTypeArguments(typeof(float))]
public class SeasonKernelBenchmarks<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private const int Side = 256, PixelDates = 40 * Side * Side;

    private readonly SeasonAnswers answers = new();
    private SeasonPlanes<TStored> planes = null!;
    private SeasonKernel<TStored> kernel = null!;

    /// <summary>Dates of the season.</summary>
    [Params(8, 40)]
    public int Dates { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        bool isReal = typeof(TStored) == typeof(float);
        BandForm band = isReal ? new(1m, 0m) : new(0.0001m, -0.1m, 0, ushort.MaxValue);
        var date = new DateForm(IndexForm.NormalisedDifference, band, band);
        int[] days = [.. Enumerable.Range(0, Dates).Select(k => 1 + (k * 320 / Dates))];
        kernel = new(new SeasonForm([.. days.Select(_ => date)], days, new SeasonRule(0.5m, 0.3m, 0.25m)));
        planes = new(Dates);
        planes.Resize(Side * Side);
        var random = new Random(7);
        for (int k = 0; k < Dates; k++)
        {
            planes.Resize(k, hasSecondBand: true, canExclude: true);
            for (int i = 0; i < planes.Length; i++)
            {
                double green = Math.Exp(-Math.Pow((days[k] - 100 - (i / 64 % 16 * 8)) / 45.0, 2)), noise = random.NextDouble() * 0.02;
                planes.X(k)[i] = Store(0.28 + (0.26 * green) + noise, isReal);
                planes.Y(k)[i] = Store(0.22 - (0.17 * green) + noise, isReal);
                planes.Excluded(k)[i] = random.Next(5) == 0 ? (byte)Cell.Masked : (byte)0;
            }
        }

        Follow();
    }

    [Benchmark(OperationsPerInvoke = PixelDates)]
    public void Follow()
    {
        for (int done = 0; done < 40; done += Dates)
        {
            kernel.Answer(planes, answers);
        }
    }

    private static TStored Store(double reflectance, bool isReal) => TStored.CreateSaturating(isReal ? reflectance : Math.Round((reflectance * 10_000) + 1000));
}

using RasterEngine.Gdal;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

public sealed class SampledBandTests
{
    public static TheoryData<PixelType, float[]> Extremes => new()
    {
        { PixelType.Byte, [0, 1, 255] },
        { PixelType.UInt16, [0, 1, 65535] },
        { PixelType.Int16, [-32768, -1, 0, 32767] },
        { PixelType.Float32, [-1.5f, 0, 3.25e7f, float.PositiveInfinity] },
        { PixelType.Float64, [0.125f, -9999] },
    };

    [Theory]
    [MemberData(nameof(Extremes))]
    public void NumbersComeBackAsTheyWentIn(PixelType type, float[] numbers)
    {
        var band = new SampledBand(type, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            band[i] = numbers[i];
        }

        Assert.Equal(numbers, Enumerable.Range(0, band.Length).Select(i => band[i]));
    }

    [Theory]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Int16)]
    [InlineData(PixelType.Float32)]
    public void MaskedPixelsAreNaNAndTheirNeighboursAreNot(PixelType type)
    {
        var band = new SampledBand(type, 200);
        Parallel.For(0, band.Length, i => band[i] = i % 3 == 0 ? float.NaN : i);

        Assert.All(Enumerable.Range(0, band.Length), i => Assert.Equal(i % 3 == 0 ? float.NaN : i, band[i]));
    }
}

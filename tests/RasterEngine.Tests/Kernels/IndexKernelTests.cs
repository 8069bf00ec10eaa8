using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class IndexKernelTests
{
    [Fact]
    public void Ndvi_EqualsThePublishedValue_WithAndWithoutOffset()
    {
        // algorithms.md §1: DN red 1718, NIR 3338 → 0.320411 without, 0.530105 with the offset of −1000.
        var ndvi = new IndexKernel(IndexForm.NormalisedDifference);
        Assert.Equal(0.320411, ndvi.Pixel(0.3338f, 0.1718f), 1e-6);
        Assert.Equal(0.530105, ndvi.Pixel(0.2338f, 0.0718f), 1e-6);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.NaN, 0.1f)]
    [InlineData(0.1f, float.NaN)]
    [InlineData(float.PositiveInfinity, 0.1f)]
    [InlineData(-0.01f, 0.1f)]
    [InlineData(0.1f, -0.01f)]
    public void Ndvi_IsNaN_WhereNothingWasSeen(float x, float y) => Assert.True(float.IsNaN(new IndexKernel(IndexForm.NormalisedDifference).Pixel(x, y)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kernel_EqualsPixelByBits_AtEveryLength(bool evi2)
    {
        var kernel = new IndexKernel(evi2 ? PairCases.Evi2 : IndexForm.NormalisedDifference);
        var random = new Random(3);
        float[] nasty = [0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, -1f, 1e-30f, 0.4f];
        for (int length = 0; length <= 257; length++)
        {
            float[] x = Draw(length), y = Draw(length), found = new float[length + 2];
            found[0] = found[^1] = 1234.5f;
            kernel.Compute(x, y, found.AsSpan(1, length));
            Assert.Equal((1234.5f, 1234.5f), (found[0], found[^1]));
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(kernel.Pixel(x[i], y[i])), BitConverter.SingleToInt32Bits(found[i + 1]));
            }
        }

        float[] Draw(int n) => [.. Enumerable.Range(0, n).Select(_ => random.Next(4) == 0 ? nasty[random.Next(nasty.Length)] : random.NextSingle())];
    }
}

using RasterEngine.Areas;
using Xunit;

namespace RasterEngine.Tests.Areas;

/// <summary>Areas are kept in two halves: they must add up, and come to hectares, as the whole numbers do.</summary>
public sealed class AreaTests
{
    private const long UnitsPerSquareCentimetre = Area.StepsPerSquareCentimetre * Area.ShareParts;

    [Fact]
    public void Sums_CarryFromHalfToHalf()
    {
        var random = new Random(3);
        for (int i = 0; i < 10_000; i++)
        {
            Int128 a = Any(random), b = Any(random);
            Assert.Equal(a, new Area(a).Units);
            Assert.Equal(a + b, (new Area(a) + new Area(b)).Units);
            Assert.Equal(a - b, (new Area(a) - new Area(b)).Units);
            Assert.Equal(a == b, new Area(a) == new Area(b));
        }

        Int128 below = ulong.MaxValue;
        Assert.Equal(below + 1, (new Area(below) + new Area(1)).Units);
        Assert.Equal(-1, (new Area(0) - new Area(1)).Units);
    }

    [Theory]
    [InlineData(100_000_000L, "1")]
    [InlineData(-100_000_000L, "-1")]
    [InlineData(5_100_656_220_000_000_000L, "51006562200")] // the Earth
    [InlineData(1L, "0.00000001")]
    public void Hectares_AreExact_ForWholeSquareCentimetres(long squareCentimetres, string hectares) =>
        Assert.Equal(decimal.Parse(hectares, System.Globalization.CultureInfo.InvariantCulture), new Area((Int128)squareCentimetres * UnitsPerSquareCentimetre).Hectares);

    // Of every size: about a quarter of the numbers carry.
    private static Int128 Any(Random random) => new Int128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue)) >> random.Next(2, 127);
}

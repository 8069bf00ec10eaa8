using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

public sealed class RingCrossingsTests
{
    [Fact]
    public void BowTie_CrossesInItsMiddle() => Assert.Equal(new Place(1, 1), Find(0, 0, 2, 2, 2, 0, 0, 2, 0, 0));

    [Fact]
    public void BowTie_CrossesAtItsVertex_WhenItHasOneThere() => Assert.Equal(new Place(1, 1), Find(0, 0, 1, 1, 2, 2, 2, 0, 1, 1, 0, 2));

    [Fact]
    public void BowTie_CrossesAtTheVertexOnTheOtherEdge() => Assert.Equal(new Place(1, 1), Find(0, 0, 1, 1, 2, 2, 2, 0, 0, 2));

    [Theory]
    [InlineData(new double[] { 0, 0, 2, 2, 4, 0, 4, 4, 2, 2, 0, 4 })]
    [InlineData(new double[] { 0, 0, 4, 0, 4, 4, 2, 0, 0, 4 })]
    [InlineData(new double[] { 0, 0, 4, 0, 4, 4, 4, 6, 4, 4, 0, 4 })]
    [InlineData(new double[] { 0, 0, 4, 0, 4, 4, 0, 4, 0, 2, 1, 2, 1, 3, 3, 3, 3, 1, 1, 1, 1, 2, 0, 2 })]
    [InlineData(new double[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData(new double[] { 0, 0, 4, 4, 2, 2 })]
    public void Ring_DoesNotCross_WhenItTouchesItselfOrRunsBack(double[] coordinates) => Assert.Null(Find(coordinates));

    [Fact]
    public void HoleAndExterior_Cross_WhenTheHoleReachesOut()
    {
        VectorRing exterior = Ring(0, 0, 4, 0, 4, 4, 0, 4);
        Assert.NotNull(RingCrossings.Find([exterior, Ring(1, 1, 6, 2, 1, 3)]));
        Assert.Null(RingCrossings.Find([exterior, Ring(1, 1, 4, 2, 1, 3)]));
        Assert.Null(RingCrossings.Find([exterior, Ring(0, 0, 4, 0, 2, 2)]));
    }

    [Theory]
    [InlineData("circle")]
    [InlineData("comb")]
    [InlineData("walk")]
    public void RingOfAHundredThousandVertices_IsSimple(string shape)
    {
        const int Count = 100_000;
        var (x, y) = (new double[Count], new double[Count]);
        var random = new Random(1);
        double radius = 1;
        for (int i = 0; i < Count; i++)
        {
            double angle = Math.Tau * i / Count;
            radius = Math.Clamp(radius + ((random.NextDouble() - 0.5) * 0.01), 0.5, 1.5);
            (x[i], y[i]) = shape switch
            {
                // Teeth right across, turned by 30°; the last two points lead back round them.
                "comb" when i < Count - 2 => Turned((i / 2 % 2) ^ (i % 2), i / 2),
                "comb" => Turned(-1, i == Count - 2 ? Count / 2 : -1),
                "walk" => (radius * Math.Cos(angle), radius * Math.Sin(angle)),
                _ => (Math.Cos(angle), Math.Sin(angle)),
            };
        }

        Place? none = RingCrossings.Find([new VectorRing(x, y)]);
        Assert.Null(none);
        const int Here = Count / 2, There = Here + 1000;
        (x[Here], x[There], y[Here], y[There]) = (x[There], x[Here], y[There], y[Here]);
        Assert.NotNull(RingCrossings.Find([new VectorRing(x, y)]));
    }

    private static (double, double) Turned(double u, double v)
    {
        (double sin, double cos) = Math.SinCos(0.5);
        return (cos * u * 50000 - (sin * v), (sin * u * 50000) + (cos * v));
    }

    private static Place? Find(params double[] coordinates) => RingCrossings.Find([Ring(coordinates)]);

    private static VectorRing Ring(params double[] coordinates) =>
        new([.. coordinates.Where((_, i) => i % 2 == 0)], [.. coordinates.Where((_, i) => i % 2 == 1)]);
}

using System.Numerics;
using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>The scalar formula against exact fractions: what every faster form is then held against.</summary>
public sealed class PairPixelTests
{
    private const int Million = 1_000_000;

    [Theory]
    [MemberData(nameof(PairCases.Names), MemberType = typeof(PairCases))]
    public void Pixel_EqualsExactFractions_OnRandomTuples(string name)
    {
        int length = name == "sentinel-2, offset, nodata, saturated" ? Million : 60_000;
        Check<ushort>(PairCases.All[name], new StoredTuples<ushort>(length, 1));
        Check<short>(PairCases.All[name], new StoredTuples<short>(20_000, 2));
        Check<byte>(PairCases.All[name], new StoredTuples<byte>(20_000, 3));
    }

    [Theory]
    [MemberData(nameof(PairCases.Names), MemberType = typeof(PairCases))]
    public void Pixel_EqualsExactFractions_OnEveryBoundaryTuple(string name)
    {
        // Every combination of the values around nodata, zero reflectance, saturation and the type's ends, in all four places.
        ushort[] edges = [0, 1, 2, 3, 6, 7, 8, 249, 250, 251, 999, 1000, 1001, 1999, 2000, 2001, 7272, 7273, 65533, 65534, 65535];
        PairCases.Case c = PairCases.All[name];
        var pixel = new PairPixel<ushort, BigInteger>(c.Form);
        PairOracle oracle = c.Oracle;
        foreach (ushort x1 in edges)
        {
            foreach (ushort y1 in edges)
            {
                foreach (ushort x2 in edges)
                {
                    foreach (ushort y2 in edges)
                    {
                        Assert.Equal(oracle.Cell(x1, y1, x2, y2), pixel.Cell(x1, y1, x2, y2, 0, 0));
                    }
                }
            }
        }
    }

    [Fact]
    public void Pixel_IsOnTheThreshold_WhenNdviIsExactlyIt()
    {
        // NIR 7k, red 3k: NDVI = 4k/10k = 0.4 exactly; the double 0.4 lies above the fraction 2/5, so floating point would be unsure here.
        var pixel = new PairPixel<ushort, long>(PairCases.All["plain"].Form);
        for (int k = 1; k <= 9362; k++)
        {
            Assert.Equal(Cell.VegetatedLevel, Cell.Before(pixel.Cell((ushort)(7 * k), (ushort)(3 * k), 1, 1, 0, 0)));
            Assert.True(Cell.Before(pixel.Cell((ushort)((7 * k) - 1), (ushort)(3 * k), 1, 1, 0, 0)) < Cell.VegetatedLevel);
        }
    }

    [Fact]
    public void Pixel_NamesItsReason_WhenADateIsExcluded()
    {
        var pixel = new PairPixel<ushort, long>(PairCases.All["sentinel-2, offset, nodata, saturated"].Form);
        Assert.Equal((Cell.NoData, Cell.Saturated), States(pixel.Cell(0, 65535, 65535, 3000, 0, 0)));
        Assert.Equal((Cell.NoIndex, Cell.NoIndex), States(pixel.Cell(999, 3000, 1000, 1000, 0, 0)));
        Assert.Equal((Cell.Masked, Cell.Masked), States(pixel.Cell(0, 0, 4000, 2000, Cell.Masked, Cell.Masked)));
        Assert.False(Cell.IsObserved(pixel.Cell(4000, 2000, 4000, 2000, Cell.Masked, 0)));

        static (int, int) States(byte cell) => (Cell.Before(cell), Cell.After(cell));
    }

    [Fact]
    public void Cell_IsReadBack_ForEveryPairOfStates()
    {
        for (int before = 0; before < 8; before++)
        {
            for (int after = 0; after < 8; after++)
            {
                bool seen = before < 4 && after < 4;
                for (int step = seen && before != after ? -3 : 0; step <= (seen && before != after ? 3 : 0); step++)
                {
                    byte cell = seen ? Cell.Observed(before, after, step) : Cell.NotSeen(before, after);
                    Assert.True(Cell.IsPossible(cell));
                    Assert.Equal((before, after, step, seen), (Cell.Before(cell), Cell.After(cell), Cell.Step(cell), Cell.IsObserved(cell)));
                }
            }
        }
    }

    [Fact]
    public void RealPixel_AgreesWithIntegers_AwayFromTies()
    {
        PairCases.Case c = PairCases.All["bands of two scales"];
        var exact = new PairPixel<ushort, Int128>(c.Form);
        var real = new PairRealPixel<double>(c.Form);
        var single = new PairRealPixel<float>(c.Form);
        var tuples = new StoredTuples<ushort>(200_000, 5);
        int different = 0;
        for (int i = 0; i < tuples.X1.Length; i++)
        {
            byte cell = exact.Cell(tuples.X1[i], tuples.Y1[i], tuples.X2[i], tuples.Y2[i], 0, 0);
            different += cell == real.Cell(tuples.X1[i], tuples.Y1[i], tuples.X2[i], tuples.Y2[i], 0, 0) ? 0 : 1;
            Assert.Equal(real.Cell(tuples.X1[i], tuples.Y1[i], tuples.X2[i], tuples.Y2[i], 0, 0), single.Cell(tuples.X1[i], tuples.Y1[i], tuples.X2[i], tuples.Y2[i], 0, 0));
        }

        // Doubles may only differ where an index lies on a threshold to 16 digits.
        Assert.InRange(different, 0, 200);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-9999d)]
    public void RealPixel_IsNotSeen_WhenABandIsNotFiniteOrNoData(double value)
    {
        PairForm form = PairCases.Same(IndexForm.NormalisedDifference, new BandForm(1m, 0m, -9999d), 0.4m, 0.15m).Form;
        Assert.Equal(Cell.NoData, Cell.Before(new PairRealPixel<double>(form).Cell(value, 0.1, 0.3, 0.1, 0, 0)));
        Assert.Equal(Cell.NoData, Cell.After(new PairRealPixel<float>(form).Cell(0.3f, 0.1f, 0.3f, (float)value, 0, 0)));
    }

    private static void Check<T>(PairCases.Case c, StoredTuples<T> tuples)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        PairOracle oracle = c.Oracle;
        PairForm form = c.Form;
        var small = new PairPixel<T, Int128>(form);
        var wide = new PairPixel<T, BigInteger>(form);
        bool fits = form.LargestIntermediate(65536) <= (BigInteger)Int128.MaxValue;
        Parallel.For(0, tuples.X1.Length, i =>
        {
            T x1 = tuples.X1[i], y1 = tuples.Y1[i], x2 = tuples.X2[i], y2 = tuples.Y2[i];
            byte expected = oracle.Cell(int.CreateChecked(x1), int.CreateChecked(y1), int.CreateChecked(x2), int.CreateChecked(y2));
            byte found = fits ? small.Cell(x1, y1, x2, y2, 0, 0) : wide.Cell(x1, y1, x2, y2, 0, 0);
            if (found != expected)
            {
                Assert.Fail($"{x1} {y1} {x2} {y2}: cell {found}, expected {expected}");
            }
        });
    }
}

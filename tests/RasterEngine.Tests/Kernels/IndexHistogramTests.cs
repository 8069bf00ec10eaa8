using System.Numerics;
using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

public sealed class IndexHistogramTests
{
    private static readonly BandForm Sentinel = new(0.0001m, -0.1m, 0, 65535);

    private static readonly Dictionary<string, (IndexForm Index, BandForm X, BandForm Y)> Forms = new()
    {
        ["ndvi of plain numbers"] = (IndexForm.NormalisedDifference, BandForm.Plain, BandForm.Plain),
        ["ndvi of sentinel-2"] = (IndexForm.NormalisedDifference, Sentinel, Sentinel),
        ["ndvi of landsat"] = (IndexForm.NormalisedDifference, new(0.0000275m, -0.2m, 0), new(0.0000275m, -0.2m, 0)),
        ["two scales"] = (IndexForm.NormalisedDifference, new(0.0002m, -0.05m, 0), new(0.0001m, 0.01m, 1)),
        ["twelve digits, Int128"] = (IndexForm.NormalisedDifference, new(0.123456789012m, -0.00123456789m, 7), new(0.123456789013m, 0m)),
        ["beyond Int128"] = (IndexForm.NormalisedDifference, new(12345678901234567m, -0.123456789012345m, 7), new(12345678901234569m, 0m)),
        ["savi"] = (new(1.5m, -1.5m, 0m, 1m, 1m, 0.5m), Sentinel, Sentinel),
        ["evi2, red first"] = (PairCases.Evi2, Sentinel, Sentinel),
        ["an index raster, moved by 2 to be positive"] = (new(1m, 0m, -2m, 0m, 0m, 1m), new(0.0001m, 2m, -32768), new(0.0001m, 2m)),
        ["far outside the bins on both sides"] = (new(1m, 0m, -300m, 0m, 0m, 0.0001m), BandForm.Plain, BandForm.Plain),
    };

    public static TheoryData<string> Names => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bin_EqualsTheFloorOfExactFractions_OnRandomPixels(string name)
    {
        Check<ushort>(name, new StoredTuples<ushort>(40_000, 11));
        Check<short>(name, new StoredTuples<short>(20_000, 12));
        Check<byte>(name, new StoredTuples<byte>(20_000, 13));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Bin_BeginsAtItsEdge_WhereNdviIsExactlyIt(int offset)
    {
        // x : y = 1000 + k : 1000 − k makes NDVI k/1000 exactly; one count less of x lies in the bin before, unless that is the end.
        BandForm band = new(0.0001m, -0.0001m * offset);
        var form = new DateForm(IndexForm.NormalisedDifference, band, band);
        for (int k = -999; k <= 999; k++)
        {
            for (int factor = 1; factor <= 31; factor += 15)
            {
                int x = ((1000 + k) * factor) + offset, y = ((1000 - k) * factor) + offset;
                Assert.Equal(1250 + k, Single<ushort>(form, (ushort)x, (ushort)y));
                Assert.True(Single<ushort>(form, (ushort)(x - 1), (ushort)y) < 1250 + k, $"{x - 1} {y}");
                Assert.Equal(1250 + k, IndexHistogram.LowerEdge(1250 + k) == k / 1000m ? 1250 + k : -1);
            }
        }
    }

    [Fact]
    public void Bin_IsEmptyExactly_WhereAComparisonSeesNothing()
    {
        PairCases.Case c = PairCases.All["bands of two scales"];
        var pixel = new PairPixel<ushort, Int128>(c.Form);
        var tuples = new StoredTuples<ushort>(50_000, 14);
        short[] bins = Bins<ushort>(c.Form.Before, new(tuples.X1, tuples.Y1, []));
        Assert.Contains((short)-1, bins);
        for (int i = 0; i < bins.Length; i++)
        {
            int state = Cell.Before(pixel.Cell(tuples.X1[i], tuples.Y1[i], 1, 1, 0, 0));
            Assert.Equal(state < Cell.NoData, bins[i] >= 0);

            // T is 0.25: bin 1500 and above is vegetated.
            Assert.True(bins[i] < 0 || state >= Cell.VegetatedLevel == bins[i] >= 1500, $"{tuples.X1[i]} {tuples.Y1[i]}: state {state}, bin {bins[i]}");
        }
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(-0.337)]
    [InlineData(0.001)]
    [InlineData(1.249)]
    public void RealBin_IsAtOrAboveAThreshold_ExactlyWhereTheComparisonIs(double threshold)
    {
        decimal t = (decimal)threshold;
        int edge = (int)((t + 1.25m) * 1000m);
        foreach (IndexForm index in new[] { IndexForm.NormalisedDifference, PairCases.Evi2 })
        {
            PairForm form = PairCases.Same(index, new BandForm(0.0001m, -0.1m, -9999, 60000), t, 0.1m).Form;
            CheckReal<double>(form, edge, x => x);
            CheckReal<float>(form, edge, x => (float)x);
        }
    }

    [Fact]
    public void RealBin_IsFound_ForValuesWorkedByHand()
    {
        var form = new DateForm(new IndexForm(1m, 0m, -2m, 0m, 0m, 1m), new(1m, 2m, -1.5), new(1m, 2m));
        Assert.Equal(1250 + 400, Single<float>(form, 0.4005f, 0f));
        Assert.Equal(1250 - 400 - 1, Single<double>(form, -0.4005, 0));
        Assert.Equal(0, Single<double>(form, -1.75, 0));
        Assert.Equal(2499, Single<double>(form, 1e14, 0));
        Assert.Equal(-1, Single<double>(form, -1.5, 0));
        Assert.Equal(-1, Single<double>(form, -2.5, 0));
        Assert.Equal(-1, Single<double>(form, double.NaN, 0));
        Assert.Equal(-1, Single<double>(form, 0, double.PositiveInfinity));
    }

    [Fact]
    public void RealBin_IsStillFound_WhereTheFormsAreTooSmallToDivide()
    {
        // m is the least double there is: every edge · m rounds to −m, 0 or m, and the guess n ÷ m = 1 is a long way from the bin.
        var form = new DateForm(new IndexForm(1m, 0m, 0m, 0m, 1m, 0m), BandForm.Plain, BandForm.Plain);
        Assert.Equal(2499, Single<double>(form, double.Epsilon, double.Epsilon));
    }

    [Fact]
    public void Histogram_LeavesOut_WhatIsMaskedOrNotSelected()
    {
        var form = new DateForm(IndexForm.NormalisedDifference, Sentinel, Sentinel);
        ushort[] x = [4000, 4000, 0, 65535, 900, 4000, 4000], y = [2000, 2000, 2000, 2000, 2000, 2000, 2000];
        byte[] excluded = [0, Cell.Masked, 0, 0, 0, Cell.NoData, 0], selected = [1, 1, 1, 1, 1, 1, 0];
        var all = new DateHistogram<ushort>(form);
        all.Add(new(x, y, excluded));
        Assert.Equal((2, 2), (all.Histogram.Pixels, all.Histogram.Counts[1750])); // (3000 − 1000) ÷ 4000 = 0.5

        all.Add(new(x, y, excluded), selected);
        Assert.Equal((3, 3), (all.Histogram.Pixels, all.Histogram.Counts[1750]));
        Assert.Throws<ArgumentException>(() => all.Add(new(x, y, excluded), selected.AsSpan(1)));
    }

    [Fact]
    public void PairHistogram_CountsBothDates_WhereBothWereObserved()
    {
        PairCases.Case c = PairCases.All["bands of two scales"];
        var tuples = new StoredTuples<ushort>(5_003, 15);
        byte[] excluded = [.. Enumerable.Range(0, 5_003).Select(i => (byte)(i % 5 == 0 ? Cell.Masked : 0))];
        var first = new IndexBinOracle(c.Index, c.X1, c.Y1);
        var second = new IndexBinOracle(c.Index, c.X2, c.Y2);
        long[] expected = new long[IndexHistogram.BinCount];
        for (int i = 0; i < tuples.X1.Length; i++)
        {
            int before = first.Bin(tuples.X1[i], tuples.Y1[i]), after = second.Bin(tuples.X2[i], tuples.Y2[i]);
            if (before >= 0 && after >= 0 && excluded[i] == 0)
            {
                expected[before]++;
                expected[after]++;
            }
        }

        // Cut in two and merged: as two workers do it.
        PairHistogram<ushort> one = new(c.Form), other = new(c.Form.Before, c.Form.After);
        one.AddPair(Slice(tuples.X1, tuples.Y1, excluded, 0, 1_777), Slice(tuples.X2, tuples.Y2, [], 0, 1_777));
        other.AddPair(Slice(tuples.X1, tuples.Y1, excluded, 1_777, 3_226), Slice(tuples.X2, tuples.Y2, [], 1_777, 3_226));
        one.Histogram.Merge(other.Histogram);
        Assert.Equal(expected, one.Histogram.Counts.ToArray());
        Assert.Equal(expected.Sum(), one.Histogram.Pixels);

        static DatePixels<ushort> Slice(ushort[] x, ushort[] y, byte[] excluded, int start, int length) => new DatePixels<ushort>(x, y, excluded).Slice(start, length);
    }

    [Fact]
    public void Histogram_IsRefused_ForTypesThatAreNotCompared()
    {
        Assert.Throws<NotSupportedException>(() => new DateHistogram<int>(new DateForm(IndexForm.NormalisedDifference, BandForm.Plain, BandForm.Plain)));
        Assert.Throws<ArgumentException>(() => new PairHistogram<byte>(PairCases.All["plain"].Form).AddPair(new([1], [1], []), new([1, 1], [1, 1], [])));
    }

    private static void Check<T>(string name, StoredTuples<T> tuples)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        (IndexForm index, BandForm x, BandForm y) = Forms[name];
        var oracle = new IndexBinOracle(index, x, y);
        short[] found = Bins<T>(new DateForm(index, x, y), new(tuples.X1, tuples.Y1, []));
        for (int i = 0; i < found.Length; i++)
        {
            int expected = oracle.Bin(int.CreateChecked(tuples.X1[i]), int.CreateChecked(tuples.Y1[i]));
            Assert.True(expected == found[i], $"{tuples.X1[i]} {tuples.Y1[i]}: bin {found[i]}, expected {expected}");
        }
    }

    private static void CheckReal<T>(PairForm form, int edge, Func<double, T> stored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var pixel = new PairRealPixel<T>(form);
        var random = new Random(16);
        T[] x = new T[30_000], y = new T[30_000];
        for (int i = 0; i < x.Length; i++)
        {
            // A third on ratios that lie on thousandths, where rounding decides.
            int k = random.Next(-999, 1000), factor = random.Next(1, 4);
            x[i] = stored(i % 3 == 0 ? ((1000 + k) * factor) + 1000 : i % 7 == 0 ? -9999 : i % 11 == 0 ? 60000 : random.NextDouble() * 12000);
            y[i] = stored(i % 3 == 0 ? ((1000 - k) * factor) + 1000 : i % 13 == 0 ? double.NaN : random.NextDouble() * 12000);
        }

        short[] bins = Bins<T>(form.Before, new(x, y, []));
        for (int i = 0; i < bins.Length; i++)
        {
            int state = Cell.Before(pixel.Cell(x[i], y[i], T.One, T.One, 0, 0));
            Assert.Equal(state < Cell.NoData, bins[i] >= 0);
            Assert.True(bins[i] < 0 || state >= Cell.VegetatedLevel == bins[i] >= edge, $"{x[i]} {y[i]}: state {state}, bin {bins[i]}, edge {edge}");
        }
    }

    private static int Single<T>(DateForm form, T x, T y)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => Bins<T>(form, new([x], [y], []))[0];

    private static short[] Bins<T>(DateForm form, DatePixels<T> pixels)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        short[] bins = new short[pixels.Length];
        IndexBins<T>.Of(form).Write(pixels, bins);
        return bins;
    }
}

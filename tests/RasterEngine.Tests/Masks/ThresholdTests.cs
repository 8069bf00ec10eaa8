using RasterEngine.Kernels;
using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Masks;

/// <summary>Thresholds against published ones: the tests of scikit-image and of HistogramThresholding.jl, and figure 2 of Kittler and Illingworth 1986.</summary>
public sealed class ThresholdTests
{
    // scikit-image, tests/skimage/filters/test_thresholding.py: [[0,0,1,3,5],[0,1,4,3,4],[1,2,5,4,1],[2,4,5,2,1],[4,5,1,0,0]].
    private static readonly long[] FiveByFive = Counts(0, 0, 1, 3, 5, 0, 1, 4, 3, 4, 1, 2, 5, 4, 1, 2, 4, 5, 2, 1, 4, 5, 1, 0, 0);

    [Fact]
    public void Otsu_FindsThePublishedThreshold_OfAnImage() => Assert.Equal(2, Otsu.Find(FiveByFive));

    [Fact]
    public void Otsu_FindsThePublishedThreshold_OfAMixture() => Assert.Equal(127, Otsu.Find(Mixture(64, 15, 192, 15)));

    [Fact]
    public void KittlerIllingworth_FindsThePublishedThresholds_OfMixtures()
    {
        Assert.Equal(128, KittlerIllingworth.Find(Mixture(64, 15, 192, 15)));
        Assert.Equal(64, KittlerIllingworth.Find(Mixture(50, 4, 150, 30)));
    }

    [Fact]
    public void KittlerIllingworth_FindsNone_WhereASpikeIsTheOptimum() => Assert.Null(KittlerIllingworth.Find(FiveByFive));

    [Fact]
    public void Methods_FindNone_InOneBinOrNone()
    {
        Assert.Null(Otsu.Find([]));
        Assert.Null(Otsu.Find([0, 0, 0]));
        Assert.Null(Otsu.Find([0, 7, 0]));
        Assert.Null(KittlerIllingworth.Find([0, 7, 0]));
        Assert.Null(KittlerIllingworth.Find([3, 0, 7]));
        Assert.Throws<ArgumentException>(() => Otsu.Find([3, -1]));
    }

    [Fact]
    public void Methods_TakeTheLowest_OfEqualThresholds()
    {
        // Nothing lies between the heaps, so every threshold from the end of one to the start of the other parts them alike.
        long[] counts = [0, 3, 5, 3, 0, 0, 0, 0, 0, 0, 0, 3, 5, 3];
        Assert.Equal(3, Otsu.Find(counts));
        Assert.Equal(3, KittlerIllingworth.Find([0, 30, 50, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 50, 30, 1]));
        Assert.Equal(0, Otsu.Find([1, 1, 1])); // parted after the first or the second of three, equally well
        Assert.Equal(Otsu.Find(counts), Otsu.Find([.. counts.Select(c => c * 1_000_000_000_000_000)]));
    }

    [Fact]
    public void Otsu_EqualsTheBestOfAllPartings_TriedOneByOne()
    {
        var random = new Random(21);
        for (int round = 0; round < 200; round++)
        {
            // Few values and few bins, so that equal partings do occur.
            int[] values = [.. Enumerable.Range(0, random.Next(2, 30)).Select(_ => random.Next(0, 12))];
            (int Bin, decimal Variance) best = (-1, 0m);
            for (int t = 0; t < 12; t++)
            {
                decimal[] below = [.. values.Where(v => v <= t)], above = [.. values.Where(v => v > t)];
                decimal gap = below.Length == 0 || above.Length == 0 ? 0m : below.Average() - above.Average();
                decimal variance = Math.Round(below.Length * above.Length * gap * gap, 18);
                best = variance > best.Variance ? (t, variance) : best;
            }

            Assert.Equal(best.Bin < 0 ? null : best.Bin, Otsu.Find(Counts(values)));
        }
    }

    [Fact]
    public void DerivedThreshold_IsTheUpperEdge_OfTheLastBinBelow()
    {
        // Below: bins 1300 and 1302 (means 0.0505, 0.0525), thrice and once; above: bin 1850 and 1854, twice each.
        IndexHistogram histogram = Histogram((1300, 3), (1302, 1), (1850, 2), (1854, 2));
        DerivedThreshold t = DerivedThreshold.Of(ThresholdMethod.Otsu, histogram);
        Assert.Equal((ThresholdMethod.Otsu, 0.053m, 8), (t.Method, t.VegetatedAt, t.Pixels));
        Assert.Equal(0.0510, t.MeanBelow, 1e-12);
        Assert.Equal(0.6025, t.MeanAbove, 1e-12);
        Assert.Equal(Math.Sqrt(0.75) / 1000, t.SigmaBelow, 1e-12); // variance (3 · 0.5² + 1.5²) ÷ 4 bins²
        Assert.Equal(0.002, t.SigmaAbove, 1e-12);
        Assert.Equal(0.5, t.ShareAbove, 1e-12);
        Assert.Equal(Math.Sqrt(2) * 551.5 / Math.Sqrt(4.75), t.AshmanD, 1e-9);
        Assert.True(t.Supported);
    }

    [Fact]
    public void DerivedThreshold_PartsTheSamePixels_AsTheComparisonThen()
    {
        var random = new Random(22);
        ushort[] x = new ushort[20_000], y = new ushort[20_000];
        for (int i = 0; i < x.Length; i++)
        {
            bool green = random.Next(3) == 0;
            x[i] = (ushort)((green ? 4000 : 2500) + random.Next(-600, 600));
            y[i] = (ushort)((green ? 600 : 2000) + random.Next(-300, 300));
        }

        var counted = new DateHistogram<ushort>(new DateForm(IndexForm.NormalisedDifference, BandForm.Plain, BandForm.Plain));
        counted.Add(new(x, y, []));
        foreach (ThresholdMethod method in Enum.GetValues<ThresholdMethod>())
        {
            DerivedThreshold t = DerivedThreshold.Of(method, counted.Histogram);
            Assert.InRange(t.VegetatedAt, 0.2m, 0.6m);
            int above = Enumerable.Range(0, x.Length).Count(i => (decimal)(x[i] - y[i]) >= t.VegetatedAt * (x[i] + y[i]));
            Assert.Equal(above / 20_000d, t.ShareAbove, 1e-15);
            Assert.True(t.Supported);
        }
    }

    [Theory]
    [InlineData(0.5, 1400, 100, 1550, 100)] // D 1.5
    [InlineData(0.5, 1400, 100, 1650, 100)] // 2.5
    [InlineData(0.6, 1450, 60, 1950, 110)] // 5.644
    [InlineData(0.95, 1400, 100, 1800, 100)] // 4, though Otsu's threshold lies inside the larger heap
    public void AshmanD_IsThatOfTheDistributions_TheHistogramWasMadeOf(double share, double mean1, double sigma1, double mean2, double sigma2)
    {
        IndexHistogram histogram = Shape(x => (share * Normal(x, mean1, sigma1)) + ((1 - share) * Normal(x, mean2, sigma2)));
        DerivedThreshold t = DerivedThreshold.Of(ThresholdMethod.Otsu, histogram);
        double expected = Math.Sqrt(2) * (mean2 - mean1) / Math.Sqrt((sigma1 * sigma1) + (sigma2 * sigma2));
        Assert.Equal(expected, t.AshmanD, 0.02);
        Assert.Equal(expected >= 2, t.Supported);
    }

    [Fact]
    public void DerivedThreshold_IsNotSupported_WhereThereIsOneHeapOnly()
    {
        // Cut at the middle, the halves of the normal one would have D = √(8 ÷ (π − 2)) = 2.65 and pass.
        Assert.False(DerivedThreshold.Of(ThresholdMethod.Otsu, Shape(x => Normal(x, 1500, 150))).Supported);
        Assert.False(DerivedThreshold.Of(ThresholdMethod.Otsu, Shape(x => Math.Exp(-Math.Abs(x - 1500) / 100d))).Supported);
        Assert.False(DerivedThreshold.Of(ThresholdMethod.Otsu, Shape(x => Math.Max(0, 400 - Math.Abs(x - 1500)))).Supported);
        Refused(ThresholdMethod.KittlerIllingworth, Shape(x => Normal(x, 1500, 150)), "one kind of ground");
    }

    [Fact]
    public void AshmanD_IsFinite_WhereEachSideIsOneBin()
    {
        // Each bin spreads evenly over itself: variance 1/12.
        DerivedThreshold t = DerivedThreshold.Of(ThresholdMethod.Otsu, Histogram((1300, 7), (1800, 5)));
        Assert.Equal((0.051m, true), (t.VegetatedAt, t.Supported));
        Assert.Equal(Math.Sqrt(2) * 500 / Math.Sqrt(2 / 12d), t.AshmanD, 1e-6);
    }

    [Theory]
    [InlineData(ThresholdMethod.Otsu, "Otsu", "no pixel")]
    [InlineData(ThresholdMethod.KittlerIllingworth, "Kittler and Illingworth", "no pixel")]
    public void DerivedThreshold_IsRefused_WhenNothingWasObserved(ThresholdMethod method, string name, string why) => Refused(method, new IndexHistogram(), name, why);

    [Fact]
    public void DerivedThreshold_IsRefused_WhenAllHasOneIndexOrOneSideIsASpike()
    {
        Refused(ThresholdMethod.Otsu, Histogram((1650, 1234)), "Otsu", "all 1,234 index values lie between 0.4 and 0.401");
        Refused(ThresholdMethod.KittlerIllingworth, Histogram((100, 500), (1600, 3), (1601, 7), (1602, 3)), "Kittler", "spike");
    }

    private static void Refused(ThresholdMethod method, IndexHistogram histogram, params string[] words)
    {
        ScanException e = Assert.Throws<ScanException>(() => DerivedThreshold.Of(method, histogram));
        Assert.Equal("no-threshold", e.Code);
        Assert.All(words, word => Assert.Contains(word, e.Message, StringComparison.Ordinal));
    }

    private static IndexHistogram Histogram(params (int Bin, long Count)[] heaps)
    {
        var histogram = new IndexHistogram();
        foreach ((int bin, long count) in heaps)
        {
            Add(histogram, bin, count);
        }

        return histogram;
    }

    // A density over the bins, as about a million pixels.
    private static IndexHistogram Shape(Func<int, double> density)
    {
        double sum = Enumerable.Range(0, IndexHistogram.BinCount).Sum(density);
        return Histogram([.. Enumerable.Range(0, IndexHistogram.BinCount).Select(bin => (bin, (long)Math.Round(1e6 * density(bin) / sum)))]);
    }

    private static double Normal(int x, double mean, double sigma) => Math.Exp(-0.5 * Math.Pow((x - mean) / sigma, 2)) / (sigma * Math.Sqrt(2 * Math.PI));

    private static void Add(IndexHistogram histogram, int bin, long count)
    {
        for (long i = 0; i < count; i++)
        {
            histogram.Count(bin);
        }
    }

    private static long[] Counts(params int[] values) => [.. Enumerable.Range(0, values.Max() + 1).Select(v => (long)values.Count(x => x == v))];

    // As HistogramThresholding.jl's tests count them: densities at 0..255, times 10¹⁰.
    private static long[] Mixture(double mean1, double sigma1, double mean2, double sigma2)
    {
        return [.. Enumerable.Range(0, 256).Select(x => (long)Math.Round(1e10 * ((0.5 * Normal(x, mean1, sigma1)) + (0.5 * Normal(x, mean2, sigma2)))))];
    }
}

using System.Numerics;
using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>The season rule: on vectors as by pixel, by pixel as by its text, and on series whose answer can be told by eye.</summary>
public sealed class SeasonKernelTests
{
    private static readonly SeasonRule Rule = new(0.5m, 0.3m, 0.25m, 4, 60) { VegetatedAt = 0.4m };

    public static TheoryData<string> Forms => ["plain", "sentinel-2, offset, nodata, saturated", "landsat collection 2", "six decimals", "evi2", "savi", "change of nothing"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Vectors_EqualTheFormula_ByBits(string name)
    {
        PairCases.Case c = PairCases.All[name];
        Check<ushort>(c, 9, 3001, 1);
        Check<short>(c, 12, 1003, 2);
        Check<byte>(c, 24, 1005, 3);
        Check<float>(c, 7, 1007, 4);
        Check<double>(c, 7, 509, 5);
    }

    [Fact]
    public void Vectors_EqualTheFormula_AtEveryLength()
    {
        for (int length = 0; length <= 40; length++)
        {
            Check<ushort>(PairCases.All["sentinel-2, offset, nodata, saturated"], 8, length, length);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Formula_EqualsTheRulesText_InFractionsOfAnyLength(string name)
    {
        PairCases.Case c = PairCases.All[name];
        foreach (SeasonRule rule in (SeasonRule[])[Rule, Rule with { PeakAt = 0.4m, BareAt = 0.35m, Amplitude = 0.05m, RobustLow = true }])
        {
            int[] days = [3, 10, 24, 40, 88, 104, 120, 150, 209, 230];
            var planes = Planes<ushort>(days.Length, 4000, 17);
            var answers = new SeasonAnswers();
            new SeasonKernel<ushort>(Form(c, days, rule)).Answer(planes, answers);
            var oracle = new SeasonOracle(c.Index, c.X1, c.Y1, rule, days);
            for (int i = 0; i < planes.Length; i++)
            {
                (int Class, int Cycles, int Clear) expected = oracle.Answer(
                    [.. days.Select((_, k) => (long)planes.X(k)[i])], [.. days.Select((_, k) => (long)planes.Y(k)[i])], [.. days.Select((_, k) => planes.Excluded(k).IsEmpty ? 0 : (int)planes.Excluded(k)[i])]);
                Assert.Equal(expected, (Class(answers.Cells[i]), SeasonCell.Cycles(answers.Cells[i]), answers.Clear[i]));
            }
        }
    }

    [Theory]
    [InlineData("bare, canopy, bare: one crop", ".2 .2 .7 .8 .4 .2", 6, 1, 31, 41, 51, 0)]
    [InlineData("two crops", ".2 .7 .35 .2 .6 .4 .1", 6, 2, 21, 21, 31, 0)]
    [InlineData("a canopy that stood at first and went bare", ".6 .8 .8 .4 .2", 6, 1, 21, 21, 41, 0)]
    [InlineData("up from between: no bare before, and one crop all the same", ".4 .7 .8 .4 .2", 6, 1, 21, 31, 41, 0)]
    [InlineData("forest: always green", ".7 .8 .8 .8 .7", 4, 0, 0, 21, 0, 0)]
    [InlineData("bare ground", ".1 .2 .1 .2 .1", 4, 0, 0, 21, 0, 0)]
    [InlineData("never quite a canopy", ".1 .49 .49 .2 .1", 4, 0, 0, 21, 0, 0)]
    [InlineData("exactly at the thresholds", ".3 .3 .5 .5 .3", 4, 0, 0, 31, 0, 0)]
    [InlineData("too few dates", ".2 .8 .2", 5, 0, 0, 21, 0, 0)]
    [InlineData("canopy gone at once: a loss, then bare for good", ".2 .7 .8 .1 .2 .2", 6, 1, 21, 31, 41, 41)]
    [InlineData("canopy gone at once and sown again", ".2 .7 .8 .1 .6 .7", 6, 2, 21, 31, 41, 41)]
    [InlineData("nothing seen", "- - - - -", 0, 0, 0, 0, 0, 0)]
    [InlineData("one clear date missing of five", ".2 .7 - .8 .4 .2", 6, 1, 21, 41, 51, 0)]
    public void Series_AreReadAsTheyLook(string what, string series, int expected, int cycles, int start, int peak, int end, int loss)
    {
        double[] values = [.. series.Split(' ').Select(v => v == "-" ? double.NaN : double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        int[] days = [.. values.Select((_, k) => 11 + (10 * k))];
        var planes = new SeasonPlanes<short>(days.Length);
        planes.Resize(1);
        for (int k = 0; k < days.Length; k++)
        {
            planes.Resize(k, hasSecondBand: false, canExclude: false);
            planes.X(k)[0] = double.IsNaN(values[k]) ? (short)-9999 : (short)Math.Round(values[k] * 10000);
        }

        var date = new DateForm(IndexForm.Identity, new BandForm(0.0001m, 0m, -9999, null, true), new BandForm(0.0001m, 0m, -9999, null, true));
        var answers = new SeasonAnswers();
        new SeasonKernel<short>(new SeasonForm([.. days.Select(_ => date)], days, Rule)).Answer(planes, answers);
        Assert.Equal(
            (what, expected, cycles, start, peak, end, loss),
            (what, Class(answers.Cells[0]), SeasonCell.Cycles(answers.Cells[0]), answers.Starts[0], answers.Peaks[0], answers.Ends[0], answers.Losses[0]));
    }

    [Fact]
    public void Loss_StandsOrIsRegrown_AndNeedsDatesCloseTogether()
    {
        Assert.Equal(SeasonCell.LostForGood, SeasonCell.Loss(One([.2, .7, .1, .2], [10, 20, 30, 40], Rule)));
        Assert.Equal(SeasonCell.LostAndRegrown, SeasonCell.Loss(One([.2, .7, .1, .7], [10, 20, 30, 40], Rule)));
        Assert.Equal(0, SeasonCell.Loss(One([.2, .7, .1, .2], [10, 20, 41, 50], Rule)));
        Assert.Equal(0, SeasonCell.Loss(One([.2, .7, .1, .2], [10, 20, 30, 40], Rule with { RipeFromDay = 30 })));
        Assert.Equal(0, SeasonCell.Loss(One([.2, .7, .1, .2], [10, 20, 30, 40], Rule with { LossWithinDays = 0 })));
    }

    [Fact]
    public void Reason_IsTheWeightiest_WhereNothingWasSeen()
    {
        var date = new DateForm(IndexForm.NormalisedDifference, new BandForm(1m, 0m, 0, 65535), new BandForm(1m, 0m, 0, 65535));
        var planes = new SeasonPlanes<ushort>(2);
        planes.Resize(9);
        for (int k = 0; k < 2; k++)
        {
            planes.Resize(k, true, true);
            planes.Excluded(k).Clear();
        }

        planes.X(0).Clear();
        planes.X(1).Clear();
        planes.X(0)[1] = planes.Y(0)[1] = ushort.MaxValue;
        planes.Excluded(1)[2] = Cell.Masked;
        var answers = new SeasonAnswers();
        new SeasonKernel<ushort>(new SeasonForm([date, date], [1, 2], Rule)).Answer(planes, answers);
        Assert.Equal([Cell.NoData, Cell.Saturated, Cell.Masked], [.. answers.Cells[..3].ToArray().Select(c => SeasonCell.Reason(c))]);
        Assert.All(answers.Cells.ToArray(), c => Assert.Equal(SeasonCell.NotSeen, SeasonCell.Kind(c)));
    }

    [Fact]
    public void Form_RefusesDaysThatDoNotAscend_AndRulesThatContradictThemselves()
    {
        DateForm date = new(IndexForm.Identity, BandForm.Plain, BandForm.Plain);
        Assert.Throws<ArgumentException>(() => new SeasonForm([date, date], [5, 5], Rule));
        Assert.Throws<ArgumentException>(() => new SeasonForm([date], [5], Rule with { BareAt = 0.5m }));
        Assert.Throws<NotSupportedException>(() => new SeasonKernel<ushort>(new SeasonForm([new(IndexForm.NormalisedDifference, new(0.123456789012m, -0.00123456789m), new(0.987654321012m, 0m))], [5], Rule)));
    }

    private static byte One(double[] values, int[] days, SeasonRule rule)
    {
        var planes = new SeasonPlanes<double>(days.Length);
        planes.Resize(1);
        for (int k = 0; k < days.Length; k++)
        {
            planes.Resize(k, false, false);
            planes.X(k)[0] = values[k];
        }

        var date = new DateForm(IndexForm.Identity, BandForm.Plain, BandForm.Plain);
        var answers = new SeasonAnswers();
        new SeasonKernel<double>(new SeasonForm([.. days.Select(_ => date)], days, rule)).Answer(planes, answers);
        return answers.Cells[0];
    }

    private static void Check<T>(PairCases.Case c, int dates, int length, int seed)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        int[] days = [.. Enumerable.Range(0, dates).Select(k => 1 + (k * (k % 5 == 4 ? 14 : 11)))];
        SeasonPlanes<T> planes = Planes<T>(dates, length, seed);
        foreach (SeasonRule rule in (SeasonRule[])[Rule, Rule with { PeakAt = 0.4m, BareAt = 0.35m, Amplitude = 0m, RobustLow = true, MaxGapDays = 30, RipeFromDay = 50 }])
        {
            var kernel = new SeasonKernel<T>(Form(c, [.. days.Order().Distinct()], rule));
            SeasonAnswers vectors = new(), pixels = new();
            kernel.Answer(planes, vectors);
            kernel.AnswerByPixel(planes, pixels);
            Assert.Equal(pixels.Cells.ToArray(), vectors.Cells.ToArray());
            Assert.Equal(pixels.Clear.ToArray(), vectors.Clear.ToArray());
            Assert.Equal(pixels.Starts.ToArray(), vectors.Starts.ToArray());
            Assert.Equal(pixels.Peaks.ToArray(), vectors.Peaks.ToArray());
            Assert.Equal(pixels.Ends.ToArray(), vectors.Ends.ToArray());
            Assert.Equal(pixels.Losses.ToArray(), vectors.Losses.ToArray());
            if (typeof(T) == typeof(ushort) && length > 1000 && rule == Rule)
            {
                // The data reach several kinds of answer, else equality says little.
                Assert.True(vectors.Cells.ToArray().Select(v => SeasonCell.Kind(v)).Distinct().Count() > 1);
            }
        }
    }

    private static SeasonForm Form(PairCases.Case c, int[] days, SeasonRule rule) =>
        new([.. days.Select(_ => new DateForm(c.Index, c.X1, c.Y1))], days, rule);

    private static SeasonPlanes<T> Planes<T>(int dates, int length, int seed)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var planes = new SeasonPlanes<T>(dates);
        planes.Resize(length);
        var random = new Random(seed);
        for (int k = 0; k < dates; k++)
        {
            planes.Resize(k, hasSecondBand: true, canExclude: k % 3 == 1);
            (T[] x, T[] y) = typeof(T) == typeof(float) || typeof(T) == typeof(double) ? Reals<T>(length, random) : Stored<T>(length, seed + k);
            x.CopyTo(planes.X(k));
            y.CopyTo(planes.Y(k));
            for (int i = 0; i < planes.Excluded(k).Length; i++)
            {
                planes.Excluded(k)[i] = random.Next(6) == 0 ? (byte)random.Next(Cell.NoData, Cell.Masked + 1) : (byte)0;
            }
        }

        return planes;
    }

    private static (T[] X, T[] Y) Stored<T>(int length, int seed)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var tuples = new StoredTuples<T>(length, seed);
        return (tuples.X1, tuples.Y1);
    }

    private static (T[] X, T[] Y) Reals<T>(int length, Random random)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        double[] odd = [double.NaN, 1e20, -1, 0, 7, 65535];
        T[] x = new T[length], y = new T[length];
        for (int i = 0; i < length; i++)
        {
            x[i] = T.CreateSaturating(random.Next(12) == 0 ? odd[random.Next(odd.Length)] : Math.Round(random.NextDouble(), 2));
            y[i] = T.CreateSaturating(random.Next(12) == 0 ? odd[random.Next(odd.Length)] : Math.Round(random.NextDouble(), 2));
        }

        return (x, y);
    }

    private static int Class(byte cell) => SeasonCell.Kind(cell) switch { SeasonCell.NotSeen => 0, SeasonCell.Other => 4, SeasonCell.Undetermined => 5, _ => 6 };
}

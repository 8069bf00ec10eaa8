using MathNet.Numerics;
using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>Intervals by every method, and what they do where a sample says little.</summary>
public sealed class IntervalTests
{
    public static TheoryData<IntervalMethod> Methods => [.. Enum.GetValues<IntervalMethod>()];

    // 0 of 50 and 60 of 60: nothing varies, so no standard error and no interval that needs one, but MOVER's, from the exact limits by hand.
    [Theory]
    [MemberData(nameof(Methods))]
    public void Interval_IsNeverOfZeroWidth_WhenNothingVaries(IntervalMethod method)
    {
        Panel panel = TwoStrata(0, 50, 60, 60);
        AreaEstimate crop = PanelEstimator.Area(panel, 0, new EstimateOptions(Method: method));
        Assert.Equal(90, crop.Hectares!.Value, 12);
        Assert.Null(crop.StandardError);
        if (method != IntervalMethod.Mover)
        {
            Assert.Null(crop.Interval);
            return;
        }

        double upper = 10 * (1 - Math.Pow(0.025, 1 / 50.0)), lower = 90 * (1 - Math.Pow(0.025, 1 / 60.0));
        Assert.Equal(90 - lower, crop.Interval!.Value.Low, 9);
        Assert.Equal(90 + upper, crop.Interval.Value.High, 9);
    }

    // t with Satterthwaite's degrees of freedom and its logit, by hand; the quantile is integrated from its density.
    [Fact]
    public void TAndLogit_EqualTheirFormulas()
    {
        Panel panel = TwoStrata(20, 50, 45, 60);
        double a = 100 * 0.4 * 0.6 / 49, b = 8100 * 0.75 * 0.25 / 59, freedom = (a + b) * (a + b) / ((a * a / 49) + (b * b / 59));
        double total = (10 * 0.4) + (90 * 0.75), t = StudentByIntegration(freedom, 0.975), half = t * Math.Sqrt(a + b);
        Interval student = PanelEstimator.Area(panel, 0, new EstimateOptions(Method: IntervalMethod.T)).Interval!.Value;
        Assert.Equal(total - half, student.Low, 6);
        Assert.Equal(total + half, student.High, 6);
        Interval logit = PanelEstimator.Area(panel, 0, new EstimateOptions(Method: IntervalMethod.Logit)).Interval!.Value;
        double p = total / 100, centre = Math.Log(p / (1 - p)), reach = half / 100 / (p * (1 - p));
        Assert.Equal(100 / (1 + Math.Exp(reach - centre)), logit.Low, 6);
        Assert.Equal(100 / (1 + Math.Exp(-reach - centre)), logit.High, 6);
    }

    // Where normal theory holds the bootstrap must agree with it; a seed gives one interval.
    [Fact]
    public void Bootstrap_IsSeeded_AndAgreesWithNormalTheory()
    {
        Panel panel = TwoStrata(200, 500, 450, 600);
        Interval normal = Of(IntervalMethod.Normal, 1), first = Of(IntervalMethod.Bootstrap, 1);
        Assert.Equal(first, Of(IntervalMethod.Bootstrap, 1));
        Assert.NotEqual(first, Of(IntervalMethod.Bootstrap, 2));
        Assert.Equal(normal.Width, first.Width, normal.Width * 0.06);
        Assert.Equal(normal.Low, first.Low, normal.Width * 0.05);

        Interval Of(IntervalMethod method, int seed) => PanelEstimator.Area(panel, 0, new EstimateOptions(Method: method, Seed: seed)).Interval!.Value;
    }

    // Beta quantiles against the binomial itself: P(X ≥ x | low) = P(X ≤ x | high) = 2.5 %.
    [Theory]
    [InlineData(1, 50)]
    [InlineData(4, 30)]
    [InlineData(28, 30)]
    [InlineData(299, 300)]
    public void ClopperPearson_LeavesTheTails(int x, int n)
    {
        Interval limits = ShareLimits.ClopperPearson(x, n, 0.95);
        Assert.Equal(0.025, Tail(x, n, limits.Low), 10);
        Assert.Equal(0.025, Tail(0, n, limits.High) - Tail(x + 1, n, limits.High), 10);

        static double Tail(int from, int n, double p) => Enumerable.Range(from, Math.Max(0, n - from + 1)).Sum(k => Math.Exp(SpecialFunctions.BinomialLn(n, k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p))));
    }

    // Drawn without replacement from few units the interval may be narrower; enumerated over the hypergeometric distribution it still covers.
    [Theory]
    [InlineData(200, 50, 0.7)]
    [InlineData(200, 100, 0.9)]
    [InlineData(1000, 300, 0.02)]
    [InlineData(1000, 500, 0.01)]
    [InlineData(400, 40, 0.05)]
    [InlineData(400, 300, 0.5)]
    public void Mover_Covers_WhenMuchOfAStratumWasDrawn(int population, int n, double share)
    {
        int crop = (int)Math.Round(population * share);
        double covered = 0;
        for (int x = Math.Max(0, n - population + crop); x <= Math.Min(n, crop); x++)
        {
            double probability = Math.Exp(SpecialFunctions.BinomialLn(crop, x) + SpecialFunctions.BinomialLn(population - crop, n - x) - SpecialFunctions.BinomialLn(population, n));
            var mean = StratifiedMean.Of(new Panel([new Stratum("all", population, population)], ["crop", "other"], [new(0, null, [1, 0], x), new(0, null, [0, 1], n - x)]), g => g.Reference[0]);
            covered += MoverInterval.Of(mean, 0.95).Holds(crop) ? probability : 0;
        }

        Assert.InRange(covered, 0.93, 1);
    }

    [Fact]
    public void Census_HasNoError()
    {
        var panel = new Panel([new Stratum("all", 100, 40)], ["crop", "other"], [new(0, null, [1, 0], 10), new(0, null, [0, 1], 30)]);
        AreaEstimate crop = PanelEstimator.Area(panel, 0, new EstimateOptions());
        Assert.Equal(new Interval(25, 25), crop.Interval);
        Assert.Equal(0, crop.StandardError);
    }

    // Shares of units (polygons of a drone): the weighted mean and its variance by hand, and an interval that is not that of labels.
    [Fact]
    public void Shares_AndWeights_EnterTheMeanAndItsVariance()
    {
        double[] y = [0.2, 0.5, 0, 1, 0.4], w = [1, 2, 1, 1, 3];
        var panel = new Panel([new Stratum("all", 100)], ["crop", "other"], [.. y.Zip(w, (share, weight) => new UnitGroup(0, null, [share, 1 - share], 1, weight))]);
        double mean = y.Zip(w, (a, b) => a * b).Sum() / w.Sum();
        double variance = 5 / 4.0 * y.Zip(w, (a, b) => b * b * (a - mean) * (a - mean)).Sum() / (w.Sum() * w.Sum());
        AreaEstimate crop = PanelEstimator.Area(panel, 0, new EstimateOptions());
        Assert.Equal(100 * mean, crop.Hectares!.Value, 12);
        Assert.Equal(100 * Math.Sqrt(variance), crop.StandardError!.Value, 12);
        Assert.True(crop.Interval!.Value.Low > 0 && crop.Interval.Value.High < 100);
    }

    private static Panel TwoStrata(int first, int ofFirst, int second, int ofSecond) => new(
        [new Stratum("rare", 10), new Stratum("rest", 90)],
        ["crop", "other"],
        [new(0, null, [1, 0], first), new(0, null, [0, 1], ofFirst - first), new(1, null, [1, 0], second), new(1, null, [0, 1], ofSecond - second)]);

    // Student's quantile from its density alone, integrated and bisected.
    private static double StudentByIntegration(double freedom, double probability)
    {
        double scale = Math.Exp(SpecialFunctions.GammaLn((freedom + 1) / 2) - SpecialFunctions.GammaLn(freedom / 2)) / Math.Sqrt(freedom * Math.PI);
        (double low, double high) = (0, 20);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2, half = Integrate.OnClosedInterval(x => scale * Math.Pow(1 + (x * x / freedom), -(freedom + 1) / 2), 0, middle, 1e-12);
            (low, high) = 0.5 + half < probability ? (middle, high) : (low, middle);
        }

        return low;
    }
}

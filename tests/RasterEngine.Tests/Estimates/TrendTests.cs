using System.Globalization;
using System.Text.Json;
using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>Series, changes and their words.</summary>
public sealed class TrendTests
{
    [Theory]
    [InlineData("mk_2011_2021", 2021)]
    [InlineData("mk_2011_2017", 2017)]
    public void MannKendallAndSen_EqualPublishedOnes(string name, int last)
    {
        JsonElement expected = Published.Table("trend").GetProperty(name);
        SeriesTrend trend = Assert.Single(SeriesTrend.Of(Series().Where(p => p.Time <= last), 0.95));
        Published.Equal(expected.GetProperty("S"), trend.Test!.S);
        if (expected.TryGetProperty("var", out JsonElement variance))
        {
            Published.Equal(variance, trend.Test.Variance);
        }

        Published.Equal(expected.GetProperty("Z"), trend.Test.Z);
        Published.Equal(expected.GetProperty("p"), trend.Test.P);
        Published.Equal(expected.GetProperty("sen"), trend.Slope);
        Assert.Equal(last == 2017 ? ChangeVerdict.Increase : ChangeVerdict.NotDistinguishable, trend.Verdict(0.95));
    }

    // Kendall's correction: two pairs of equal values of six take 2·(2·1·9)/18 from the variance.
    [Fact]
    public void MannKendall_CorrectsForTies()
    {
        var test = MannKendall.Of([1, 2, 2, 3, 3, 4]);
        Assert.Equal(13, test.S);
        Assert.Equal(((6 * 5 * 17) - (2 * 2 * 1 * 9)) / 18.0, test.Variance, 12);
    }

    [Fact]
    public void Ratios_EqualPublishedOnes()
    {
        JsonElement trend = Published.Table("trend");
        Dictionary<int, double> area = Series().ToDictionary(p => (int)p.Time, p => p.Hectares);
        Published.Equal(trend.GetProperty("ratio_2016_2013_area"), new ChangeEstimate(area[2013], area[2016], null, null, null, false).Ratio);
        double[] heroin = Published.Numbers(trend, "us_heroin_t");
        Published.Equal(trend.GetProperty("ratio_2016_2013_heroin"), new ChangeEstimate(heroin[2], heroin[5], null, null, null, false).Ratio);
    }

    // The stored error was made with z = 1.959964, 8e-9 beside the quantile.
    [Fact]
    public void ImpliedError_EqualsThePublishedOne()
    {
        JsonElement unodc = Published.Table("trend").GetProperty("unodc_2014_15");
        double error = SeriesPoint.ImpliedError(unodc.GetProperty("lo").GetDouble(), unodc.GetProperty("hi").GetDouble(), 0.95);
        Assert.Equal(unodc.GetProperty("implied_se").GetDouble(), error, 2e-5);
        Published.Equal(unodc.GetProperty("implied_se"), error * ShareLimits.Quantile(0.95) / 1.959964);
        Assert.Equal(unodc.GetProperty("cv").GetDouble(), error / unodc.GetProperty("best").GetDouble(), 1e-9);
    }

    [Fact]
    public void Series_IsCut_WhereItsMethodChanges()
    {
        IReadOnlyList<SeriesTrend> parts = SeriesTrend.Of(Series().Select(p => p with { Method = p.Time < 2015 ? "photographs" : "satellite" }), 0.95);
        Assert.Equal([4, 7], parts.Select(p => p.Points.Count));
        Assert.All(parts, p => Assert.Single(p.Points.Select(q => q.Method).Distinct()));
    }

    // By hand: in one stratum of 1,000 ha and 100 units, 10 units were crop before, 20 after, 5 of them both times. Δ = +15 − 5 of 100.
    [Fact]
    public void SamePanel_UsesTheVarianceOfTheDifference()
    {
        string[] states = ["neither", "before", "after", "both"];
        UnitGroup[] groups = [Group(0, 75), Group(1, 5), Group(2, 15), Group(3, 5)];
        var panel = new Panel([new Stratum("all", 1000)], states, groups);
        ChangeEstimate change = ChangeEstimator.SamePanel(panel, g => g.Reference[1] + g.Reference[3], g => g.Reference[2] + g.Reference[3], 0.95);
        Assert.Equal(100, change.Before, 9);
        Assert.Equal(200, change.After, 9);
        double variance = (0.20 - (0.10 * 0.10)) / 99;
        Assert.Equal(1000 * Math.Sqrt(variance), change.StandardError!.Value, 9);
        Assert.Equal(ChangeVerdict.Increase, change.Verdict);

        // Independent samples of the same size would be less sure.
        var options = new EstimateOptions();
        ChangeEstimate apart = ChangeEstimator.Independent(PanelEstimator.Area(panel, "before", g => g.Reference[1] + g.Reference[3], options), PanelEstimator.Area(panel, "after", g => g.Reference[2] + g.Reference[3], options), 0.95);
        Assert.Equal(1000 * Math.Sqrt(((0.1 * 0.9) + (0.2 * 0.8)) / 99), apart.StandardError!.Value, 9);
        Assert.True(apart.StandardError > change.StandardError);
        Assert.True(apart.Interval!.Value.Width > change.Interval!.Value.Width);

        UnitGroup Group(int state, long units) => new(0, null, UnitGroup.Whole(state, 4), units);
    }

    // The interval of a paired difference, every outcome of n units enumerated over gained, lost and neither: what 95 % is worth.
    [Theory]
    [InlineData(60, 0.10, 0.02)]
    [InlineData(60, 0.05, 0.05)]
    [InlineData(120, 0.03, 0.01)]
    [InlineData(120, 0.20, 0.15)]
    public void SamePanelInterval_Covers_ByEnumeration(int n, double gain, double loss)
    {
        double covered = 0, logOfAll = LogFactorial(n);
        for (int up = 0; up <= n; up++)
        {
            for (int down = 0; down <= n - up; down++)
            {
                double probability = Math.Exp(logOfAll - LogFactorial(up) - LogFactorial(down) - LogFactorial(n - up - down) + (up * Math.Log(gain)) + (down * Math.Log(loss)) + ((n - up - down) * Math.Log(1 - gain - loss)));
                if (probability < 1e-7)
                {
                    continue;
                }

                var panel = new Panel([new Stratum("all", 1)], ["same", "up", "down"], [new(0, null, [1, 0, 0], n - up - down), new(0, null, [0, 1, 0], up), new(0, null, [0, 0, 1], down)]);
                covered += ChangeEstimator.SamePanel(panel, g => g.Reference[2], g => g.Reference[1], 0.95).Interval!.Value.Holds(gain - loss) ? probability : 0;
            }
        }

        Assert.InRange(covered, 0.93, 1);
    }

    [Fact]
    public void RatioInterval_EqualsTheClosedForm()
    {
        // ln(2) ± 1.96·√(0.1² + 0.2² − 2·0.5·0.1·0.2), by hand.
        Interval interval = ChangeEstimator.Ratio(100, 10, 200, 40, 0.5, 0.95)!.Value;
        double reach = 1.9599639845400545 * Math.Sqrt(0.03);
        Assert.Equal(2 * Math.Exp(-reach), interval.Low, 12);
        Assert.Equal(2 * Math.Exp(reach), interval.High, 12);
        Assert.Null(ChangeEstimator.Ratio(0, 1, 5, 1, 0, 0.95));
    }

    private static SeriesPoint[] Series() =>
        [.. Published.Table("trend").GetProperty("us_ha").EnumerateObject().Select(p => new SeriesPoint(double.Parse(p.Name, CultureInfo.InvariantCulture), p.Value.GetDouble(), null, ""))];

    private static double LogFactorial(int n) => Enumerable.Range(1, n).Sum(i => Math.Log(i));
}

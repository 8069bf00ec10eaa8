using System.Text.Json;
using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>Direct, ratio and regression totals of segments.</summary>
public sealed class SegmentEstimatorTests
{
    // Battese, Harter and Fuller (1988): 37 segments of Iowa, corn in hectares (y) and in pixels (x), taken as one sample of 6,809.
    [Fact]
    public void Regression_EqualsIowa()
    {
        JsonElement table = Published.Table("battese1988_iowa"), corn = table.GetProperty("corn");
        SegmentStratum iowa = new("Iowa", table.GetProperty("N_segments").GetInt64(), corn.GetProperty("pop_mean_pix").GetDouble());
        SegmentEstimate estimate = SegmentEstimator.Estimate([iowa], Iowa(table), SegmentMethod.Regression);
        double segments = iowa.Segments;
        Published.Equal(corn.GetProperty("b"), Assert.Single(estimate.Slopes));
        Published.Equal(corn.GetProperty("total_ha"), estimate.Total);
        Published.Equal(corn.GetProperty("se_total"), estimate.StandardError);
        Published.Equal(corn.GetProperty("reg_mean"), estimate.Total / segments);
        Published.Equal(corn.GetProperty("se"), estimate.StandardError / segments);
        Published.Equal(corn.GetProperty("direct"), estimate.Direct / segments);
        Published.Equal(corn.GetProperty("se_direct"), estimate.DirectStandardError / segments);
        Published.Equal(corn.GetProperty("RE"), estimate.RelativeEfficiency);

        // The line's other numbers, from the same moments.
        SegmentMoments moments = SegmentMoments.Of(iowa, Iowa(table));
        Published.Equal(corn.GetProperty("a"), moments.MeanY - (moments.Slope * moments.MeanX));
        Published.Equal(corn.GetProperty("r2"), moments.SumXY * moments.SumXY / (moments.SumXX * moments.SumYY));
    }

    // Tyukavina, appendix B.1: the units are not published, their summary is.
    [Fact]
    public void RegressionTotal_EqualsTyukavina_FromTheSummary()
    {
        JsonElement t = Published.Table("regression_srs_tyukavina_B1");
        double n = N("N");
        Published.Equal(t.GetProperty("area"), SegmentEstimator.RegressionTotal(n, N("ybar"), N("b"), N("X"), N("xbar")));
        Published.Equal(t.GetProperty("direct"), SegmentEstimator.RegressionTotal(n, N("ybar"), 0, N("X"), N("xbar")));
        Published.Equal(t.GetProperty("relative_efficiency"), new SegmentEstimate(N("area"), N("se"), null, N("direct"), N("se_direct"), [], true, 70).RelativeEfficiency);

        double N(string name) => t.GetProperty(name).GetDouble();
    }

    // A line through 0 without scatter: the ratio is exact, and no error can be told from a sample in which nothing varies.
    [Fact]
    public void Ratio_IsExact_WhenTheReferenceIsProportionalToTheMap()
    {
        SegmentStratum[] strata = [new("A", 100, 5), new("B", 50, 3)];
        Segment[] segments = [.. Enumerable.Range(1, 12).SelectMany(x => new[] { new Segment(0, x, 2.0 * x), new Segment(1, x + 1, 2.0 * (x + 1)) })];
        SegmentEstimate estimate = SegmentEstimator.Estimate(strata, segments, SegmentMethod.Ratio);
        Assert.Equal(2 * ((100 * 5) + (50 * 3)), estimate.Total, 9);
        Assert.True(estimate.StandardError is null or < 1e-6);
        Assert.True(estimate.IsSeparate);
    }

    [Fact]
    public void Slope_IsShared_WhenAStratumHasFewSegments()
    {
        SegmentStratum[] strata = [new("A", 100, 5), new("B", 50, 3)];
        Segment[] segments = [.. Enumerable.Range(1, 9).Select(x => new Segment(0, x, x + (x % 3))), .. Enumerable.Range(1, 12).Select(x => new Segment(1, x, x + (x % 2)))];
        SegmentEstimate estimate = SegmentEstimator.Estimate(strata, segments, SegmentMethod.Regression);
        Assert.False(estimate.IsSeparate);

        // By hand: b weighs every stratum with N²(1 − n/N)/(n(n − 1)) of its sums.
        double[] weights = [100 * 100 * (1 - 0.09) / (9 * 8), 50 * 50 * (1 - (12 / 50.0)) / (12 * 11)];
        (double over, double under) = (0, 0);
        for (int h = 0; h < 2; h++)
        {
            Segment[] own = [.. segments.Where(s => s.Stratum == h)];
            double x = own.Average(s => s.Mapped), y = own.Average(s => s.Reference);
            over += weights[h] * own.Sum(s => (s.Mapped - x) * (s.Reference - y));
            under += weights[h] * own.Sum(s => (s.Mapped - x) * (s.Mapped - x));
        }

        Assert.Equal(over / under, Assert.Single(estimate.Slopes), 12);
        ScanException refusal = Assert.Throws<ScanException>(() => SegmentEstimator.Estimate(strata, segments, SegmentMethod.Regression, separate: true));
        Assert.Equal("too-few-for-slope", refusal.Code);
        Assert.Contains("“A” has 9", refusal.Message, StringComparison.Ordinal);
    }

    // 0/0: where the map does not vary the slope is 0, and the total is the direct one.
    [Fact]
    public void Regression_IsDirect_WhenTheMapDoesNotVary()
    {
        Segment[] segments = [.. Enumerable.Range(0, 12).Select(i => new Segment(0, 4, i))];
        SegmentEstimate estimate = SegmentEstimator.Estimate([new("A", 100, 4)], segments, SegmentMethod.Regression);
        Assert.Equal(0, estimate.Slopes[0]);
        Assert.Equal(estimate.Direct, estimate.Total, 12);
    }

    private static Segment[] Iowa(JsonElement table)
    {
        string[] columns = Published.Texts(table, "columns");
        int y = Array.IndexOf(columns, "cornhect"), x = Array.IndexOf(columns, "cornpix");
        return [.. table.GetProperty("rows").EnumerateArray().Select(r => new Segment(0, r[x].GetDouble(), r[y].GetDouble()))];
    }
}

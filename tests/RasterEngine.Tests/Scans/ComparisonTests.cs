using RasterEngine.Scans;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scans;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("2021-06-17", "2021-09-25", Comparison.WithinSeason)]
    [InlineData("2020-06-17", "2021-06-20", Comparison.YearOnYear)]
    [InlineData("2020-06-17", "2021-07-08", Comparison.YearOnYear)] // day 169 and day 189
    [InlineData("2020-06-17", "2021-07-15", Comparison.WithinSeason)]
    [InlineData("2019-12-28", "2021-01-05", Comparison.YearOnYear)]
    [InlineData("1985", "2020", Comparison.YearOnYear)]
    [InlineData("1985-06", "2020-06", Comparison.YearOnYear)]
    [InlineData("1985-03", "2020-09", Comparison.WithinSeason)]
    public void Comparison_FollowsTheDates(string before, string after, Comparison expected)
    {
        Assert.True(SceneDate.TryParse(before, out SceneDate b) && SceneDate.TryParse(after, out SceneDate a) && Comparisons.Infer(b, a) == expected);
        Assert.Null(Comparisons.Infer(b, null));
    }

    [Theory]
    [InlineData("2021-02-29")]
    [InlineData("2021-13-01")]
    [InlineData("21-06-17")]
    [InlineData("2021-6-17")]
    [InlineData("17.06.2021")]
    [InlineData("2021-06-17T10:00:00Z")]
    public void Date_IsRefused_WhenItIsNoDay(string text) => Assert.False(SceneDate.TryParse(text, out _));
}

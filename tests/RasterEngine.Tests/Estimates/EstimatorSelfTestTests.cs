using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>What <c>doctor --estimators</c> runs.</summary>
public sealed class EstimatorSelfTestTests
{
    [Fact]
    public void EveryPublishedNumber_IsMet()
    {
        IReadOnlyList<SelfTestNumber> numbers = EstimatorSelfTest.Run();
        Assert.True(numbers.Count > 100, $"{numbers.Count} numbers");
        Assert.All(numbers, n => Assert.True(n.Agrees, $"{n}"));
        Assert.Equal(8, numbers.Select(n => n.Table).Distinct().Count());
    }

    [Fact]
    public void ANumber_DoesNotAgree_WhenItIsBesideByMoreThanTheTolerance()
    {
        SelfTestNumber number = EstimatorSelfTest.Run()[0];
        Assert.False((number with { Computed = number.Published * (1 + 1e-8) }).Agrees);
        Assert.False((number with { Computed = null }).Agrees);
    }
}

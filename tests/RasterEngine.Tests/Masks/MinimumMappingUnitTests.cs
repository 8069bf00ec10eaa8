using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Masks;

public sealed class MinimumMappingUnitTests
{
    [Theory]
    [InlineData("0.03", 1, 3_000_000)] // 300 m² in cm²
    [InlineData("0.03", 1000, 3_000_000_000)]
    [InlineData("0.000000003", 1, 1)] // 0.3 cm²: no patch of no area reaches it, one of a step does
    [InlineData("0.000000013", 1, 2)]
    [InlineData("0", 1, 0)]
    [InlineData("922.34", 100_000_000, long.MaxValue)]
    [InlineData("100000000", 100_000_000, long.MaxValue)]
    public void SmallestArea_IsTheLeastNumberOfSteps_ThatReachesTheUnit(string hectares, long stepsPerSquareCentimetre, long expected)
    {
        var unit = new MinimumMappingUnit(decimal.Parse(hectares, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, unit.SmallestArea(stepsPerSquareCentimetre));
        Assert.Equal(Connectivity.Eight, unit.Connectivity);
    }

    [Fact]
    public void SmallestArea_IsRefused_ForANegativeUnit() => Assert.Throws<ArgumentException>(() => new MinimumMappingUnit(-0.01m).SmallestArea(1));

    [Fact]
    public void Unchanged_IsWhatThePixelWouldBe_WithoutTheChange()
    {
        Assert.Equal(ChangeClass.Other, MinimumMappingUnit.Unchanged(ChangeClass.Gained));
        Assert.Equal(ChangeClass.Kept, MinimumMappingUnit.Unchanged(ChangeClass.Lost));
        Assert.Throws<ArgumentOutOfRangeException>(() => MinimumMappingUnit.Unchanged(ChangeClass.Other));
    }
}

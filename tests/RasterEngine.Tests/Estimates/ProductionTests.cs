using RasterEngine.Estimates;
using Xunit;

namespace RasterEngine.Tests.Estimates;

/// <summary>Production, yields and what was destroyed (algorithms.md §15).</summary>
public sealed class ProductionTests
{
    // UNODC and Mexico, 2014/15: 28,000 ha (cv 6.8 %) × 16.1 kg/ha (cv 5 %) → 451 t [376, 525].
    [Fact]
    public void Product_HasThePublishedInterval()
    {
        var estimate = ProductionEstimate.Sum([new("Mexico", 28000, 28000 * 0.068, 16.1, 16.1 * 0.05)], 0.95);
        Assert.Equal([451, 376, 525], new[] { estimate.Tonnes, estimate.Interval!.Value.Low, estimate.Interval.Value.High }.Select(v => Math.Round(v)));
    }

    // National × national of 24,141 ha × 20.8 kg/ha gives 502 t where the sum over regions was published as 504 t: the product is refused.
    [Fact]
    public void Production_IsRefused_WhenItIsNationalTimesNational()
    {
        var national = new ProductionRegion("Mexico", 24141, 1000, 20.8, 1);
        Assert.Equal(502, Math.Round(national.Tonnes));
        ScanException one = Assert.Throws<ScanException>(() => ProductionEstimate.Of([national], 0.95));
        Assert.Equal("national-product", one.Code);
        ScanException repeated = Assert.Throws<ScanException>(() => ProductionEstimate.Of([national with { Name = "North", Hectares = 10000 }, national with { Name = "South", Hectares = 14141 }], 0.95));
        Assert.Contains("one national yield written 2 times", repeated.Message, StringComparison.Ordinal);
    }

    // Σ A·Y and √Σ(A²σ_Y² + Y²σ_A² + σ_A²σ_Y²) by hand.
    [Fact]
    public void Production_AddsRegions()
    {
        var estimate = ProductionEstimate.Of([new("A", 1000, 100, 20, 2), new("B", 3000, 150, 10, 1)], 0.95);
        Assert.Equal(50, estimate.Tonnes, 12);
        Assert.Equal(Math.Sqrt((4 + 4 + 0.04) + (9 + 2.25 + 0.0225)), estimate.StandardError!.Value, 12);
    }

    [Theory]
    [InlineData(200, 13.08)]
    [InlineData(300, 18.57)]
    [InlineData(400, 23.50)]
    public void CapsuleYield_EqualsTheCurve(double volume, double kilograms) => Assert.Equal(kilograms, CapsuleYield.KilogramsPerHectare(volume), 0.005);

    // Field A: destroyed, nothing came up again. B: destroyed and planted again, harvested. C: reported destroyed, seen standing afterwards. D: never destroyed.
    [Fact]
    public void Account_TakesOffWhatWasDestroyedAndNotPlantedAgain()
    {
        CropCycle[] cycles = [new("A", Day(1, 5), Day(2, 20), 2), new("B", Day(1, 5), Day(2, 1), 3), new("B", Day(4, 1), Day(5, 1), 3), new("C", Day(1, 5), Day(3, 1), 4), new("D", Day(1, 5), Day(3, 1), 5)];
        Eradication[] reports =
        [
            new("e1", Day(3, 1), "A", 2.5, 1.5), new("e2", Day(3, 2), "A", 2.5, 1.5), new("e3", Day(2, 10), "B", 3, 3),
            new("e4", Day(2, 1), "C", 4, 4), new("e5", Day(6, 30), "D", 5, 5), new("e6", Day(3, 1), null, 7, 0),
        ];
        var account = CropAccount.Of(cycles, reports);
        Assert.Equal(14, account.GrossHectares, 12);
        Assert.Equal(17, account.CycleHectares, 12);
        Assert.Equal(5, account.DestroyedHectares, 12);
        Assert.Equal(12, account.NetHectares, 12);
        Assert.Equal(16, account.UnmatchedHectares, 12);

        // The second report of A finds half a hectare left: nothing is destroyed twice.
        Assert.Equal([1.5, 3, 0.5], account.Matches.Where(m => m.Cycle is not null).OrderBy(m => m.Eradication.Id == "e3" ? 1 : m.Eradication.Id == "e1" ? 0 : 2).Select(m => m.Hectares));
        Assert.Equal(
            ["the crop was seen standing afterwards", "the crop was last seen more than 45 days before", "no crop was seen there"],
            account.Matches.Where(m => m.Cycle is null).OrderBy(m => m.Eradication.Id, StringComparer.Ordinal).Select(m => m.Reason));
    }

    private static DateOnly Day(int month, int day) => new(2021, month, day);
}

using RasterEngine.Kernels;
using RasterEngine.Scenes;
using Xunit;

namespace RasterEngine.Tests.Scenes;

/// <summary>Quality values as the products' definitions decode them (algorithms.md §2).</summary>
public sealed class QualityMeaningTests
{
    [Theory]
    [InlineData(1, Cell.NoData)] // fill
    [InlineData(21824, 0)] // clear
    [InlineData(21826, Cell.Masked)] // dilated cloud
    [InlineData(21888, 0)] // water, not clear
    [InlineData(21952, 0)] // clear and water
    [InlineData(22080, 0)] // clear, cloud confidence 2
    [InlineData(22280, Cell.Masked)] // cloud
    [InlineData(23888, Cell.Masked)] // shadow
    [InlineData(24344, Cell.Masked)] // cloud and shadow
    [InlineData(30048, 0)] // snow, an option
    [InlineData(54596, Cell.Masked)] // cirrus, with the clear bit still set
    [InlineData(55052, Cell.Masked)] // cirrus and cloud
    public void QaPixel_IsDecoded_AsPublished(int value, int state) => Assert.Equal(state, new QualityMeaning(QualityKind.QaPixel, null, null, null, null).State(value));

    [Fact]
    public void QaPixel_DropsSnowAndConfidence_WhenAsked()
    {
        var snow = new QualityMeaning(QualityKind.QaPixel, null, ["snow", "cloud-confidence-medium"], null, null);
        Assert.Equal((Cell.Masked, Cell.Masked, 0, Cell.NoData), (snow.State(30048), snow.State(22080), snow.State(54596), snow.State(1)));
    }

    [Fact]
    public void Scl_KeepsVegetationSoilAndUnclassified_ByDefault()
    {
        var scl = new QualityMeaning(QualityKind.Scl, null, null, null, 0);
        Assert.Equal([4, 5, 7], Enumerable.Range(0, 12).Where(v => scl.State(v) == 0));
        Assert.Equal([3, 8, 9, 10], Enumerable.Range(0, 12).Where(v => scl.Grows(v)));
        Assert.Equal((Cell.NoData, Cell.Saturated, Cell.Masked, 2), (scl.State(0), scl.State(1), scl.State(6), scl.Grow));
        Assert.Equal((Cell.NoData, Cell.NoData, Cell.NoData, Cell.Masked), (scl.State(1e20), scl.State(double.NaN), scl.State(4.5), scl.State(99)));
    }

    // USGS LSDS-1833: 2720 is the value of clear land on Landsat 8 Collection 1, 2800 cloud, 2976 shadow, 1 fill, 6816 cirrus.
    [Theory]
    [InlineData(2720, 0)]
    [InlineData(2800, Cell.Masked)]
    [InlineData(2976, Cell.Masked)]
    [InlineData(6816, Cell.Masked)]
    [InlineData(1, Cell.NoData)]
    public void Bqa_IsDecoded_AsCollection1Defines(int value, int state) => Assert.Equal(state, new QualityMeaning(QualityKind.BqaC1, null, null, null, null).State(value));

    [Fact]
    public void Fmask_KeepsLandAndWater_AndFillIsNoData()
    {
        var fmask = new QualityMeaning(QualityKind.Fmask, null, null, null, null);
        Assert.Equal([0, 0, Cell.Masked, Cell.Masked, Cell.Masked, Cell.NoData], ((int[])[0, 1, 2, 3, 4, 255]).Select(v => (int)fmask.State(v)));
    }

    [Fact]
    public void ForceQai_IsDecoded_ByItsBits()
    {
        var force = new QualityMeaning(QualityKind.ForceQai, null, null, null, null);
        Assert.Equal([0, Cell.NoData, Cell.Masked, Cell.Masked, Cell.Masked, Cell.Masked, Cell.Masked, 0, Cell.Saturated], ((int[])[0, 1, 2, 4, 6, 8, 16, 32, 512]).Select(v => (int)force.State(v)));
    }

    [Fact]
    public void ClearValues_AreTheListedOnes_EvenTheNoDataOne()
    {
        var clear = new QualityMeaning(QualityKind.ClearValues, [0, 7], null, 1, 7);
        Assert.Equal((0, 0, Cell.Masked, true, false), (clear.State(0), clear.State(7), clear.State(4), clear.Grows(4), clear.Grows(0)));
        Assert.Equal(Cell.NoData, new QualityMeaning(QualityKind.ClearValues, [0], null, 1, 255).State(255));
    }
}

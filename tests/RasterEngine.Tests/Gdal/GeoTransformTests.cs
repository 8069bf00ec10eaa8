using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class GeoTransformTests
{
    private static readonly GeoTransform NorthUp = new(500000, 10, 0, 5400000, 0, -10);
    private static readonly GeoTransform Aslant = new(100, 2, 0.5, 200, -0.25, -3);

    [Fact]
    public void At_PutsTheOriginAtTheUpperLeftCorner_OfTheFirstPixel()
    {
        Assert.Equal(new Place(500000, 5400000), NorthUp.At(0, 0));
        Assert.Equal(new Place(500005, 5399995), NorthUp.At(0.5, 0.5));
        Assert.Equal(new Place(100 + 4 * 2 + 6 * 0.5, 200 + 4 * -0.25 + 6 * -3), Aslant.At(4, 6));
    }

    [Fact]
    public void Shift_MovesTheOrigin_SoThatPlacesStay()
    {
        Assert.Equal(Aslant.At(7, 9), Aslant.Shift(3, 4).At(4, 5));
        Assert.Equal(new GeoTransform(500030, 10, 0, 5399960, 0, -10), NorthUp.Shift(3, 4));
    }

    [Fact]
    public void Kind_IsToldApart_WhenRotatedFlippedOrNotFinite()
    {
        Assert.True(NorthUp is { IsNorthUp: true, IsRotated: false, IsFinite: true });
        Assert.True(Aslant is { IsNorthUp: false, IsRotated: true, IsFinite: true });
        Assert.False((NorthUp with { PixelHeight = 10 }).IsNorthUp);
        Assert.False((NorthUp with { PixelWidth = 0 }).IsNorthUp);
        Assert.True((NorthUp with { RowRotation = double.NaN }) is { IsFinite: false, IsRotated: true, IsNorthUp: false });
        Assert.False((NorthUp with { OriginX = double.PositiveInfinity }).IsFinite);
    }
}

using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

/// <summary>Coverage that can be computed by hand.</summary>
public sealed class ZoneCoverageTests
{
    private const ZoneCoverageKind Centre = ZoneCoverageKind.Centre, Exact = ZoneCoverageKind.Exact;

    [Fact]
    public void Triangle_CoversHalfOfThePixelsOnItsDiagonal()
    {
        ZoneLayer layer = ZoneCount.Layer(4, 4, [(0, 0), (3, 0), (0, 3), (0, 0)]);
        ZoneCount exact = ZoneCount.Of(layer, Exact, 4, 4);
        Assert.Equal(4.5, exact.Pixels(0));
        Assert.Equal([65536, 65536, 32768, 0], Enumerable.Range(0, 4).Select(c => exact.Share(0, c, 0)));
        Assert.Equal([65536, 32768, 0, 0], Enumerable.Range(0, 4).Select(c => exact.Share(0, c, 1)));
        Assert.Equal([32768, 0, 0, 0], Enumerable.Range(0, 4).Select(c => exact.Union(c, 2)));

        // The centres on the diagonal are on a right-hand border: inside.
        Assert.Equal(6, ZoneCount.Of(layer, Centre, 4, 4).Pixels(0));
    }

    [Fact]
    public void Border_OwnsCentresOnItsRightAndTop_AndNotOnItsLeftAndBottom()
    {
        ZoneCount count = ZoneCount.Of(ZoneCount.Layer(4, 4, [(0.5, 0.5), (2.5, 0.5), (2.5, 2.5), (0.5, 2.5)]), Centre, 4, 4);
        Assert.Equal(4, count.Pixels(0));
        Assert.Equal((65536, 65536, 0, 0), (count.Share(0, 1, 0), count.Share(0, 2, 1), count.Share(0, 2, 2), count.Share(0, 0, 0)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hole_IsTakenAway_WhicheverWayItRuns(bool reversed)
    {
        (double, double)[] hole = [(1.25, 1), (3, 1), (3, 2.5), (1.25, 2.5)];
        if (reversed)
        {
            Array.Reverse(hole);
        }

        var layer = new ZoneLayer(5, 4, [new ZonePolygon("a", [ZoneCount.Ring((0, 0), (4.5, 0), (4.5, 4), (0, 4)), ZoneCount.Ring(hole)])]);
        ZoneCount exact = ZoneCount.Of(layer, Exact, 5, 4);
        Assert.Equal(18 - 2.625, exact.Pixels(0));
        Assert.Equal((16384, 0, 65536 - 24576, 32768), (exact.Share(0, 1, 1), exact.Share(0, 2, 1), exact.Share(0, 1, 2), exact.Share(0, 4, 3)));

        // 5 × 4, as those at column 4.5 are on the right border; the hole takes columns 1 and 2 of row 1, its lower border is the polygon's upper one.
        Assert.Equal(20 - 2, ZoneCount.Of(layer, Centre, 5, 4).Pixels(0));
    }

    [Fact]
    public void LShape_IsCountedAlongItsSteps()
    {
        ZoneLayer layer = ZoneCount.Layer(6, 6, [(0.5, 0.25), (2, 0.25), (2, 3), (5.5, 3), (5.5, 4.75), (0.5, 4.75)]);
        Assert.Equal((1.5 * 2.75) + (5 * 1.75), ZoneCount.Of(layer, Exact, 6, 6).Pixels(0));

        // Column 1 of rows 0 to 2, for the centre at 0.5 is on the left border; columns 1 to 5 of rows 3 and 4.
        Assert.Equal(3 + 10, ZoneCount.Of(layer, Centre, 6, 6).Pixels(0));
    }

    [Theory]
    [InlineData(1.25, 0)]
    [InlineData(1.5, 1)]
    public void PolygonWithinOnePixel_HasItsOwnArea(double right, int centres)
    {
        ZoneLayer layer = ZoneCount.Layer(3, 3, [(1.125, 1.25), (right + 0.125, 1.25), (right + 0.125, 1.75), (1.125, 1.75)]);
        ZoneCount exact = ZoneCount.Of(layer, Exact, 3, 3);
        Assert.Equal((right - 1) * 0.5, exact.Pixels(0));
        Assert.Equal(1, exact.Touched(0));
        Assert.Equal(centres, ZoneCount.Of(layer, Centre, 3, 3).Pixels(0));
    }

    [Fact]
    public void PolygonLargerThanTheGrid_CoversAllOfIt()
    {
        foreach (ZoneCoverageKind kind in (ZoneCoverageKind[])[Centre, Exact])
        {
            ZoneCount count = ZoneCount.Of(ZoneCount.Layer(7, 5, [(-1e9, -1e9), (1e9, -2e9), (3e9, 1e9), (-1e9, 1e9)]), kind, 7, 5, 3, 2);
            Assert.Equal((35, 35, 35), (count.Pixels(0), count.UnionPixels, count.Touched(0)));
        }
    }

    [Theory]
    [InlineData(-9, 1)]
    [InlineData(9, 1)]
    [InlineData(1, -9)]
    [InlineData(1, 9)]
    public void PolygonOutsideTheGrid_CoversNothing_AndIsNoDegenerateZone(double column, double row)
    {
        ZoneLayer layer = ZoneCount.Layer(4, 4, [(column, row), (column + 2, row), (column + 2, row + 2), (column, row + 2)]);
        Assert.Empty(layer.DegenerateIds);
        foreach (ZoneCoverageKind kind in (ZoneCoverageKind[])[Centre, Exact])
        {
            ZoneCount count = ZoneCount.Of(layer, kind, 4, 4);
            Assert.Equal((0, 0), (count.Pixels(0), count.UnionPixels));
        }
    }

    [Fact]
    public void ZoneWithoutArea_StaysAZone_WithNoPixels()
    {
        var layer = new ZoneLayer(4, 4,
        [
            new ZonePolygon("none", []),
            new ZonePolygon("point", [ZoneCount.Ring((1, 1), (1, 1), (1, 1))]),
            new ZonePolygon("line", [ZoneCount.Ring((0, 0), (4, 4), (2, 2), (0, 0))]),
            new ZonePolygon("empty ring", [ZoneCount.Ring()]),
            new ZonePolygon("field", [ZoneCount.Ring((0, 0), (1, 0), (1, 1), (0, 1))]),
        ]);
        Assert.Equal(["none", "point", "line", "empty ring", "field"], layer.Ids);
        Assert.Equal(["none", "point", "line", "empty ring"], layer.DegenerateIds);
        ZoneCount count = ZoneCount.Of(layer, Exact, 4, 4);
        Assert.Equal((0, 1, 1), (count.Touched(2), count.Pixels(4), count.UnionPixels));
    }

    [Fact]
    public void PolygonsOfOneId_AreOneZone_WhoseOverlapCountsOnce()
    {
        var layer = new ZoneLayer(6, 2,
        [
            new ZonePolygon("a", [ZoneCount.Ring((0, 0), (2.5, 0), (2.5, 1), (0, 1))]),
            new ZonePolygon("b", [ZoneCount.Ring((0, 1), (1, 1), (1, 2), (0, 2))]),
            new ZonePolygon("a", [ZoneCount.Ring((2.25, 0.5), (4, 0.5), (4, 1), (2.25, 1))]),
        ]);
        Assert.Equal(["a", "b"], layer.Ids);
        ZoneCount exact = ZoneCount.Of(layer, Exact, 6, 2);

        // In pixel 2: a half of it, and half of the rest.
        Assert.Equal((65536, 49152, 32768), (exact.Share(0, 1, 0), exact.Share(0, 2, 0), exact.Share(0, 3, 0)));
        Assert.Equal((3.25, 1, 4.25), (exact.Pixels(0), exact.Pixels(1), exact.UnionPixels));

        // The centres at row 0.5 are on the second part's upper border: inside.
        Assert.Equal(4, ZoneCount.Of(layer, Centre, 6, 2).Pixels(0));
    }

    [Fact]
    public void OverlapOfTwoZones_CountsInBoth_AndOnceInTheUnion()
    {
        ZoneLayer layer = ZoneCount.Layer(2, 1, [(0, 0), (1, 0), (0, 1)], [(0, 0), (1, 0), (1, 1)]);
        ZoneCount exact = ZoneCount.Of(layer, Exact, 2, 1);
        Assert.Equal((32768, 32768, 49152), (exact.Share(0, 0, 0), exact.Share(1, 0, 0), exact.Union(0, 0)));
    }

    [Fact]
    public void RingThatTouchesItself_AndBridgeToAHole_AreCountedByTheirInside()
    {
        (double, double)[] touching = [(0, 0), (2, 2), (4, 0), (4, 4), (2, 2), (0, 4)];
        (double, double)[] bridged = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 2), (1, 2), (1, 3), (3, 3), (3, 1), (1, 1), (1, 2), (0, 2)];
        ZoneCount count = ZoneCount.Of(ZoneCount.Layer(4, 4, touching, bridged), Exact, 4, 4);
        Assert.Equal((8, 12), (count.Pixels(0), count.Pixels(1)));
        Assert.Equal((0, 65536), (count.Share(1, 1, 1), count.Share(1, 0, 2)));
    }

    [Fact]
    public void Window_MayBeEmpty_AndThenWhole()
    {
        var raster = new ZoneRaster(ZoneCount.Layer(4, 4, [(0, 0), (4, 0), (4, 4), (0, 4)]), Exact);
        raster.Fill(default);
        Assert.True(raster.Zones.IsEmpty);
        raster.Fill(new(0, 0, 4, 4));
        Assert.Equal([new ZoneRun(0, 0, 4, 65536)], raster.Runs(3).ToArray());
        Assert.Equal([65536, 65536, 65536, 65536], raster.UnionRow(3).ToArray());
    }

    [Fact]
    public void Ring_IsRefused_WhenItsNumbersAreNone() =>
        Assert.Throws<ArgumentException>(() => ZoneCount.Layer(4, 4, [(0, 0), (double.NaN, 0), (1, 1)]));
}

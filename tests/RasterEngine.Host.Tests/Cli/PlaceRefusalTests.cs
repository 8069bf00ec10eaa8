using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary>Scenes that do not lie where they could be compared: exit code 2, one sentence, nothing written.</summary>
public sealed class PlaceRefusalTests
{
    private const string GridEntry = "\"grid\": { \"like\": \"before\", \"resampling\": \"nearest\" }";

    [Fact]
    public void Dates_AreRefused_WhenTheirReferenceSystemsDiffer()
    {
        using var pair = new Pair(after: new SmallScene { Epsg = 32632 });
        pair.IsRefused("different-lattice", "before.tif", "after.tif", "EPSG:32633", "EPSG:32632", GridEntry);
    }

    [Fact]
    public void Dates_AreRefused_WhenTheirPixelsDiffer()
    {
        using var pair = new Pair(after: new SmallScene { Place = SmallScene.Metres with { PixelWidth = 20, PixelHeight = -20 } });
        pair.IsRefused("different-lattice", "before.tif", "after.tif", "10 × 10", "20 × 20", GridEntry);
    }

    [Fact]
    public void Dates_AreRefused_WhenTheirLatticesLieHalfAPixelApart()
    {
        using var pair = new Pair(after: new SmallScene { Place = SmallScene.Metres.Shift(3.5, 0) });
        pair.IsRefused("different-lattice", "before.tif", "after.tif", "3.5 columns and 0 rows", GridEntry);
    }

    [Fact]
    public void Photographs_AreRefused_WhenTheYearsDoNotShareALattice()
    {
        string folder = Path.Combine(Checkout.Root, "..", "shared", "data", "naip-prairie-nd");
        Assert.SkipUnless(Directory.Exists(folder), "../shared/data is absent");
        using Pair pair = new Pair().With("before.tif", Path.Combine(folder, "naip_2014-07-20.tif")).With("after.tif", Path.Combine(folder, "naip_2020-08-31.tif"));
        pair.IsRefused("different-lattice", "naip_2014-07-20.tif", "naip_2020-08-31.tif", GridEntry);
    }

    [Fact]
    public void Dates_AreRefused_WhenTheyDoNotOverlap()
    {
        using var pair = new Pair(after: new SmallScene { Place = SmallScene.Metres.Shift(64, 0) });
        pair.IsRefused("no-overlap", "before.tif", "after.tif");
    }

    [Fact]
    public void Dates_AreRefused_WhenNothingWasSeenOnBoth()
    {
        using var pair = new Pair(
            new SmallScene { NoData = 0, Stored = (band, column, row) => column < 32 ? 0 : SmallScene.Vegetated(band, column, row) },
            new SmallScene { NoData = 0, Stored = (band, column, row) => column < 32 ? SmallScene.Bare(band, column, row) : 0 });
        pair.IsRefused("nothing-observed", "before.tif", "after.tif", "2048 were observed before and 2048 after");
    }

    [Fact]
    public void Scene_IsRefused_WithoutAReferenceSystem()
    {
        using var pair = new Pair(before: new SmallScene { Epsg = null });
        pair.IsRefused("no-crs", "before.tif");
    }

    [Fact]
    public void Scene_IsRefused_WithoutAGeotransform()
    {
        using var pair = new Pair(before: new SmallScene { Place = null });
        pair.IsRefused("no-geotransform", "before.tif");
    }

    [Fact]
    public void Scene_IsRefused_WhenRotated()
    {
        using var pair = new Pair(before: new SmallScene { Place = SmallScene.Metres with { RowRotation = 1, ColumnRotation = 1 } });
        pair.IsRefused("rotated", "before.tif");
    }

    [Fact]
    public void Scene_IsRefused_WhenSouthIsUp()
    {
        using var pair = new Pair(before: new SmallScene { Place = SmallScene.Metres with { PixelHeight = 10 } });
        pair.IsRefused("south-up", "before.tif");
    }

    [Fact]
    public void Scene_IsRefused_WhenItLeavesTheGlobe()
    {
        using var pair = new Pair(before: new SmallScene { Epsg = 4326, Place = new GeoTransform(10, 0.01, 0, 95, 0, -0.01) });
        pair.IsRefused("broken-geotransform", "before.tif", "95");
    }
}

using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

public sealed class GridTests
{
    private static readonly SpatialReference Utm33 = SpatialReference.FromEpsg(32633);

    [Fact]
    public void Overlap_IsWhatBothCover_WhateverTheirExtents()
    {
        Grid a = At(1000, 2000, 100, 80), b = At(1300, 1900, 100, 80);
        Assert.Null(a.LatticeDifference(b));
        Assert.Equal(new Window(30, 10, 70, 70), a.Overlap(b));
        Assert.Equal(new Window(0, 0, 70, 70), b.Overlap(a));
        Assert.Equal(b.Part(new Window(0, 0, 70, 70)).GeoTransform, a.Part(a.Overlap(b)).GeoTransform);
        Assert.True(a.Overlap(At(5000, 2000, 10, 10)).IsEmpty);
        Assert.True(a.Overlap(At(1e15, 2000, 10, 10)).IsEmpty);
    }

    [Theory]
    [InlineData(5.0, 0.0, 10.0, "origins")]
    [InlineData(0.0, 5.0, 10.0, "origins")]
    [InlineData(0.02, 0.0, 10.0, "origins")]
    [InlineData(0.0, 0.0, 10.001, "pixels measure")]
    public void Lattices_Differ_WhenPixelsDoNotLieOnPixels(double dx, double dy, double size, string word)
    {
        Grid a = At(1000, 2000, 100, 80), b = new(100, 80, new GeoTransform(1000 + dx, size, 0, 2000 + dy, 0, -size), Utm33);
        Assert.Contains(word, a.LatticeDifference(b), StringComparison.Ordinal);
    }

    [Fact]
    public void Lattices_AreOne_WhenOriginsAreOffByLessThanAThousandthOfAPixel() =>
        Assert.Null(At(1000, 2000, 100, 80).LatticeDifference(At(1000.005, 2000, 100, 80)));

    [Fact]
    public void Lattices_Differ_WhenTheCrsDoes() =>
        Assert.Contains("EPSG:32634", At(1000, 2000, 10, 10).LatticeDifference(At(1000, 2000, 10, 10) with { SpatialReference = SpatialReference.FromEpsg(32634) }), StringComparison.Ordinal);

    [Fact]
    public void NominalHectares_FollowTheLinearUnit()
    {
        Assert.Equal(0.01m, At(0, 0, 1, 1).NominalPixelHectares);
        Assert.Null((At(0, 0, 1, 1) with { SpatialReference = SpatialReference.FromEpsg(4326) }).NominalPixelHectares);

        // 30 US survey feet (1200/3937 m): 64 × 64 pixels are 34.25 ha (data/hostile/README.md, own__crs_feet.tif).
        Grid feet = new(64, 64, new GeoTransform(6_280_000, 30, 0, 1_850_000, 0, -30), SpatialReference.FromEpsg(2230));
        Assert.Equal(34.25, (double)feet.NominalPixelHectares!.Value * 64 * 64, 0.005);
    }

    private static Grid At(double x, double y, int width, int height) => new(width, height, new GeoTransform(x, 10, 0, y, 0, -10), Utm33);
}

using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class CoordinateTransformTests
{
    // UTM 33 on Bessel's ellipsoid with seven parameters to WGS 84, which must play no part.
    private const string Bound =
        """PROJCS["shifted",GEOGCS["shifted",DATUM["shifted",SPHEROID["Bessel 1841",6377397.155,299.1528128],TOWGS84[598.1,73.7,418.2,0.202,0.045,-2.455,6.7]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",15],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]""";

    // Expected degrees: the Python bindings of GDAL 3.6.2, except where a round number is exact by definition.
    [Theory]
    [InlineData(32633, 500000, 0, 15, 0)]
    [InlineData(32633, 437000.5, 5321000.25, 14.154808448058178, 48.03917800974282)]
    [InlineData(7415, 155000, 463000, 5.38763888888889, 52.156160555555594)]
    [InlineData(27572, 600000, 2200000, 0, 46.8)] // 52 grads north, counted from Paris
    [InlineData(4326, 14.5, 48.25, 14.5, 48.25)] // longitude first, though EPSG's order is latitude first
    public void Transform_GivesLongitudeAndLatitude_InRadians(int code, double x, double y, double longitude, double latitude)
    {
        using CoordinateTransform transform = SpatialReference.FromEpsg(code).ToOwnGeographic();
        double[] xs = [x], ys = [y];
        transform.Transform(xs, ys);
        Assert.Equal(longitude, xs[0] * 180 / Math.PI, 1e-11);
        Assert.Equal(latitude, ys[0] * 180 / Math.PI, 1e-11);
    }

    [Fact]
    public void Transform_StaysOnItsOwnDatum_WhenAShiftIsGiven()
    {
        SpatialReference bound = SpatialReference.FromWkt(Bound);
        Assert.Equal((SpatialReferenceKind.Projected, 6377397.155), (bound.Kind, bound.SemiMajorAxisMetres));
        using CoordinateTransform transform = bound.ToOwnGeographic();
        double[] xs = [500000], ys = [5321000.25];
        transform.Transform(xs, ys);
        Assert.Equal(15, xs[0] * 180 / Math.PI, 1e-11);
        Assert.Equal(48.04716991365067, ys[0] * 180 / Math.PI, 1e-11);
    }

    [Fact]
    public void Transform_IsTheFormula_OfASinusoidOnASphere()
    {
        const double Radius = 6371007.181;
        using CoordinateTransform transform = SpatialReference.FromWkt(SpatialReferenceTests.ModisSinusoidal).ToOwnGeographic();
        double[] xs = new double[2000], ys = new double[2000];
        for (int i = 0; i < xs.Length; i++)
            (xs[i], ys[i]) = (i * 1000.0, i * 4000.0);
        transform.Transform(xs, ys);
        for (int i = 0; i < xs.Length; i++)
        {
            Assert.Equal(i * 4000.0 / Radius, ys[i], 1e-12);
            Assert.Equal(i * 1000.0 / Radius / Math.Cos(i * 4000.0 / Radius), xs[i], 1e-12);
        }
    }

    [Fact]
    public void Transform_NamesTheFirstPlace_ThatCannotBeTransformed()
    {
        using CoordinateTransform transform = SpatialReference.FromWkt(SpatialReferenceTests.ModisSinusoidal).ToOwnGeographic();
        double[] xs = new double[1200], ys = new double[1200];
        (xs[700], ys[700]) = (1.5, 3e7);
        (xs[900], ys[900]) = (2.5, 3e7);
        GdalException e = Assert.Throws<GdalException>(() => transform.Transform(xs, ys));
        Assert.Contains("(1.5, 30000000)", e.Message, StringComparison.Ordinal);
        using CoordinateTransform identity = SpatialReference.FromEpsg(4326).ToOwnGeographic();
        Assert.Throws<GdalException>(() => identity.Transform([double.NaN], [1.0]));
    }

    [Fact]
    public void Transform_IsRefused_WhenUsedWrongly()
    {
        CoordinateTransform transform = SpatialReference.FromEpsg(32633).ToOwnGeographic();
        Assert.Throws<ArgumentException>(() => transform.Transform(new double[2], new double[3]));
        transform.Transform([], []);
        Exception? elsewhere = OtherThread.Run(() => transform.Transform(new double[2], new double[2]));
        Assert.Contains("was used by thread", Assert.IsType<InvalidOperationException>(elsewhere).Message, StringComparison.Ordinal);
        transform.Dispose();
        Assert.Throws<ObjectDisposedException>(() => transform.Transform(new double[2], new double[2]));
    }

    // Expected: the Python bindings of GDAL 3.6.2.
    [Fact]
    public void To_GivesTheOtherSystemsPlace_AndNaNWhereThereIsNone()
    {
        using CoordinateTransform transform = SpatialReference.FromEpsg(4326).To(SpatialReference.FromEpsg(32633));
        double[] xs = [14.154808448058178, 0, double.NaN], ys = [48.03917800974282, 1000, 0];
        transform.TransformOrNaN(xs, ys);
        Assert.Equal(437000.5, xs[0], 1e-5);
        Assert.Equal(5321000.25, ys[0], 1e-5);
        Assert.True(double.IsNaN(xs[1]) && double.IsNaN(ys[1]) && double.IsNaN(xs[2]));
        Assert.Throws<GdalException>(() => transform.Transform(new double[] { 0 }, new double[] { 1000 }));
    }
}

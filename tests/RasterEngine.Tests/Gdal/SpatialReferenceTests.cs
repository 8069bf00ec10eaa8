using RasterEngine.Gdal;
using Xunit;

namespace RasterEngine.Tests.Gdal;

public class SpatialReferenceTests
{
    internal const string ModisSinusoidal =
        """PROJCS["Sinusoidal",GEOGCS["sphere",DATUM["sphere",SPHEROID["sphere",6371007.181,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Sinusoidal"],PARAMETER["longitude_of_center",0],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]""";

    internal const string RotatedPole =
        """GEOGCRS["rotated",BASEGEOGCRS["sphere",DATUM["sphere",ELLIPSOID["sphere",6371229,0]]],DERIVINGCONVERSION["pole",METHOD["PROJ ob_tran o_proj=longlat"],PARAMETER["o_lon_p",0],PARAMETER["o_lat_p",39.25],PARAMETER["lon_0",18]],CS[ellipsoidal,2],AXIS["longitude",east,ANGLEUNIT["degree",0.0174532925199433]],AXIS["latitude",north,ANGLEUNIT["degree",0.0174532925199433]]]""";

    private const double Degree = Math.PI / 180;

    [Theory]
    [InlineData(32633, SpatialReferenceKind.Projected, 6378137, 298.257223563, 1, "metre")]
    [InlineData(3857, SpatialReferenceKind.Projected, 6378137, 298.257223563, 1, "metre")]
    [InlineData(2230, SpatialReferenceKind.Projected, 6378137, 298.257222101, 0.30480060960121924, "US survey foot")]
    [InlineData(4326, SpatialReferenceKind.Geographic, 6378137, 298.257223563, double.NaN, "")]
    [InlineData(7415, SpatialReferenceKind.Projected, 6377397.155, 299.1528128, 1, "metre")] // with heights above a datum
    [InlineData(4978, SpatialReferenceKind.Other, double.NaN, double.NaN, double.NaN, "")] // geocentric
    public void Facts_AreTheRegistrys_WhenReadFromACode(
        int code, SpatialReferenceKind kind, double semiMajor, double inverseFlattening, double unit, string unitName)
    {
        SpatialReference reference = SpatialReference.FromEpsg(code);
        Assert.Equal($"EPSG:{code}", reference.Code);
        Assert.Equal(kind, reference.Kind);
        Assert.Equal(semiMajor, reference.SemiMajorAxisMetres);
        Assert.Equal(inverseFlattening, reference.InverseFlattening, 1e-9);
        Assert.Equal(unit, reference.LinearUnitMetres);
        Assert.Equal(unitName, reference.LinearUnitName);
        Assert.Equal(kind == SpatialReferenceKind.Other ? double.NaN : Degree, reference.AngularUnitRadians, 1e-15);
        Assert.NotEmpty(reference.Name);
    }

    [Fact]
    public void InverseFlattening_IsZero_OnASphere()
    {
        SpatialReference modis = SpatialReference.FromWkt(ModisSinusoidal);
        Assert.Equal((SpatialReferenceKind.Projected, 6371007.181, 0.0), (modis.Kind, modis.SemiMajorAxisMetres, modis.InverseFlattening));
        Assert.Null(modis.Code);
        Assert.Equal("Sinusoidal", modis.Name);
    }

    [Theory]
    [InlineData("""LOCAL_CS["site",UNIT["metre",1]]""")]
    [InlineData(RotatedPole)]
    public void Kind_IsOther_WhenPlacesOnTheEarthCannotBeTold(string wkt)
    {
        SpatialReference reference = SpatialReference.FromWkt(wkt);
        Assert.Equal(SpatialReferenceKind.Other, reference.Kind);
        Assert.Equal(double.NaN, reference.SemiMajorAxisMetres);
        Assert.Throws<GdalException>(reference.ToOwnGeographic);
    }

    [Fact]
    public void IsSame_IsTrue_BetweenTheEditionsOfWktOfOneSystem()
    {
        SpatialReference fromCode = SpatialReference.FromEpsg(32633);
        SpatialReference fromWkt1 = SpatialReference.FromWkt(
            """PROJCS["WGS 84 / UTM zone 33N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",15],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]""");
        Assert.Null(fromWkt1.Code);
        Assert.True(fromCode.IsSame(fromWkt1) && fromWkt1.IsSame(fromCode));
        Assert.NotEqual(fromCode, fromWkt1);
        Assert.False(fromCode.IsSame(SpatialReference.FromEpsg(32634)));
    }

    [Fact]
    public void Value_IsEqual_WhenReadFromItsOwnText()
    {
        SpatialReference reference = SpatialReference.FromEpsg(2230);
        SpatialReference again = SpatialReference.FromWkt(reference.Wkt);
        Assert.Equal(reference, again);
        Assert.Equal(reference.GetHashCode(), again.GetHashCode());
        Assert.StartsWith("PROJCRS[", reference.Wkt, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reference.Wkt);
    }

    [Fact]
    public void Value_IsTheSame_WhenManyThreadsShareIt()
    {
        SpatialReference utm = SpatialReference.FromEpsg(32633);
        SpatialReference geographic = SpatialReference.FromEpsg(4326);
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 25; i++)
            {
                if (utm.IsSame(geographic) || !utm.IsSame(SpatialReference.FromEpsg(32633)))
                    Interlocked.Increment(ref wrong);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData("PROJCS[\"broken")]
    [InlineData("EPSG:4326")]
    [InlineData("http://127.0.0.1/crs")]
    [InlineData("/etc/passwd")]
    public void FromWkt_IsRefused_WhenTheTextIsNotWkt(string text)
    {
        GdalException e = Assert.Throws<GdalException>(() => SpatialReference.FromWkt(text));
        Assert.Contains("is not a spatial reference", e.Message, StringComparison.Ordinal);
        Assert.Equal("OSRImportFromWkt", e.Function);
    }

    [Fact]
    public void FromEpsg_IsRefused_WhenThereIsNoSuchCode() =>
        Assert.Contains("EPSG:1 is not a spatial reference", Assert.Throws<GdalException>(() => SpatialReference.FromEpsg(1)).Message, StringComparison.Ordinal);
}

using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

/// <summary>Real fields and municipalities against areas and counts of other tools.</summary>
public sealed class ZoneSharedDataTests
{
    private static readonly string Data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");

    [Theory]
    [InlineData("fields_drawn_utm.gpkg")]
    [InlineData("fields_drawn_wgs84.geojson")]
    public void InnFields_HaveThePublishedCountsAndAreas(string name)
    {
        string folder = Folder("s2-inn-fields");
        Grid grid = new(578, 379, new GeoTransform(359130, 10, 0, 5352340, 0, -10), SpatialReference.FromEpsg(32633));
        ZoneLayer layer = ZoneLayer.Read(name, Path.Combine(folder, name), "field_id", grid);
        using JsonDocument numbers = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference_numbers.json")));
        JsonElement fields = numbers.RootElement.GetProperty("fields");
        Assert.Equal(fields.EnumerateObject().Select(f => f.Name), layer.Ids);
        int[] rounded = [854, 1360, 357, 274, 304, 749, 316, 407, 791, 548, 1029, 189, 252, 196];
        ZoneCount centre = ZoneCount.Of(layer, ZoneCoverageKind.Centre, 578, 379, 256, 256), exact = ZoneCount.Of(layer, ZoneCoverageKind.Exact, 578, 379, 256, 256);
        Assert.All(layer.Ids.Index(), zone =>
        {
            JsonElement field = fields.GetProperty(zone.Item);

            // Many centres lie on the drawn borders, and the GeoJSON's eight decimals move those to one side or the other: its counts are those of
            // GDAL 3.6.2's RasterizeLayer on polygons transformed by OGR, which are the published ones but for five fields.
            bool isRounded = name.EndsWith("geojson", StringComparison.Ordinal);
            Assert.Equal(isRounded ? rounded[zone.Index] : field.GetProperty("pixels_by_centre").GetInt32(), (int)centre.Pixels(zone.Index));

            // Half a 65,536th for every pixel that is covered in part, and for the GeoJSON that millimetre along some hundred metres.
            double partial = Enumerable.Range(0, 578 * 379).Count(i => exact.Share(zone.Index, i % 578, i / 578) is > 0 and < 65536);
            Assert.Equal(field.GetProperty("polygon_ha_exact").GetDouble(), exact.Pixels(zone.Index) * 0.01, 1e-6 + (partial * 0.01 / 131072) + (isRounded ? 1e-4 : 0));
        });
    }

    [Theory]
    [InlineData("Altkloster", 4.601)]
    [InlineData("Ruetteli", 3.487)]
    public void SwissFields_MeasureWhatTheirPolygonsDo(string name, double hectares)
    {
        string file = Path.Combine(Folder("s2-swiss-wheat-2022"), "fields", $"{name}.shp");
        SpatialReference utm = SpatialReference.FromEpsg(32632);
        using VectorFile vectors = VectorFile.Open(file);
        Assert.True(vectors.SpatialReference!.IsSame(utm));
        VectorRing ring = Assert.IsType<VectorFeature>(vectors.Next()).Polygons![0][0];
        Grid grid = new(200, 200, new GeoTransform(Math.Floor(ring.X.Min() / 10) * 10 - 500, 10, 0, Math.Ceiling(ring.Y.Max() / 10) * 10 + 500, 0, -10), utm);
        ZoneCount count = ZoneCount.Of(ZoneLayer.Read("field", file, null, grid), ZoneCoverageKind.Exact, 200, 200);
        Assert.Equal(hectares, count.UnionPixels * 0.01, 0.001);
    }

    [Fact]
    public void WashingtonFields_KeepTheirDegenerateOne()
    {
        string file = Path.Combine(Folder("evi2-fields-washington"), "fields_2021.gpkg");
        Grid grid = new(200, 200, new GeoTransform(364500, 10, 0, 5174800, 0, -10), SpatialReference.FromEpsg(32611));
        ZoneLayer layer = ZoneLayer.Read("fields", file, null, grid);
        Assert.Equal(["1", "2", "3"], layer.Ids);
        Assert.Equal(["1"], layer.DegenerateIds);
        ZoneCount count = ZoneCount.Of(layer, ZoneCoverageKind.Exact, 200, 200);
        Assert.Equal((0, 0.0), (count.Touched(0), count.Pixels(0)));
        Assert.Equal(40.38498837, count.Pixels(1) * 0.01, 1e-5);
        Assert.Equal(61.70577759, count.Pixels(2) * 0.01, 1e-5);
    }

    [Fact]
    public void BahiaFields_AddUpToTheirPublishedTotal()
    {
        // 250,900 ha of ground; UTM 23S makes it up to 0.08 % smaller here.
        string file = Path.Combine(Folder("lem-fields-bahia"), "lem_fields.gpkg");
        Grid grid = new(3600, 8800, new GeoTransform(340000, 30, 0, 8702000, 0, -30), SpatialReference.FromEpsg(32723));
        ZoneLayer layer = ZoneLayer.Read("lem", file, "id", grid);
        var raster = new ZoneRaster(layer, ZoneCoverageKind.Exact);
        double pixels = 0;
        for (int row = 0; row < 8800; row += 400)
        {
            for (int column = 0; column < 3600; column += 400)
            {
                raster.Fill(new Window(column, row, 400, 400));
                for (int line = 0; line < 400; line++)
                {
                    foreach (ZoneRun run in raster.Runs(line))
                    {
                        pixels += run.Length * (run.Share / 65536.0);
                    }
                }
            }
        }

        Assert.Equal(1854, layer.Ids.Count);
        Assert.InRange(pixels * 0.09, 250_900 * 0.999, 250_900 * 1.0005);
    }

    [Fact]
    public void SaoMiguel_IsHeldByItsSixMunicipalities()
    {
        string folder = Folder("corine-saomiguel-admin");
        using Dataset raster = Dataset.Open(Path.Combine(folder, "clc2018_v2020_20u1.tif"));
        Grid grid = Grid.Of("clc", raster);
        ZoneCount fromJson = ZoneCount.Of(ZoneLayer.Read("c", Path.Combine(folder, "concelhos.geojson"), "name", grid), ZoneCoverageKind.Exact, grid.Width, grid.Height, 512, 512);
        ZoneCount fromPackage = ZoneCount.Of(ZoneLayer.Read("c", Path.Combine(folder, "concelhos.gpkg"), "name", grid), ZoneCoverageKind.Exact, grid.Width, grid.Height, 512, 512);

        // Areas in square degrees as GEOS gives them, to the four decimals noted.
        double[] squareDegrees = [0.0047, 0.0104, 0.0238, 0.0109, 0.0184, 0.008];
        double pixel = grid.GeoTransform.PixelWidth * -grid.GeoTransform.PixelHeight;
        for (int zone = 0; zone < 6; zone++)
        {
            Assert.Equal(squareDegrees[zone], fromPackage.Pixels(zone) * pixel, 5e-5);
            Assert.Equal(fromPackage.Pixels(zone), fromJson.Pixels(zone), 0.5);
        }
    }

    [Fact]
    public void MatoGrosso_CoversTheWholeImage()
    {
        string folder = Folder("modis-sinop-jp2");
        using Dataset raster = Dataset.Open(Path.Combine(folder, "ndvi_2014-01-17_scaled.tif"));
        Grid grid = Grid.Of("ndvi", raster);
        ZoneLayer layer = ZoneLayer.Read("mt", Path.Combine(folder, "mato_grosso_wgs84.geojson"), "NM_ESTADO", grid);
        foreach (ZoneCoverageKind kind in Enum.GetValues<ZoneCoverageKind>())
        {
            Assert.Equal(255 * 147, ZoneCount.Of(layer, kind, 255, 147, 100, 100).UnionPixels);
        }
    }

    [Fact]
    public void SlovenianParcels_HaveTheAreasOfTheirRegister()
    {
        string file = Path.Combine(Folder("s2-slovenia-ndvi-landuse"), "landuse_polygons.gpkg");
        Grid grid = new(300, 300, new GeoTransform(464900, 10, 0, 5081000, 0, -10), SpatialReference.FromEpsg(32633));
        ZoneLayer layer = ZoneLayer.Read("raba", file, null, grid);
        ZoneCount count = ZoneCount.Of(layer, ZoneCoverageKind.Exact, 300, 300, 128, 128);
        double[] squareMetres = [6196.9007, 3025.2441, 7497.704, 1873.7809, 1706.1235, 252.5979, 2338.8988, 162.5438];
        Assert.All(squareMetres.Index(), area => Assert.Equal(area.Item, count.Pixels(area.Index) * 100, 0.05));
        Assert.Equal(88, layer.Ids.Count);
    }

    private static string Folder(string name)
    {
        string folder = Path.Combine(Data, name);
        Assert.SkipUnless(Directory.Exists(folder), $"{name} is not beside the checkout");
        return folder;
    }
}

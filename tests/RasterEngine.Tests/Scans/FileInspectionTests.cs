using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Gdal;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>What an inspection tells of a file, and that the entry it prints is one that a scan takes.</summary>
public sealed class FileInspectionTests
{
    private static readonly string Data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");

    [Theory]
    [InlineData("B1 B2 B3 B4 B5 B6 B7 B8 B8A B9 B11 B12", 4, 8)]
    [InlineData("B02 B03 B04 B08", 3, 4)]
    [InlineData("B02,B03,B04,B05,B06,B07,B8A,B11,B12", 3, 7)]
    [InlineData("B1 B2 B3 B4 B5", null, null)]
    public void Roles_ComeFromNames_ThatOnlyOneSensorHas(string names, int? red, int? nir)
    {
        using var folder = new TemporaryFolder();
        string[] bands = names.Split(' ', ',');
        using (Dataset dataset = Raster(folder["a_20200601.tif"], bands.Length, PixelType.UInt16))
        {
            foreach ((int i, string name) in bands.Index())
            {
                dataset.Band(i + 1).SetDescription(name);
            }

            dataset.Close();
        }

        FileInspection found = FileInspection.Of(folder["a_20200601.tif"]);
        JsonNode entry = JsonNode.Parse(found.Entry!)!;
        Assert.Equal("2020-06-01", entry["date"]!.GetValue<string>());
        Assert.Equal((red, nir), (Number(entry["bands"]!["red"]!), Number(entry["bands"]!["nir"]!)));
        Assert.Equal(bands.Length / 2.0, found.DecodingFactor!.Value);

        static int? Number(JsonNode node) => node.GetValueKind() == JsonValueKind.Number ? node.GetValue<int>() : null;
    }

    [Theory]
    [InlineData("T33UUP_SCL_20m.tif", """{"quality":{"path":"T33UUP_SCL_20m.tif","kind":"scl"}}""")]
    [InlineData("LC08_QA_PIXEL.TIF", """{"quality":{"path":"LC08_QA_PIXEL.TIF","kind":"qa-pixel"}}""")]
    [InlineData("LC08_L1TP_014032_20180311_BQA.TIF", """{"quality":{"path":"LC08_L1TP_014032_20180311_BQA.TIF","kind":"bqa-c1"}}""")]
    [InlineData("fmask.tif", """{"quality":{"path":"fmask.tif","kind":"fmask"}}""")]
    [InlineData("20200601_LEVEL2_SEN2A_QAI.tif", """{"quality":{"path":"20200601_LEVEL2_SEN2A_QAI.tif","kind":"force-qai"}}""")]
    [InlineData("QA_RADSAT.tif", """{"saturated":{"path":"QA_RADSAT.tif"}}""")]
    [InlineData("ndvi_2014-01-17.tif", """{"date":"2014-01-17","path":"ndvi_2014-01-17.tif","bands":{"index":1},"scale":"<number>"}""")]
    [InlineData("landscl_1.tif", """{"date":"<YYYY-MM-DD>","<red, nir or index>":{"path":"landscl_1.tif","band":1}}""")]
    public void Entry_SaysWhatTheNameSays(string name, string entry)
    {
        using var folder = new TemporaryFolder();
        Raster(folder[name], 1, PixelType.UInt16).Dispose();
        Assert.Equal(entry, FileInspection.Of(folder[name]).Entry!.Replace(folder.Path + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Entries_AreTakenByAScan_AsTheyArePrinted()
    {
        string[] files = [Repository.Path("data-samples", "inn-fields", "t1_early_summer.tif"), Repository.Path("data-samples", "inn-fields", "t2_early_autumn.tif")];
        string[] scenes = [.. files.Select(f => FileInspection.Of(f).Entry!.Replace("<YYYY-MM-DD>", "2021-06-17", StringComparison.Ordinal))];
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["fields.geojson"], Question.Rectangles(("a", 10, 10, 20, 20)));
        string zones = FileInspection.Of(folder["fields.geojson"]).Entry![1..^1];
        Scan scan = Question.Parse(folder, $$"""{ "before": {{scenes[0]}}, "after": {{scenes[1]}}, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }, {{zones}} }""");
        ScanPlan plan = ScanPlan.Make(scan);
        Assert.Equal((1, 4), (plan.Before.Bands["red"].Source.Number, plan.Before.Bands["nir"].Source.Number));
        Assert.Equal(["a"], plan.Zones!.Ids);
    }

    [Fact]
    public void Polygons_AreCounted_AndJudgedAsAScanWould()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["fields.geojson"], Question.Rectangles(("a", 0, 0, 10, 10), ("b", 20, 0, 30, 10)));
        FileInspection found = FileInspection.Of(folder["fields.geojson"]);
        Assert.True(found.Usable, found.Reason);
        Assert.Equal(("EPSG:32633", 2, 2, 10L), (found.Crs, found.Polygons!.Features, found.Polygons.Polygons, found.Polygons.Vertices));
        Assert.Equal(["name"], found.Polygons.Fields);
        File.WriteAllText(folder["knot.geojson"], """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}""");
        Assert.Equal("zone-crosses-itself", FileInspection.Of(folder["knot.geojson"]).Code);
        Assert.Equal("missing-file", FileInspection.Of(folder["none.geojson"]).Code);
    }

    [Theory]
    [InlineData(0.0001, 0, null)]
    [InlineData(0.0001, 1000, "scale-unusable")]
    [InlineData(0.01, 0, "scale-unusable")]
    public void Verdict_HoldsScaleAndOffset_AgainstTheGround(double scale, double offset, string? code)
    {
        using var folder = new TemporaryFolder();
        using (Dataset dataset = Raster(folder["a.tif"], 2, PixelType.Int16))
        {
            dataset.Band(1).SetDescription("red");
            dataset.Band(1).SetScale(scale);
            dataset.Band(1).SetOffset(offset);
            dataset.Close();
        }

        Assert.Equal(code, FileInspection.Of(folder["a.tif"]).Code);
    }

    /// <summary>Every real raster and polygon file: usable, or refused for what its folder's README says of it.</summary>
    [Fact]
    public void RealFiles_AreUsable_ButForThoseThatCannotBe()
    {
        Assert.SkipUnless(Directory.Exists(Data), "the real data are not beside the checkout");
        string[] endings = [".tif", ".jp2", ".gpkg", ".geojson", ".shp"];
        (string Name, string Code)[] refused =
        [
            ("complex_int16.tif", "no-crs"), ("float32_nan_tiny.tif", "no-crs"), ("geomatrix_transform.tif", "rotated"), ("goes_geostationary.tif", "no-place"),
            ("int16_scale_offset.tif", "scale-unusable"), ("jp2_16bit_ungeoreferenced.jp2", "no-crs"), ("leipzig_points.gpkg", "zone-geometry"), ("rotated_geotransform.tif", "no-crs"),
            ("rpc_only.tif", "broken-geotransform"), ("ungeoreferenced_uint16.tif", "no-crs"),
        ];
        FileInspection[] found = [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)
            .Where(f => endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(Path.GetDirectoryName(f)) != "hostile")
            .Select(FileInspection.Of)];
        Assert.True(found.Length > 130);
        Assert.Equal(refused, found.Where(f => !f.Usable).Select(f => (Path.GetFileName(f.Path), f.Code!)).OrderBy(f => f.Item1, StringComparer.Ordinal));
        Assert.All(found.Where(f => f.Usable), f => Assert.NotNull(f.Entry));
        Assert.All(found.Where(f => f.Usable && f.Width > 0), f => Assert.True(f.PixelSquareMetres > 0 && f.Block is [> 0, > 0] && f.DecodingFactor >= 1 && f.Compression is not null, f.Path));
        Assert.All(found.Where(f => f.Path.Contains("cbers", StringComparison.Ordinal)), f => Assert.Equal("unnamed (Albers Equal Area)", f.Crs));

        // Albers keeps areas: 63.9973 m × 64.0023 m; the pixel of the drone about 12.6 cm²; São Miguel's about 18 m × 23 m.
        Assert.Equal(63.997345128561 * 64.002339493733, Pixel("cbers4_2018-01-01.tif"), 0.01);
        Assert.Equal(0.00126, Pixel("615.tif"), 0.00001);
        Assert.Equal(18.35 * 23.12, Pixel("clc2018_v2020_20u1.tif"), 1);

        double Pixel(string name) => found.Single(f => Path.GetFileName(f.Path) == name).PixelSquareMetres!.Value;
    }

    private static Dataset Raster(string path, int bands, PixelType type)
    {
        Dataset dataset = Dataset.Create(path, "GTiff", 40, 30, bands, type, "INTERLEAVE=PIXEL");
        dataset.SetGeoTransform(new GeoTransform(359130, 10, 0, 5352340, 0, -10));
        dataset.SetSpatialReference(SpatialReference.FromEpsg(32633));
        for (int band = 1; band <= bands; band++)
        {
            dataset.Band(band).Write<int>(new Window(0, 0, 40, 30), [.. Enumerable.Repeat(3000, 1200)]);
        }

        return dataset;
    }
}

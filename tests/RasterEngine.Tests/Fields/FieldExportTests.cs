using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Tests.Scans;
using Xunit;

namespace RasterEngine.Tests.Fields;

/// <summary>From scenes through a scan to a file of polygons, and read back.</summary>
public sealed class FieldExportTests
{
    private static readonly string[][] Layouts =
    [
        ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=32", "COMPRESS=DEFLATE"], ["BLOCKYSIZE=1"], ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=128"],
    ];

    [Fact]
    public void Fields_AreTheSameBytes_ForAnyTilingAndWorkerCount()
    {
        var files = new List<byte[]>();
        foreach ((string[] layout, int number) in Layouts.Select((l, i) => (l, i)))
        {
            using var folder = new TemporaryFolder();
            WritePair(folder, layout);
            _ = Question.Run(folder, Question.Pair(), workers: number + 1);
            foreach (string name in (string[])["fields.geojson", "fields.gpkg", "fields.fgb"])
            {
                FieldsDocument written = Export(folder, name, new MinimumMappingUnit(0.03m));
                Assert.True(written.Fields > 20, $"{written.Fields} fields");
                files.Add(File.ReadAllBytes(folder[name]));
            }
        }

        for (int i = 3; i < files.Count; i++)
        {
            Assert.Equal(files[i % 3], files[i]);
        }
    }

    [Fact]
    public void Hectares_AreTheClasses_WhenNothingIsLeftOut()
    {
        using var folder = new TemporaryFolder();
        WritePair(folder, Layouts[0]);
        (_, ReportDocument report) = Question.Run(folder, Question.Pair());
        FieldsDocument written = Export(folder, "all.gpkg", new MinimumMappingUnit(0m, Connectivity.Four), simplify: 0);
        Assert.Equal(report.Classes.Where(c => c.Value > 0).Select(c => (c.Value, c.Pixels, c.Hectares)), written.Classes.Select(c => (c.Value, c.InFields.Pixels, c.InFields.Hectares)));
        Assert.All(written.Classes, c => Assert.Equal(new ExtentEntry(0, 0m), c.LeftOut));

        // Outlines as drawn along pixels' edges: the ellipsoid's area of each is that of its pixels.
        double[] hectares = [.. Values(folder["all.gpkg"], "hectares")], outlines = [.. Values(folder["all.gpkg"], "outline_ha")];
        Assert.Equal((double)report.Classes.Where(c => c.Value > 0).Sum(c => c.Hectares), hectares.Sum(), 1e-6);
        // A pixel's area is rounded to a cm², which is 1e-6 of it; over the map that is nothing.
        Assert.All(hectares.Zip(outlines), pair => Assert.InRange(pair.Second / pair.First, 1 - 2e-6, 1 + 2e-6));
        Assert.InRange(outlines.Sum() / hectares.Sum(), 1 - 1e-8, 1 + 1e-8);
    }

    [Fact]
    public void WhatIsLeftOut_IsCountedBesideTheFields()
    {
        using var folder = new TemporaryFolder();
        WritePair(folder, Layouts[0]);
        (_, ReportDocument report) = Question.Run(folder, Question.Pair());
        FieldsDocument written = Export(folder, "large.fgb", new MinimumMappingUnit(0.5m), classes: "gained");
        FieldClassEntry gained = Assert.Single(written.Classes);
        Assert.True(gained.LeftOut.Pixels > 0 && written.LeftOut > 0);
        Assert.Equal(report.Classes.Single(c => c.Value == 2).Hectares, gained.InFields.Hectares + gained.LeftOut.Hectares);
        Assert.All(Values(folder["large.fgb"], "hectares"), h => Assert.True(h >= 0.5));
    }

    [Fact]
    public void Index_IsThatOfTheScenes_InsideEachField()
    {
        using var folder = new TemporaryFolder();
        var ground = new SyntheticScene(0, 0, 30, 20, (c, _) => c < 10 ? (1000, 3000) : c < 20 ? (2000, 2000) : (1000, 1000 + (100 * (c - 20))));
        ground.Write(folder["before.tif"]);
        (ground with { Ground = (c, r) => c is >= 10 and < 20 ? (1000, r < 10 ? 4000 : 9000) : ground.Ground(c, r) }).Write(folder["after.tif"]);
        File.WriteAllText(folder["scan.json"], Question.Pair());
        _ = ScanPublication.Run(RasterEngine.Scans.ScanDocument.Read(folder["scan.json"]), folder["out"], 1, _ => { }, CancellationToken.None);
        Export(folder, "f.gpkg", new MinimumMappingUnit(0.03m), classes: "gained", scan: folder["scan.json"]);
        Assert.Equal([0.0], Values(folder["f.gpkg"], "before_mean"));
        Assert.Equal(((0.6 * 100) + (0.8 * 100)) / 200, Assert.Single(Values(folder["f.gpkg"], "after_mean")), 1e-9);
        Assert.Equal([0.6], Values(folder["f.gpkg"], "after_min"));
        Assert.Equal([0.8], Values(folder["f.gpkg"], "after_max"));
    }

    [Fact]
    public void GeoJson_IsWgs84_WithTheCentresOfItsFields()
    {
        using var folder = new TemporaryFolder();
        WritePair(folder, Layouts[0]);
        _ = Question.Run(folder, Question.Pair());
        Export(folder, "f.geojson", new MinimumMappingUnit(0.03m));
        JsonElement root = JsonDocument.Parse(File.ReadAllText(folder["f.geojson"])).RootElement;
        Assert.False(root.TryGetProperty("crs", out _));
        foreach (JsonElement feature in root.GetProperty("features").EnumerateArray())
        {
            JsonElement properties = feature.GetProperty("properties");
            double lon = properties.GetProperty("lon").GetDouble(), lat = properties.GetProperty("lat").GetDouble();
            double[][] points = [.. feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().SelectMany(p => p.EnumerateArray()).SelectMany(r => r.EnumerateArray()).Select(p => new[] { p[0].GetDouble(), p[1].GetDouble() })];
            Assert.InRange(lon, points.Min(p => p[0]), points.Max(p => p[0]));
            Assert.InRange(lat, points.Min(p => p[1]), points.Max(p => p[1]));
            Assert.InRange(lon, 13, 13.2);
            Assert.InRange(lat, 48.2, 48.4);
            Assert.Equal("2020-06-01", properties.GetProperty("before").GetString());
        }
    }

    [Fact]
    public void Requests_AreRefused_ThatWouldSayWhatIsNotTrue()
    {
        using var folder = new TemporaryFolder();
        WritePair(folder, Layouts[0]);
        _ = Question.Run(folder, Question.Pair());
        File.WriteAllText(folder["other.json"], Question.Pair().Replace("0.15", "0.2", StringComparison.Ordinal));
        Assert.Equal("another-scan", Refusal(() => Export(folder, "f.gpkg", new MinimumMappingUnit(0m), scan: folder["other.json"])));
        Assert.Equal("bad-argument", Refusal(() => Export(folder, "f.shp", new MinimumMappingUnit(0m))));
        Assert.Equal("bad-argument", Refusal(() => Export(folder, "f.gpkg", new MinimumMappingUnit(0m), classes: "forest")));
        File.WriteAllText(folder["f.gpkg"], "mine");
        Assert.Equal("folder-occupied", Refusal(() => Export(folder, "f.gpkg", new MinimumMappingUnit(0m))));
        File.WriteAllText(folder["no.json"], "{}");
        Assert.Equal("not-a-report", Refusal(() => FieldExport.Run(new FieldRequest(folder["no.json"], folder["x.gpkg"]), _ => { }, CancellationToken.None)));
        Assert.Equal("pixel-type", Refusal(() => FieldExport.Run(new FieldRequest(folder["before.tif"], folder["x.gpkg"]) { Classes = ["1"] }, _ => { }, CancellationToken.None)));
        byte[] bytes = File.ReadAllBytes(folder["out/mask.tif"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder["out/mask.tif"], bytes);
        Assert.Equal("mask-changed", Refusal(() => Export(folder, "x.gpkg", new MinimumMappingUnit(0m))));
        Assert.Equal(["after.tif", "before.tif", "f.gpkg", "no.json", "other.json", "out"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Refusal(Action action) => Assert.Throws<ScanException>(action).Code;

    private static FieldsDocument Export(TemporaryFolder folder, string name, MinimumMappingUnit unit, double simplify = 0.95, string? classes = null, string? scan = null) => FieldExport.Run(
        new FieldRequest(folder["out/report.json"], folder[name]) { Unit = unit, Simplify = simplify, Classes = classes is null ? [] : [classes], Scan = scan }, _ => { }, CancellationToken.None);

    private static IEnumerable<double> Values(string path, string field)
    {
        using VectorFile file = VectorFile.Open(path);
        while (file.Next(field) is { } feature)
        {
            Assert.NotEmpty(feature.Polygons!);
            yield return double.Parse(feature.Text!, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    // Fields of ten kinds with ragged borders, some of which turn green or bare.
    private static void WritePair(TemporaryFolder folder, string[] options)
    {
        var before = new SyntheticScene(0, 0, 150, 110, (c, r) => (1000, Nir(c, r, later: false))) { Options = options };
        before.Write(folder["before.tif"]);
        (before with { Ground = (c, r) => (1000, Nir(c, r, later: true)) }).Write(folder["after.tif"]);

        static int Nir(int column, int row, bool later)
        {
            int cell = (((column + (row / 5)) / 17) * 31) + ((row + (column / 7)) / 13), kind = (cell * 7919 % 10) + (((column * 37) + (row * 101)) % 23 == 0 ? 5 : 0);
            return kind % 10 < 4 == later ? 4000 : 1200;
        }
    }
}

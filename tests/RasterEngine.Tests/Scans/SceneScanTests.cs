using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Composites, mosaics, quality masks, saturation, index rasters, scale and offset, derived thresholds and small patches, through whole scans of known truth.</summary>
public sealed class SceneScanTests
{
    private static readonly SyntheticScene Bare = new(0, 0, 100, 80, (_, _) => (2000, 2400)), Green = Bare with { Ground = (_, _) => (500, 4000) };

    [Theory]
    [InlineData("max", 8000 - 100, 0)]
    [InlineData("median", 0, 8000 - 100)]
    [InlineData("medoid", 0, 8000 - 100)]
    public void Composite_TakesOneRealObservation_OfEveryPixel(string method, int lost, int other)
    {
        // Two bare dates and a green one; ten by ten pixels are nodata on all three.
        using var folder = new TemporaryFolder();
        string[] names = ["a.tif", "b.tif", "c.tif"];
        SyntheticScene[] scenes = [Bare, Green, Bare with { Ground = (_, _) => (1900, 2400) }];
        foreach ((int i, SyntheticScene scene) in scenes.Index())
        {
            (scene with { NoData = 0, Ground = (c, r) => c < 10 && r < 10 ? (0, 0) : scene.Ground(c, r) }).Write(folder[names[i]]);
        }

        Bare.Write(folder["after.tif"]);
        string parts = string.Join(",", names.Select((n, i) => $$"""{ "date": "2020-06-0{{i + 1}}", "path": "{{n}}", "bands": { "red": 1, "nir": 2 } }"""));
        (ScanResult result, ReportDocument report) = Question.Run(folder, $$"""
            { "before": { "scenes": [{{parts}}], "composite": "{{method}}" }, "after": { "date": "2021-06-01", "path": "after.tif", "bands": { "red": 1, "nir": 2 } }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }
            """);
        Assert.Equal([0L, 0, lost, other], report.Pixels());
        Assert.Equal(100, report.NotSeen.NoData);
        Assert.Equal("2020-06", report.Before.Date);
        Assert.Equal(4, report.Inputs.Count);
        Assert.Contains($"({method} of 3 acquisitions)", report.Method, StringComparison.Ordinal);
        Assert.Equal(method == "max" ? 500f : 1900f, result.Preview.Stored[1][result.Preview.Stored[1].Length - 1]);
    }

    [Fact]
    public void Mosaic_CoversTheUnionOfItsScenes()
    {
        using var folder = new TemporaryFolder();
        (Green with { Width = 60 }).Write(folder["west.tif"]);
        (Green with { Column = 40, Width = 60, Row = 10 }).Write(folder["east.tif"]);
        Bare.Write(folder["after.tif"]);
        (_, ReportDocument report) = Question.Run(folder, """
            { "before": { "date": "2020-06-01", "scenes": [{ "path": "west.tif", "bands": { "red": 1, "nir": 2 } }, { "path": "east.tif", "bands": { "red": 1, "nir": 2 } }], "composite": "max" },
              "after": { "date": "2021-06-01", "path": "after.tif", "bands": { "red": 1, "nir": 2 } }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }
            """);
        Assert.Equal((100, 80), (report.Grid.Width, report.Grid.Height));

        // East of column 60 the ten topmost rows are in neither scene.
        Assert.Equal([0L, 0, 8000 - 400, 0], report.Pixels());
        Assert.Equal(400, report.NotSeen.NoData);
    }

    [Fact]
    public void QualityBand_OfLargerPixels_DropsAndGrows()
    {
        using var folder = new TemporaryFolder();
        Green.Write(folder["before.tif"]);
        Green.Write(folder["after.tif"]);
        WriteClasses(folder["scl.tif"], 50, 40, 20, (c, r) => c == 10 && r == 10 ? 9 : c == 0 && r == 0 ? 0 : c == 49 ? 6 : 4);
        Assert.Equal((4, 80 * 2 + 4), Count(null, """, "grow": 0 """));

        // Grown by two of its own pixels: a square of five by five pixels of 20 m, a hundred of 10 m. Water is dropped but does not grow.
        Assert.Equal((4, (80 * 2) + 100), Count("default", ""));
        Assert.Equal((4, 4), Count("keep water", """, "keep": [4, 5, 6, 7], "grow": 0 """));

        (long NoData, long Masked) Count(string? name, string more)
        {
            (_, ReportDocument report) = Question.Run(folder, Question.Pair(before: $$""", "quality": { "path": "scl.tif", "kind": "scl"{{more}} }"""), output: $"out {name}");
            return (report.NotSeen.NoData, report.NotSeen.Masked);
        }
    }

    [Theory]
    [InlineData("""{ "path": "scl.tif", "kind": "scl", "drop": ["cloud"] }""", "bad-field")]
    [InlineData("""{ "path": "scl.tif", "kind": "qa-pixel", "keep": [1] }""", "bad-field")]
    [InlineData("""{ "path": "scl.tif", "kind": "qa-pixel", "drop": ["clouds"] }""", "bad-field")]
    [InlineData("""{ "path": "scl.tif", "kind": "clear-values" }""", "missing-field")]
    [InlineData("""{ "path": "scl.tif", "kind": "sen2cor" }""", "bad-field")]
    [InlineData("""{ "path": "gone.tif", "kind": "scl" }""", "missing-file")]
    [InlineData("""{ "path": "far.tif", "kind": "scl" }""", "quality-apart")]
    public void QualityBand_IsRefused_WhenItCannotBeUnderstood(string quality, string code)
    {
        using var folder = new TemporaryFolder();
        Green.Write(folder["before.tif"]);
        Green.Write(folder["after.tif"]);
        WriteClasses(folder["scl.tif"], 50, 40, 20, (_, _) => 4);
        (Green with { Column = 5000 }).Write(folder["far.tif"]);
        Assert.Equal(code, Question.Refusal(folder, Question.Pair(before: $", \"quality\": {quality}")));
    }

    [Fact]
    public void Saturation_IsCountedApart_FromAListAndFromABand()
    {
        using var folder = new TemporaryFolder();
        (Green with { Ground = (c, r) => c == 5 ? (500, 20000) : (500, 4000) }).Write(folder["before.tif"]);
        Green.Write(folder["after.tif"]);
        WriteClasses(folder["radsat.tif"], 100, 80, 10, (_, r) => r == 7 ? 8 : 0);
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(before: """, "saturated": [20000] """, after: """, "saturated": { "path": "radsat.tif" } """));
        Assert.Equal(100 + 80 - 1, report.NotSeen.Saturated);
        Assert.Equal(report.NotSeen.Pixels, report.NotSeen.Saturated);
    }

    [Fact]
    public void IndexRaster_MayBeNegative_AndIsComparedScaled()
    {
        using var folder = new TemporaryFolder();
        (Bare with { Type = PixelType.Int16, NoData = -32768, Ground = (c, _) => (c < 50 ? -3000 : c < 60 ? -32768 : 3999, 0) }).Write(folder["before.tif"]);
        (Bare with { Type = PixelType.Int16, Ground = (_, _) => (4000, 0) }).Write(folder["after.tif"]);
        const string document = """
            { "before": { "date": "2020-06-01", "path": "before.tif", "bands": { "index": 1 }#SCALE }, "after": { "date": "2021-06-01", "path": "after.tif", "bands": { "index": 1 }#SCALE }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.0002 } }
            """;
        Assert.Equal("scale-missing", Question.Refusal(folder, document.Replace("#SCALE", "", StringComparison.Ordinal)));
        Assert.Equal("scale-unusable", Question.Refusal(folder, document.Replace("#SCALE", ", \"scale\": 0.1", StringComparison.Ordinal)));
        (_, ReportDocument report) = Question.Run(folder, document.Replace("#SCALE", ", \"scale\": 0.0001", StringComparison.Ordinal));
        Assert.Equal([0L, 4000, 0, 3200], report.Pixels());
        Assert.Equal((800, 3200), (report.NotSeen.NoData, report.Transitions.UpSmall.Pixels));
    }

    [Fact]
    public void HiddenFill_OfAFloatScene_IsNotAnObservation()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["before.tif", "after.tif"])
        {
            using Dataset dataset = Dataset.Create(folder[name], "GTiff", 4, 1, 2, PixelType.Float32);
            dataset.SetGeoTransform(Green.Grid.GeoTransform);
            dataset.SetSpatialReference(Green.SpatialReference);
            dataset.Band(1).Write<float>(new Window(0, 0, 4, 1), (float[])[0.05f, 1e20f, float.NaN, -3.4e38f]);
            dataset.Band(2).Write<float>(new Window(0, 0, 4, 1), (float[])[0.4f, 1e20f, 0.4f, -3.4e38f]);
            dataset.Band(1).SetNoData(double.NaN);
            dataset.Close();
        }

        (_, ReportDocument report) = Question.Run(folder, Question.Pair());
        Assert.Equal((1, 3), (report.Observed.Pixels, report.NotSeen.NoData));
    }

    [Theory]
    [InlineData(""", "basis": "toa" """, ""","basis": "boa" """, "mixed-basis")]
    [InlineData(""", "scale": 0.0001, "offset": -0.1""", "", "offset-unknown")]
    public void Dates_AreRefused_WhenTheirNumbersMeanDifferentThings(string before, string after, string code)
    {
        using var folder = new TemporaryFolder();
        Green.Write(folder["before.tif"]);
        Green.Write(folder["after.tif"]);
        Assert.Equal(code, Question.Refusal(folder, Question.Pair(before: before, after: after)));
    }

    [Fact]
    public void MixedBasis_IsForReview_WhenAllowed()
    {
        using var folder = new TemporaryFolder();
        Green.Write(folder["before.tif"]);
        Green.Write(folder["after.tif"]);
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(""", "allowMixedBasis": true""", before: """, "basis": "toa" """, after: """, "basis": "boa" """));
        Assert.True(report.Review);
        Assert.Contains(report.Warnings, w => w.Code == "mixed-basis");
    }

    [Fact]
    public void Offset_DecidesTheIndex_AndADoubledOneIsForReview()
    {
        // algorithms.md §1: red 1718, NIR 3338 are NDVI 0.320411 without and 0.530105 with the offset.
        using var folder = new TemporaryFolder();
        var scene = Bare with { Ground = (c, _) => c < 70 ? (1718, 3338) : (900, 1500) };
        scene.Write(folder["before.tif"]);
        scene.Write(folder["after.tif"]);
        const string shifted = """, "scale": 0.0001, "offset": -0.1""", plain = """, "scale": 0.0001, "offset": 0""";
        (_, ReportDocument with) = Question.Run(folder, Question.Pair(before: shifted, after: shifted), output: "with");
        (_, ReportDocument without) = Question.Run(folder, Question.Pair(before: plain, after: plain), output: "without");
        Assert.Equal((5600, 0), (with.Before.Vegetated.Pixels, without.Before.Vegetated.Pixels));

        // With it 30 % of the pixels have negative red: it may have been applied twice.
        Assert.Contains(with.Warnings, w => w.Code == "offset-doubtful");
        Assert.True(with.Review);
        Assert.DoesNotContain(without.Warnings, w => w.Code == "offset-doubtful");
    }

    [Theory]
    [InlineData(1390, false)]
    [InlineData(1410, true)]
    public void BlueGround_IsForReview_WhenAnOffsetMayBeMissing(int blue, bool isDoubtful)
    {
        // Blue of clear land above 0.14 without an offset (algorithms.md §1); water and clouds, which are as bright as they like, do not count.
        using var folder = new TemporaryFolder();
        Green.Write(folder["before.tif"]);
        Green.Write(folder["after.tif"]);
        (Green with { Ground = (c, _) => (c < 60 ? blue : 9000, 0) }).Write(folder["blue.tif"]);
        WriteClasses(folder["scl.tif"], 50, 40, 20, (c, _) => c < 30 ? 4 : c < 40 ? 6 : 9);
        (_, ReportDocument report) = Question.Run(folder, Question.Pair(before: """, "blue": { "path": "blue.tif", "band": 1 }, "quality": { "path": "scl.tif", "kind": "scl", "grow": 0 } """));
        Assert.Equal(isDoubtful, report.Warnings.Any(w => w.Code == "offset-doubtful"));
        Assert.True(report.Review == isDoubtful || report.Warnings.Any(w => w.Code == "low-common-coverage"));
    }

    [Theory]
    [InlineData("otsu")]
    [InlineData("kittler-illingworth")]
    public void DerivedThreshold_GivesTheMaskOfTheSameNumber(string method)
    {
        using var folder = new TemporaryFolder();
        SyntheticScene scene = Bare with { Ground = (c, r) => c < 40 ? (2000, 2100 + (((c * 37) + (r * 11)) % 500)) : (500, 3000 + (((c * 29) + (r * 7)) % 2500)) };
        scene.Write(folder["before.tif"]);
        (scene with { Ground = (c, r) => scene.Ground(99 - c, r) }).Write(folder["after.tif"]);
        (_, ReportDocument derived) = Question.Run(folder, Question.Pair().Replace("0.4", $"\"{method}\"", StringComparison.Ordinal), output: "derived");
        Assert.InRange(derived.Rule.VegetatedAt, 0.12m, 0.72m);
        Assert.Equal((method, true, 16_000), (derived.Threshold!.Method, derived.Threshold.Supported, derived.Threshold.Values));
        (_, ReportDocument given) = Question.Run(folder, Question.Pair().Replace("0.4", derived.Rule.VegetatedAt.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), output: "given");
        Assert.Equal(given.Outputs, derived.Outputs);
        Assert.Equal("no-threshold", Refuse());

        string Refuse()
        {
            Bare.Write(folder["before.tif"]);
            Bare.Write(folder["after.tif"]);
            return Question.Refusal(folder, Question.Pair().Replace("0.4", $"\"{method}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void SmallPatches_CountAsUnchanged_AndAreTold()
    {
        // Gained: a patch of 2 pixels, one of 3 that touch at corners, one of 100. Lost: one pixel.
        using var folder = new TemporaryFolder();
        (Bare with { Ground = (c, r) => (c, r) == (70, 70) ? (500, 4000) : (2000, 2400) }).Write(folder["before.tif"]);
        (Bare with
        {
            Ground = (c, r) => ((c, r) is (2, 2) or (3, 2) or (20, 20) or (21, 21) or (22, 22)) || (c is >= 40 and < 50 && r is >= 40 and < 50) ? (500, 4000) : (2000, 2400),
        }).Write(folder["after.tif"]);
        (_, ReportDocument all) = Question.Run(folder, Question.Pair(), output: "all");
        Assert.Equal((105, 1), (all.Classes[1].Pixels, all.Classes[2].Pixels));

        // Three pixels of 10 m have 0.0300 ha of ground here and a bit: 0.03 keeps them, and drops two.
        (_, ReportDocument eight) = Question.Run(folder, Question.Pair(""", "minimumMappingUnit": 0.03"""), output: "eight");
        Assert.Equal((103, 0, 1), (eight.Classes[1].Pixels, eight.Classes[2].Pixels, eight.Classes[0].Pixels));
        Assert.Equal((1, 2, 1, 1), (eight.MinimumMappingUnit!.Gained.Patches, eight.MinimumMappingUnit.Gained.Pixels, eight.MinimumMappingUnit.Lost.Patches, eight.MinimumMappingUnit.Lost.Pixels));
        Assert.Equal((2, 103), (eight.Transitions.UpSmall.Pixels, eight.Transitions.Up.Pixels));
        (_, ReportDocument four) = Question.Run(folder, Question.Pair(""", "minimumMappingUnit": { "hectares": 0.03, "connectivity": 4 }"""), output: "four");
        Assert.Equal(100, four.Classes[1].Pixels);
        using Dataset mask = Dataset.Open(folder["four/mask.tif"]);
        byte[] classes = new byte[8000];
        mask.Band(1).Read(new Window(0, 0, 100, 80), classes.AsSpan());
        Assert.Equal(((byte)4, (byte)1, (byte)2), (classes[(20 * 100) + 20], classes[(70 * 100) + 70], classes[(45 * 100) + 45]));
        Assert.Equal(100, classes.Count(v => v == 2));
    }

    private static void WriteClasses(string path, int width, int height, int metres, Func<int, int, int> value)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", width, height, 1, PixelType.Byte);
        dataset.SetGeoTransform(Green.Grid.GeoTransform with { PixelWidth = metres, PixelHeight = -metres });
        dataset.SetSpatialReference(Green.SpatialReference);
        int[] values = [.. Enumerable.Range(0, height).SelectMany(r => Enumerable.Range(0, width).Select(c => value(c, r)))];
        dataset.Band(1).Write<int>(new Window(0, 0, width, height), values);
        dataset.Close();
    }
}

using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Real scenes with their masks, grids and land against tests/reference/real_scenes.py, which shares no code with the engine: counts exact, hectares 1e-6 relative.</summary>
public sealed class RealSceneTests
{
    private static readonly string Data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");
    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests", "reference", "real_scenes.json"))).RootElement;

    public static TheoryData<string> Names => [.. Expected.EnumerateObject().Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scan_GivesTheNumbersOfAnIndependentTool(string name)
    {
        using var folder = new TemporaryFolder();
        JsonElement expected = Expected.GetProperty(name);
        (_, ReportDocument report) = Run(folder, name);
        Assert.Equal((expected.GetProperty("width").GetInt32(), expected.GetProperty("height").GetInt32()), (report.Grid.Width, report.Grid.Height));
        foreach (ClassEntry entry in report.Classes)
        {
            Same(expected.GetProperty("classes").GetProperty(entry.Name), new ExtentEntry(entry.Pixels, entry.Hectares), entry.Name);
        }

        Same(expected.GetProperty("observed"), report.Observed, "observed");
        Same(expected.GetProperty("before"), report.Before, "before");
        Same(expected.GetProperty("after"), report.After, "after");
        JsonElement notSeen = expected.GetProperty("notSeen");
        Assert.Equal(
            ((string[])["pixels", "masked", "noData", "saturated"]).Select(n => notSeen.GetProperty(n).GetInt64()),
            [report.NotSeen.Pixels, report.NotSeen.Masked, report.NotSeen.NoData, report.NotSeen.Saturated]);
        Assert.Equal(expected.GetProperty("outside").GetInt64(), report.Outside.Pixels);
        Assert.Equal((long)report.Grid.Width * report.Grid.Height, report.Observed.Pixels + report.NotSeen.Pixels + report.Outside.Pixels);
        Assert.Equal(report.NotSeen.Pixels, report.NotSeen.Masked + report.NotSeen.NoData + report.NotSeen.Saturated);
        Assert.Equal(expected.GetProperty("observedShare").GetDouble(), (double)report.ObservedShare, 2e-6);
    }

    [Fact]
    public void SwissFields_AreForReview_BecauseLittleWasSeenOnBothDates()
    {
        using var folder = new TemporaryFolder();
        (_, ReportDocument report) = Run(folder, "s2-swiss-wheat");
        Assert.Equal(1036, report.Observed.Pixels);
        Assert.Equal(0.166m, Math.Round(report.ObservedShare, 3));
        Assert.True(report.Review);
        Assert.Contains(report.Warnings, w => w.Code == "low-common-coverage");

        // Outside the fields 14 April holds near infrared but no red: 0, which the file declares to be nodata. Read as a number it makes an NDVI of 1 and 61.96 ha
        // of 10 m pixels alone, of which 10.36 ha in common: so many it is when a document says that 0 is a number, and 10.36 ha when none does.
        Assert.Equal((1036, 1036), (report.Before.Alone.Vegetated.Pixels, report.Before.Vegetated.Pixels));
        string document = File.ReadAllText(Document("s2-swiss-wheat")).Replace("\"bands\"", "\"noData\": -1, \"bands\"", StringComparison.Ordinal);
        (_, ReportDocument zero) = ScanPublication.Run(
            ScanDocument.Parse("scan.json", System.Text.Encoding.UTF8.GetBytes(document), Path.GetDirectoryName(Document("s2-swiss-wheat"))!, "x"), folder["zero"], 2, _ => { }, CancellationToken.None);
        Assert.Equal((6196, 1036), (zero.Before.Alone.Vegetated.Pixels, zero.Before.Vegetated.Pixels));

        // 20 June is hazy: numpy gives 0.1414 for the median blue reflectance of its 1,036 clear pixels, and 0.0353 for 14 April.
        WarningEntry doubt = Assert.Single(report.Warnings, w => w.Code == "offset-doubtful");
        Assert.Contains("2022-06-20_S2A_N0400.tif: clear vegetation and soil has a median blue reflectance of 0.141", doubt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InnFields_HaveThePublishedTotals_WithWhatLiesOnTheThresholdAdded()
    {
        string fields = Path.Combine(Data, "s2-inn-fields");
        Assert.SkipUnless(Directory.Exists(fields), "s2-inn-fields is not beside the checkout");
        JsonElement published = JsonDocument.Parse(File.ReadAllText(Path.Combine(fields, "reference_numbers.json"))).RootElement;
        using var folder = new TemporaryFolder();
        (_, ReportDocument report) = Question.Run(folder, $$"""
            { "before": { "path": "{{fields}}/t1_early_summer.tif", "bands": { "red": 1, "nir": 4 } }, "after": { "path": "{{fields}}/t2_early_autumn.tif", "bands": { "red": 1, "nir": 4 } },
              "rule": { "vegetatedAt": 0.4, "changeOf": 0 } }
            """);
        Assert.Equal(published.GetProperty("change").GetProperty("both_valid_pixels").GetInt64(), report.Observed.Pixels);
        Assert.Equal(AtLeast("t1_early_summer"), report.Before.Vegetated.Pixels);
        Assert.Equal(AtLeast("t2_early_autumn"), report.After.Vegetated.Pixels);

        // Of the 19 pixels that are 0.4 exactly before, 15 are above it after (numpy, whole numbers): gained when > was meant, kept when ≥ is. None of the 4 after was below.
        JsonElement change = published.GetProperty("change");
        Assert.Equal(Pixels(change.GetProperty("gained_ha")) - 15, report.Classes[1].Pixels);
        Assert.Equal(Pixels(change.GetProperty("lost_ha")), report.Classes[2].Pixels);
        Assert.Equal(Pixels(change.GetProperty("kept_ha")) + 15 + 4, report.Classes[0].Pixels);

        long AtLeast(string date) => published.GetProperty("dates").GetProperty(date) is var d ? d.GetProperty("pixels_gt_0.4").GetInt64() + d.GetProperty("pixels_within_1e-9_of_0.4").GetInt64() : 0;
        static long Pixels(JsonElement hectares) => (long)(hectares.GetDecimal() * 100);
    }

    [Fact]
    public void SidecarsNoData_ChangesNothing_OfAScan()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.Path("data-samples", "inn-fields", "t1_early_summer.tif"), folder["before.tif"]);
        File.Copy(Repository.Path("data-samples", "inn-fields", "t2_early_autumn.tif"), folder["after.tif"]);
        const string document = """{ "before": { "path": "before.tif" }, "after": { "path": "after.tif" }, "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }""";
        (_, ReportDocument alone) = Question.Run(folder, document, output: "alone");
        string bands = string.Concat(Enumerable.Range(1, 4).Select(n => $"<PAMRasterBand band=\"{n}\"><NoDataValue>300</NoDataValue><Offset>-0.1</Offset><Scale>0.0001</Scale></PAMRasterBand>"));
        File.WriteAllText(folder["before.tif.aux.xml"], $"<PAMDataset>{bands}</PAMDataset>");
        File.WriteAllBytes(folder["before.tif.ovr"], File.ReadAllBytes(folder["after.tif"]));
        (_, ReportDocument beside) = Question.Run(folder, document, output: "beside");
        Assert.Equal(142_464, beside.Before.Vegetated.Pixels);
        Assert.Equal((alone.ScanId, alone.Outputs), (beside.ScanId, beside.Outputs));
    }

    [Fact]
    public void Offset_LeavesTheHectares_OfAFileThatHoldsThousandMore()
    {
        // Both dates as a Sentinel-2 file from baseline 04.00 on would hold them. numpy counts 109,733 and 133,974 pixels when the offset is forgotten.
        using var folder = new TemporaryFolder();
        foreach ((string from, string to) in (ReadOnlySpan<(string, string)>)[("t1_early_summer.tif", "before.tif"), ("t2_early_autumn.tif", "after.tif")])
        {
            using Dataset source = Dataset.Open(Repository.Path("data-samples", "inn-fields", from));
            using Dataset shifted = Dataset.Create(folder[to], "GTiff", 578, 379, 2, PixelType.UInt16);
            shifted.SetGeoTransform(source.GeoTransform!.Value);
            shifted.SetSpatialReference(source.SpatialReference!);
            foreach ((int number, int target) in (ReadOnlySpan<(int, int)>)[(1, 1), (4, 2)])
            {
                int[] pixels = new int[578 * 379];
                source.Band(number).Read(new Window(0, 0, 578, 379), pixels.AsSpan());
                shifted.Band(target).Write<int>(new Window(0, 0, 578, 379), [.. pixels.Select(p => p + 1000)]);
            }

            shifted.Close();
        }

        const string offset = """, "scale": 0.0001, "offset": -0.1""", none = """, "scale": 0.0001, "offset": 0""";
        (_, ReportDocument with) = Question.Run(folder, Question.Pair(before: offset, after: offset), output: "with");
        (_, ReportDocument without) = Question.Run(folder, Question.Pair(before: none, after: none), output: "without");
        Assert.Equal((142_464, 164_853), (with.Before.Vegetated.Pixels, with.After.Vegetated.Pixels));
        Assert.Equal([126_362L, 38_112, 16_102, 38_486], with.Pixels());
        Assert.Equal((109_733, 133_974), (without.Before.Vegetated.Pixels, without.After.Vegetated.Pixels));
        Assert.Equal("offset-unknown", Question.Refusal(folder, Question.Pair(before: offset)));
    }

    [Fact]
    public void SlovenianVillage_GreenedByAHundredHectares_WhichNoTextCallsCultivated()
    {
        using var folder = new TemporaryFolder();
        (_, ReportDocument all) = Run(folder, "s2-slovenia");
        Assert.Equal("vegetated", all.Evidence);
        Assert.Equal(100.8, (double)all.Classes[1].Hectares, 0.05);
        foreach (string file in (string[])["report.html", "report.json"])
        {
            Assert.DoesNotMatch("(?i)cultivat|crop(ped|land) area", File.ReadAllText(folder[$"out/{file}"]));
        }

        (_, ReportDocument land) = Run(folder, "s2-slovenia-land", "land");
        Assert.Equal("vegetated-on-cropland", land.Evidence);
        Assert.True(land.Classes.Sum(c => c.Hectares) <= 0.11m);
        Assert.DoesNotContain(land.Warnings, w => w.Code == "no-land-mask");
        Assert.Equal(all.Classes[1].Pixels, land.Classes[1].Pixels + land.VegetatedOutsideLand!.Gained.Pixels);
    }

    [Fact]
    public void CloudyLandsatScene_IsRefused_BecauseItsMaskLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string document = File.ReadAllText(Document("landsat8-c2l2")).Replace("\"shadow\"", "\"cloud\"", StringComparison.Ordinal);
        ScanException e = Assert.Throws<ScanException>(() => ScanPublication.Run(ScanDocument.Parse("scan.json", System.Text.Encoding.UTF8.GetBytes(document), Path.GetDirectoryName(Document("landsat8-c2l2"))!, "x"), folder["out"], 1, _ => { }, CancellationToken.None));
        Assert.Equal("nothing-observed", e.Code);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void InnFields_HaveThePublishedHectares_ByCentreAndByExactShare()
    {
        string fields = Path.Combine(Data, "s2-inn-fields");
        Assert.SkipUnless(Directory.Exists(fields), "s2-inn-fields is not beside the checkout");
        JsonElement published = JsonDocument.Parse(File.ReadAllText(Path.Combine(fields, "reference_numbers.json"))).RootElement.GetProperty("fields");
        using var folder = new TemporaryFolder();
        double factor = 1;
        foreach (string coverage in (string[])["centre", "exact"])
        {
            string document = $$"""
                { "before": { "path": "{{fields}}/t1_early_summer.tif", "bands": { "red": 1, "nir": 4 } }, "after": { "path": "{{fields}}/t2_early_autumn.tif", "bands": { "red": 1, "nir": 4 } },
                  "rule": { "vegetatedAt": 0.4, "changeOf": 0 }, "zones": { "path": "{{fields}}/fields_drawn_utm.gpkg", "id": "field_id", "coverage": "{{coverage}}" } }
                """;
            (ScanResult result, ReportDocument report) = Question.Run(folder, document, output: coverage);

            // Published hectares are pixels × 0.01; ours are true ground, hardly varying over the fields. Whole pixels by centre tell the factor.
            factor = coverage == "centre" ? (double)(result.Tally.All.Hectares / (result.Tally.All.Pixels * 0.01m)) : factor;
            foreach (ZoneEntry zone in report.Zones)
            {
                JsonElement field = published.GetProperty(zone.Id);
                if (coverage == "centre")
                {
                    Assert.Equal(field.GetProperty("pixels_by_centre").GetInt64(), zone.Observed!.Pixels);
                    Assert.Equal(Hectares(field, "t1_early_summer", "centre_ha_gt_0.4"), zone.Before!.Vegetated.Pixels * 0.01m);
                    Assert.Equal(Hectares(field, "t2_early_autumn", "centre_ha_gt_0.4"), zone.After!.Vegetated.Pixels * 0.01m);
                    Assert.Equal(Hectares(field, "t1_early_summer -> t2_early_autumn", "centre_gained_ha"), zone.Classes![1].Pixels * 0.01m);
                    Assert.Equal(Hectares(field, "t1_early_summer -> t2_early_autumn", "centre_lost_ha"), zone.Classes[2].Pixels * 0.01m);
                }
                else
                {
                    Assert.Equal(field.GetProperty("polygon_ha_exact").GetDouble(), (double)zone.Hectares!.Value / factor, 2e-4);
                    Assert.Equal((double)Hectares(field, "t1_early_summer", "exact_ha_gt_0.4"), (double)zone.Before!.Vegetated.Hectares / factor, 2e-4);
                    Assert.Equal((double)Hectares(field, "t1_early_summer -> t2_early_autumn", "exact_gained_ha"), (double)zone.Classes![1].Hectares / factor, 2e-4);
                }
            }
        }

        static decimal Hectares(JsonElement field, string date, string name) => field.GetProperty(date).GetProperty(name).GetDecimal();
    }

    private static string Document(string name) => Repository.Path("tests", "reference", "scans", $"{name}.json");

    private static (ScanResult Result, ReportDocument Report) Run(TemporaryFolder folder, string name, string output = "out")
    {
        Assert.SkipUnless(Directory.Exists(Data), "the real scenes are not beside the checkout");
        return ScanPublication.Run(ScanDocument.Read(Document(name)), folder[output], 2, _ => { }, CancellationToken.None);
    }

    private static void Same(JsonElement expected, DateEntry date, string what)
    {
        Same(expected.GetProperty("vegetated"), date.Vegetated, what);
        Same(expected.GetProperty("alone").GetProperty("vegetated"), date.Alone.Vegetated, $"{what} alone, vegetated");
        Same(expected.GetProperty("alone").GetProperty("observed"), date.Alone.Observed, $"{what} alone, observed");
    }

    private static void Same(JsonElement expected, ExtentEntry extent, string what)
    {
        Assert.Equal((what, expected.GetProperty("pixels").GetInt64()), (what, extent.Pixels));
        double hectares = expected.GetProperty("hectares").GetDouble();
        Assert.Equal(hectares, (double)extent.Hectares, Math.Max(1e-9, hectares * 1e-6));
    }
}

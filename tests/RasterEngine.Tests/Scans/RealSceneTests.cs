using System.Text.Json;
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

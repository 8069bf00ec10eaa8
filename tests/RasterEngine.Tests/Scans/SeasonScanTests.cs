using System.Text.Json;
using RasterEngine.Areas;
using RasterEngine.Gdal;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Real seasons against tests/reference/season_numbers.py, which walks pixels one by one in plain Python and shares no code with the engine.</summary>
public sealed class SeasonScanTests
{
    private static readonly string Data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");
    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests", "reference", "season_numbers.json"))).RootElement;

    public static TheoryData<string> Names => [.. Expected.EnumerateObject().Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Season_GivesTheNumbersOfAnIndependentTool(string name)
    {
        using var folder = new TemporaryFolder();
        (SeasonResult result, SeasonReportDocument report) = Run(folder, name);
        JsonElement expected = Expected.GetProperty(name);
        Assert.Equal((expected.GetProperty("width").GetInt32(), expected.GetProperty("height").GetInt32()), (report.Grid.Width, report.Grid.Height));
        JsonElement classes = expected.GetProperty(report.Compare is null ? "classes" : "change");
        Assert.All(report.Classes, c => Assert.Equal((c.Name, Count(classes, c.Value)), (c.Name, c.Pixels)));
        Assert.Equal(Count(classes, 0), report.NotSeen.Pixels);
        Assert.Equal((long)report.Grid.Width * report.Grid.Height, report.Observed.Pixels + report.NotSeen.Pixels + report.Outside.Pixels);

        SeasonFiguresEntry f = report.Season.Figures;
        JsonElement own = expected.GetProperty("classes");
        Assert.Equal((Count(own, 6), Count(own, 4), Count(own, 5)), (f.Cropped.Pixels, f.Other.Pixels, f.Undetermined.Pixels));
        Assert.Equal(expected.GetProperty("green").GetInt64(), f.Vegetated!.Pixels);
        Assert.Equal(expected.GetProperty("cycles").EnumerateObject().Select(c => (c.Name, c.Value.GetInt64())), f.Cycles.Select(c => (c.Cycles.ToString(System.Globalization.CultureInfo.InvariantCulture), c.Pixels)));
        Assert.Equal(f.Cycles.Sum(c => c.Cycles * c.Hectares), f.CycleHectares);
        Assert.Equal(f.Cropped.Hectares, f.Cycles.Sum(c => c.Hectares));
        if (report.Season.OutsideLand is { } off)
        {
            Assert.Equal(expected.GetProperty("passesOffLand").GetInt64(), off.PassesRule.Pixels);
        }

        foreach ((SeasonEvent what, string key, int band) in ((SeasonEvent, string, int)[])[(SeasonEvent.Start, "start", 2), (SeasonEvent.Peak, "peak", 0), (SeasonEvent.End, "end", 4), (SeasonEvent.Bare, "bare", 5), (SeasonEvent.Loss, "loss", 6)])
        {
            Dictionary<string, long> days = expected.GetProperty(key).EnumerateObject().ToDictionary(d => d.Name, d => d.Value.GetInt64());
            Assert.Equal(days.Keys.Select(d => int.Parse(d, System.Globalization.CultureInfo.InvariantCulture)).Order(), result.Seasons[^1].Calendar.Days(what, result.Areas).Select(d => d.Day));
            if (band > 0)
            {
                Assert.Equal(days, Histogram(folder["out/season.tif"], band));
            }
        }
    }

    [Theory]
    [InlineData("cerrado")]
    [InlineData("wheat")]
    public void Chart_HasTheQuartilesOfAnIndependentTool(string name)
    {
        using var folder = new TemporaryFolder();
        (_, SeasonReportDocument report) = Run(folder, name);
        JsonElement[] expected = [.. Expected.GetProperty(name).GetProperty("series").EnumerateArray()];
        Assert.Equal(expected.Length, report.Season.Series.Count);
        foreach ((JsonElement date, SeriesEntry entry) in expected.Zip(report.Season.Series))
        {
            Assert.Equal(date[0].GetDecimal() / (report.Grid.Width * report.Grid.Height), entry.ClearShare!.Value, 4);
            foreach ((int at, decimal? value) in ((int, decimal?)[])[(1, entry.LowerQuartile), (2, entry.Median), (3, entry.UpperQuartile)])
            {
                // Bins of 0.005.
                Assert.Equal(date[at].GetDouble(), (double)value!.Value, 0.0051);
            }
        }
    }

    [Fact]
    public void Savanna_PassesTheRuleOnPublishedHectares_AndIsNotCalledCropLand()
    {
        using var folder = new TemporaryFolder();
        (_, SeasonReportDocument report) = Run(folder, "cerrado");
        Assert.Equal((1015, 1024), (Math.Round(report.Season.Figures.Cropped.Hectares), Math.Round(report.Observed.Hectares)));
        Assert.Equal("vegetated", report.Evidence);
        Assert.Contains("natural vegetation can follow the same season", report.Warnings.Single(w => w.Code == "season-without-land").Message, StringComparison.Ordinal);
        foreach (string file in (string[])["report.html", "report.json"])
        {
            Assert.DoesNotMatch("(?i)cultivat|mapped cropped area", File.ReadAllText(folder[$"out/{file}"]));
        }
    }

    [Fact]
    public void SlovenianVillage_HasAlmostNoCrops_WhereItWasGreenOnAHundredHectares()
    {
        using var folder = new TemporaryFolder();
        (_, SeasonReportDocument all) = Run(folder, "slovenia");
        Assert.InRange(all.Season.Figures.Cropped.Hectares, 0m, 0.87m);
        Assert.True(all.Season.Figures.Vegetated!.Hectares > 100m);
        (_, SeasonReportDocument land) = Run(folder, "slovenia-land", "land");
        Assert.Equal("cropped", land.Evidence);
        Assert.InRange(land.Season.Figures.Cropped.Hectares, 0m, 0.11m);
        Assert.InRange(land.Observed.Hectares, 0.10m, 0.11m);
        Assert.Contains("mapped cropped area", File.ReadAllText(folder["land/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void SwissWheat_HasOneCycle_AndIsHarvestedBetweenTheDatesOfMidAndLateJuly()
    {
        using var folder = new TemporaryFolder();
        (_, SeasonReportDocument report) = Run(folder, "wheat");
        SeasonFiguresEntry f = report.Season.Figures;
        Assert.True(f.Cycles.First(c => c.Cycles == 1).Hectares > 0.95m * f.Cropped.Hectares);
        Assert.Equal("2022-07-25", report.Season.MedianDays.Bare);
        Assert.InRange(string.CompareOrdinal(report.Season.MedianDays.Peak, "2022-05-01"), 0, int.MaxValue);
        Assert.InRange(string.CompareOrdinal(report.Season.MedianDays.Peak, "2022-05-31"), int.MinValue, 0);
        CalendarEntry july = report.Season.Calendar.Single(c => c.From == "2022-07-16");
        Assert.True(july.BareHectares > 0.9m * f.Cropped.Hectares);
    }

    [Fact]
    public void TwoSeasons_AreComparedYearOnYear()
    {
        using var folder = new TemporaryFolder();
        (_, SeasonReportDocument report) = Run(folder, "slovenia-years");
        Assert.Equal("year-on-year", report.Compare);
        Assert.Equal(["kept", "gained", "lost", "other", "undetermined"], report.Classes.Select(c => c.Name));
        Assert.Equal(report.Season.Figures.Cropped.Pixels, report.Classes[0].Pixels + report.Classes[1].Pixels + Crossed(folder));
        Assert.Equal(Expected.GetProperty("slovenia-years").GetProperty("earlier").GetProperty("6").GetInt64(), report.Earlier!.Figures.Cropped.Pixels);
    }

    [Fact]
    public void Answer_IsTheSameBytes_ForAnyNumberOfWorkers()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "slovenia-years", "one", 1);
        Run(folder, "slovenia-years", "three", 3);
        foreach (string file in (string[])["mask.tif", "season.tif", "report.json"])
        {
            Assert.Equal(File.ReadAllBytes(folder[$"one/{file}"]), File.ReadAllBytes(folder[$"three/{file}"]));
        }
    }

    private static (SeasonResult Result, SeasonReportDocument Report) Run(TemporaryFolder folder, string name, string output = "out", int workers = 2)
    {
        Assert.SkipUnless(name.StartsWith("slovenia", StringComparison.Ordinal) || Directory.Exists(Data), "the real scenes are not beside the checkout");
        SeasonScan scan = SeasonDocument.Read(Repository.Path("tests", "reference", "seasons", $"{name}.json"))!;
        return SeasonPublication.Run(scan, folder[output], workers, _ => { }, CancellationToken.None);
    }

    // Cropped in the later season where the earlier one is undetermined: neither kept nor gained.
    private static long Crossed(TemporaryFolder folder)
    {
        using Dataset mask = Dataset.Open(folder["out/mask.tif"]);
        byte[] classes = new byte[mask.Width * mask.Height], cycles = new byte[classes.Length];
        mask.Band(1).Read(new Window(0, 0, mask.Width, mask.Height), classes.AsSpan());
        mask.Band(2).Read(new Window(0, 0, mask.Width, mask.Height), cycles.AsSpan());
        return classes.Zip(cycles).Count(p => p.First == 5 && p.Second > 0);
    }

    private static long Count(JsonElement counts, int value) => counts.TryGetProperty(value.ToString(System.Globalization.CultureInfo.InvariantCulture), out JsonElement count) ? count.GetInt64() : 0;

    private static Dictionary<string, long> Histogram(string path, int band)
    {
        using Dataset raster = Dataset.Open(path);
        ushort[] days = new ushort[raster.Width * raster.Height];
        raster.Band(band).Read(new Window(0, 0, raster.Width, raster.Height), days.AsSpan());
        return days.Where(d => d > 0).GroupBy(d => d).OrderBy(g => g.Key).ToDictionary(g => g.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), g => (long)g.Count());
    }
}

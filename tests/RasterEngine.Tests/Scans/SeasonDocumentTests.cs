using System.Text;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Seasons on made scenes whose answer is known, and what is refused, each in a sentence.</summary>
public sealed class SeasonDocumentTests
{
    // Index × 10,000 of 4 × 1 pixels on each of six dates: a crop, forest, a crop under cloud on two dates, and nothing.
    private static readonly short[][] Values =
    [
        [2000, 7000, 2000, -9999], [2500, 7500, 2500, -9999], [6000, 8000, -9999, -9999], [8000, 8000, 8000, -9999], [4000, 8000, -9999, -9999], [2000, 7500, 2000, -9999],
    ];

    private static readonly string[] Days = ["2021-03-10", "2021-04-10", "2021-05-10", "2021-06-10", "2021-07-10", "2021-08-10"];

    [Fact]
    public void Season_IsReadFromFilesADate_AndFromAStack()
    {
        using TemporaryFolder folder = Scenes();
        (_, SeasonReportDocument dates) = Run(folder, Document(), "dates");
        Assert.Equal([1L, 1, 1], dates.Classes.Select(c => c.Pixels));
        Assert.Equal((1, "2021-05-10", "2021-08-10"), (dates.NotSeen.Pixels, dates.Season.MedianDays.Start, dates.Season.MedianDays.Bare));
        (_, SeasonReportDocument stack) = Run(folder, Document($$"""{ "path": "stack.tif", "dates": ["{{string.Join("\",\"", Days)}}"], "scale": 0.0001 }"""), "stack");
        Assert.Equal(dates.Classes, stack.Classes);
        Assert.Equal(File.ReadAllBytes(folder["dates/mask.tif"]), File.ReadAllBytes(folder["stack/mask.tif"]));
        Assert.Equal(File.ReadAllBytes(folder["dates/season.tif"]), File.ReadAllBytes(folder["stack/season.tif"]));
    }

    [Fact]
    public void Undetermined_IsForReview_BeyondAFifthOfWhatWasSeen_AndStandsBesideTheHectares()
    {
        using TemporaryFolder folder = Scenes();
        (SeasonResult result, SeasonReportDocument report) = Run(folder, Document());
        Assert.True(report.Review);
        Assert.Contains(report.Warnings, w => w.Code == "undetermined");
        Assert.Contains("undetermined", SeasonWords.Cropped(result.Plan, result.Plan.Season, report.Season.Figures), StringComparison.Ordinal);
        Assert.Contains("undetermined", File.ReadAllText(folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_IsDated_WhenACanopyIsBareAtTheNextDate()
    {
        using TemporaryFolder folder = Scenes();
        (_, SeasonReportDocument report) = Run(folder, Document(state: """, "lossWithinDays": 40"""));
        Assert.Equal(0, report.Season.Figures.Lost.Pixels);
        IndexScene.Write(folder["s4.tif"], 4, 1, [1000, 8000, -9999, -9999], -9999);
        (_, report) = Run(folder, Document(state: """, "lossWithinDays": 40"""), "lost");
        Assert.Equal((1, 0, 0), (report.Season.Figures.Lost.Pixels, report.Season.Figures.Regrown.Pixels, report.Season.Figures.Net.Pixels));
        Assert.Equal("2021-07-01", report.Season.Calendar.Single(c => c.LossHectares > 0m).From);
        (_, report) = Run(folder, Document(state: """, "lossWithinDays": 40, "ripeFrom": "2021-07-01" """), "ripe");
        Assert.Equal(0, report.Season.Figures.Lost.Pixels);
    }

    [Fact]
    public void Dates_OutsideTheSeason_AreLeftOutWithAWarning()
    {
        using TemporaryFolder folder = Scenes();
        (_, SeasonReportDocument report) = Run(folder, Document(more: """, "target": { "season": ["2021-04-01", "2021-12-31"] }"""));
        Assert.Equal(["2021-03-10"], report.Season.LeftOut);
        Assert.Contains(report.Warnings, w => w.Code == "outside-season");
        Assert.Contains(report.Warnings, w => w.Code == "season-not-covered");
    }

    [Fact]
    public void Land_EarnsCropped_AndAgesWithAWarning()
    {
        using TemporaryFolder folder = Scenes();
        File.WriteAllText(folder["fields.geojson"], Question.Rectangles(("A", 0, 0, 1, 1), ("B", 2, 0, 4, 1)));
        (_, SeasonReportDocument report) = Run(folder, Document(more: """, "land": { "path": "fields.geojson", "source": "register", "year": 2017 }"""));
        Assert.Equal(("cropped", "land-year"), (report.Evidence, report.Warnings.Single(w => w.Code.StartsWith("land", StringComparison.Ordinal)).Code));
        Assert.DoesNotContain(report.Warnings, w => w.Code == "season-without-land");
        Assert.Equal((1, 0L), (report.Outside.Pixels, report.Season.OutsideLand!.PassesRule.Pixels));
        (_, report) = Run(folder, Document(more: """, "zones": { "path": "fields.geojson", "id": "name" }, "parcels": true"""), "parcels");
        Assert.Equal(("cropped", 1L, null), (report.Evidence, report.Zones[0].Season!.Cropped.Pixels, report.Zones[1].Season?.Cropped.Pixels is > 0 ? "crop" : null));
        Assert.Equal(6, report.Zones[0].Series!.Count);
    }

    [Theory]
    [InlineData("unsorted-dates", "2021-03-10 comes after")]
    [InlineData("duplicate-date", "two scenes are of 2021-04-10")]
    [InlineData("too-few-dates", "minClear")]
    [InlineData("too-few-dates-in-season", "between 2022-01-01")]
    [InlineData("nothing-determined", "maxGapDays")]
    [InlineData("mixed-basis", "boa")]
    [InlineData("no-dates", "no day")]
    [InlineData("unknown-field", "peakAt")]
    [InlineData("bad-field", "less than “peakAt”")]
    [InlineData("both", "either “season”")]
    [InlineData("list", "one for each of “dates”")]
    [InlineData("scale-unusable", "cannot be right")]
    public void BadQuestions_AreRefused_InASentence(string what, string words)
    {
        using TemporaryFolder folder = Scenes();
        string document = what switch
        {
            "unsorted-dates" => Document(string.Join(",", [Scene(1), Scene(0), Scene(2), Scene(3), Scene(4), Scene(5)])),
            "duplicate-date" => Document(string.Join(",", [Scene(0), Scene(1), Scene(1), Scene(2), Scene(3), Scene(4), Scene(5)])),
            "too-few-dates" => Document(string.Join(",", [Scene(0), Scene(1), Scene(2)])),
            "too-few-dates-in-season" => Document(more: """, "target": { "season": ["2022-01-01", "2022-12-31"] }"""),
            "nothing-determined" => Document(state: """, "maxGapDays": 20"""),
            "mixed-basis" => Document(string.Join(",", [Scene(0, """, "basis": "toa" """), Scene(1, """, "basis": "boa" """), Scene(2), Scene(3), Scene(4), Scene(5)])),
            "no-dates" => Document(Scene(0).Replace("\"date\": \"2021-03-10\", ", "", StringComparison.Ordinal)),
            "unknown-field" => Document(state: """, "peekAt": 0.5"""),
            "bad-field" => Document(state: "").Replace("\"bareAt\": 0.3", "\"bareAt\": 0.5", StringComparison.Ordinal),
            "both" => Document(more: """, "before": {}"""),
            "list" => Document("""{ "path": "stack.tif", "dates": ["2021-03-10", "2021-04-10"], "scale": 0.0001, "bands": { "index": [1] } }"""),
            _ => Document(string.Join(",", Enumerable.Range(0, 6).Select(k => Scene(k).Replace("0.0001", "0.1", StringComparison.Ordinal)))),
        };
        ScanException e = Assert.Throws<ScanException>(() => Run(folder, document));
        string[] known = ["too-few-dates-in-season", "both", "list"];
        Assert.Equal(known.Contains(what) ? (what == known[0] ? "too-few-dates" : "bad-field") : what, e.Code);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Seasons_OfDifferentTimesOfTheYear_AreNotCalledGainAndLoss()
    {
        using TemporaryFolder folder = Scenes();
        string against(string shift) => $$"""{ "scenes": [{{string.Join(",", Enumerable.Range(0, 6).Select(k => Scene(k).Replace(Days[k], DateOnly.Parse(Days[k], System.Globalization.CultureInfo.InvariantCulture).AddDays(int.Parse(shift, System.Globalization.CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)))}}] }""";
        (_, SeasonReportDocument same) = Run(folder, Document(against: against("-365")), "same");
        Assert.Equal(("year-on-year", 1L, 0L, 0L), (same.Compare, same.Classes[0].Pixels, same.Classes[1].Pixels, same.Classes[2].Pixels));
        (SeasonResult result, SeasonReportDocument other) = Run(folder, Document(against: against("-180")), "other");
        Assert.Equal("other-season", other.Compare);
        Assert.Contains(other.Warnings, w => w.Code == "other-season");
        Assert.Equal("only in the later season", SeasonWords.Class(RasterEngine.Masks.ChangeClass.Gained, result.Plan));
    }

    [Fact]
    public void PairDocuments_AreNotSeasons()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(SeasonDocument.Parse("scan.json", Encoding.UTF8.GetBytes(Question.Pair()), folder.Path, "test"));
    }

    private static TemporaryFolder Scenes()
    {
        var folder = new TemporaryFolder();
        for (int k = 0; k < Values.Length; k++)
        {
            IndexScene.Write(folder[$"s{k}.tif"], 4, 1, Values[k], -9999);
        }

        IndexScene.Write(folder["stack.tif"], 4, 1, [.. Values.SelectMany(v => v)], -9999, Values.Length);
        return folder;
    }

    private static string Scene(int k, string more = "") => $$"""{ "date": "{{Days[k]}}", "path": "s{{k}}.tif", "bands": { "index": 1 }, "scale": 0.0001{{more}} }""";

    private static string Document(string? scenes = null, string state = "", string more = "", string? against = null) => $$"""
        { "name": "made", "season": { "scenes": [ {{scenes ?? string.Join(",", Enumerable.Range(0, 6).Select(k => Scene(k)))}} ]{{(against is null ? "" : $", \"against\": {against}")}},
          "state": { "rule": "season", "peakAt": 0.5, "bareAt": 0.3, "amplitude": 0.25, "minClear": 5{{state}} } }{{more}} }
        """;

    private static (SeasonResult Result, SeasonReportDocument Report) Run(TemporaryFolder folder, string document, string output = "out") =>
        SeasonPublication.Run(SeasonDocument.Parse("scan.json", Encoding.UTF8.GetBytes(document), folder.Path, "test")!, folder[output], 2, _ => { }, CancellationToken.None);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Masks;
using RasterEngine.Publication;
using RasterEngine.Scans;
using Xunit;

namespace RasterEngine.Tests.Fields;

/// <summary>Fields of a season tell when they grew and how green they were: two fields whose course is written down here.</summary>
public sealed class SeasonFieldTests
{
    private static readonly string[] Dates = ["2021-03-01", "2021-04-01", "2021-05-01", "2021-06-01", "2021-07-01", "2021-08-01", "2021-09-01", "2021-10-01"];

    // Red and NIR by date: the first field is at NDVI 0.6, then 0.8 in its upper and 0.6 in its lower half; the second one is at 0.5 two months later.
    private static (int Red, int Nir) Ground(int date, int column, int row) =>
        column < 10 ? date == 3 ? (1000, 4000) : date == 4 ? (1000, row < 10 ? 9000 : 4001) : (2000, 2000)
        : column is >= 12 and < 22 ? date == 6 ? (1000, 3000) : (2000, 2000)
        : (2000, 2400);

    [Fact]
    public void Fields_TellDaysCyclesAndPeaks()
    {
        using var folder = new TemporaryFolder();
        string document = Write(folder);
        (_, SeasonReportDocument report) = SeasonPublication.Run(SeasonDocument.Read(document)!, folder["out"], 1, _ => { }, CancellationToken.None);
        Assert.Equal(400, report.Season.Figures.Cropped.Pixels);

        FieldExport.Run(Request(folder) with { Scan = document }, _ => { }, CancellationToken.None);

        JsonElement[] fields = [.. JsonDocument.Parse(File.ReadAllText(folder["f.geojson"])).RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))];
        Assert.Equal(2, fields.Length);
        Assert.Equal(("2021-06-01", "2021-07-01", "2021-08-01"), Days(fields[0]));
        Assert.Equal(("2021-09-01", "2021-09-01", "2021-10-01"), Days(fields[1]));
        Assert.All(fields, f => Assert.Equal((1.0, 8.0), (f.GetProperty("cycles").GetDouble(), f.GetProperty("clear").GetDouble())));
        double low = 3001.0 / 5001;
        Assert.Equal((0.8 + low) / 2, fields[0].GetProperty("peak_mean").GetDouble(), 1e-8);
        Assert.Equal((Math.Round(low, 9), 0.8), (fields[0].GetProperty("peak_min").GetDouble(), fields[0].GetProperty("peak_max").GetDouble()));
        Assert.Equal(0.5, fields[1].GetProperty("peak_mean").GetDouble(), 1e-9);
    }

    [Fact]
    public void Fields_AreRefused_WhenTheDaysWereChanged()
    {
        using var folder = new TemporaryFolder();
        _ = SeasonPublication.Run(SeasonDocument.Read(Write(folder))!, folder["out"], 1, _ => { }, CancellationToken.None);
        File.AppendAllText(folder["out/season.tif"], "x");

        Assert.Equal("mask-changed", Assert.Throws<ScanException>(() => FieldExport.Run(Request(folder), _ => { }, CancellationToken.None)).Code);
        Assert.False(File.Exists(folder["f.geojson"]));
    }

    private static (string?, string?, string?) Days(JsonElement field) => (field.GetProperty("season_start").GetString(), field.GetProperty("season_peak").GetString(), field.GetProperty("season_end").GetString());

    private static FieldRequest Request(TemporaryFolder folder) => new(folder["out/report.json"], folder["f.geojson"]) { Classes = ["cropped"], Unit = new MinimumMappingUnit(0.03m) };

    private static string Write(TemporaryFolder folder)
    {
        var scenes = new JsonArray();
        for (int date = 0; date < Dates.Length; date++)
        {
            int which = date;
            new SyntheticScene(0, 0, 30, 20, (column, row) => Ground(which, column, row)).Write(folder[$"{date}.tif"]);
            scenes.Add((JsonNode)new JsonObject { ["date"] = Dates[date], ["path"] = $"{date}.tif", ["bands"] = new JsonObject { ["red"] = 1, ["nir"] = 2 } });
        }

        var document = new JsonObject
        {
            ["name"] = "fields",
            ["season"] = new JsonObject
            {
                ["scenes"] = scenes,
                ["state"] = new JsonObject { ["rule"] = "season", ["peakAt"] = 0.5, ["bareAt"] = 0.05, ["amplitude"] = 0.25, ["minClear"] = 6, ["maxGapDays"] = 60 },
            },
        };
        File.WriteAllText(folder["season.json"], document.ToJsonString());
        return folder["season.json"];
    }
}

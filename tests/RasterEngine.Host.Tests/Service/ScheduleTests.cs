using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Schedules and scenes chosen from an archive, through HTTP.</summary>
public sealed class ScheduleTests(RunningService running)
{
    private HttpClient Client => running.Process.Client;

    [Fact]
    public async Task Slot_BecomesItsScansOnce_WithThreeServers_OneOfThemNinetySecondsAhead()
    {
        JsonObject template = running.Folder.Pair("slot", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        using ServiceProcess second = ServiceProcess.Work(running.Folder.Data, running.Folder.Archive);

        // Without the library the third clock is right, and the rest is still to be seen.
        using ServiceProcess third = ServiceProcess.Work(running.Folder.Data, running.Folder.Archive, secondsAhead: ServiceProcess.FakeTime is null ? 0 : 90);
        var regions = new JsonArray { new JsonObject { ["name"] = "north" }, new JsonObject { ["name"] = "south" } };
        using HttpResponseMessage put = await Put("every-minute", new JsonObject { ["cron"] = "* * * * *", ["timeZone"] = "Asia/Kathmandu", ["template"] = template, ["regions"] = regions });
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        JsonElement[] scans = [];
        for (int i = 0; i < 900 && scans.Length == 0; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            scans = await Scans("every-minute");
        }

        await Task.Delay(3000, TestContext.Current.CancellationToken);
        scans = await Scans("every-minute");
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync("/schedules/every-minute", TestContext.Current.CancellationToken)).StatusCode);
        foreach (IGrouping<string, JsonElement> slot in scans.GroupBy(s => s.GetProperty("slot").GetString()!))
        {
            Assert.Equal(["north", "south"], slot.Select(s => s.GetProperty("name").GetString()).Order());
            Assert.EndsWith(":00.000Z", slot.Key, StringComparison.Ordinal);
        }

        Assert.NotEmpty(scans);
        Assert.All(scans, s => Assert.True(s.GetProperty("slot").GetDateTime() <= DateTime.UtcNow, "a slot was made before its time"));
        Assert.Equal("successful", (await running.Process.End("/jobs/" + scans[0].GetProperty("jobID").GetString())).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Backfill_MakesEachPastSlotOnce()
    {
        JsonObject template = running.Folder.Pair("past", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        using HttpResponseMessage put = await Put("yearly", new JsonObject { ["cron"] = "0 6 1 7 *", ["timeZone"] = "Europe/Berlin", ["template"] = template });
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        foreach (int expected in (int[])[3, 0])
        {
            using HttpResponseMessage answer = await Client.PostAsync("/schedules/yearly/backfill?from=2019-01-01T00:00:00Z&to=2021-12-31T00:00:00Z", null, TestContext.Current.CancellationToken);
            JsonElement made = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(expected, made.GetProperty("slots").GetInt32());
        }

        Assert.Equal(
            ["2019-07-01T04:00:00.000Z", "2020-07-01T04:00:00.000Z", "2021-07-01T04:00:00.000Z"],
            (await Scans("yearly")).Select(s => s.GetProperty("slot").GetString()).Order());
    }

    [Theory]
    [InlineData("61 * * * *", "UTC")]
    [InlineData("0 0 * * *", "Europe/Atlantis")]
    public async Task Schedule_IsRefused_WhenItsTimeIsNone(string cron, string zone)
    {
        JsonObject template = running.Folder.Pair("never", new SmallScene(), new SmallScene());
        using HttpResponseMessage put = await Put("never", new JsonObject { ["cron"] = cron, ["timeZone"] = zone, ["template"] = template });
        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
    }

    [Fact]
    public async Task Scene_IsChosenFromTheArchive_ByCollectionTimeAndCloud()
    {
        foreach ((string name, string date, double cloud, SmallScene scene) in ((string, string, double, SmallScene)[])[
            ("c1", "2020-06-01", 3, new SmallScene()),
            ("c2", "2021-05-28", 10, new SmallScene { Stored = SmallScene.Bare }),
            ("c3", "2021-06-02", 80, new SmallScene())])
        {
            scene.Write(Path.Combine(running.Folder.Archive, name + ".tif"));
            File.WriteAllText(Path.Combine(running.Folder.Archive, name + ".json"), Item(name, date, cloud).ToJsonString());
        }

        JsonNode scan = JsonNode.Parse("""
            {
              "name": "chosen",
              "before": { "collection": "fields", "until": "-P1Y", "within": "P60D", "maxCloudPercent": 20 },
              "after": { "collection": "fields", "within": "P60D", "maxCloudPercent": 20 },
              "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }
            }
            """)!;
        using HttpResponseMessage put = await Put("june", new JsonObject { ["cron"] = "0 12 15 6 *", ["template"] = scan });
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using HttpResponseMessage filled = await Client.PostAsync("/schedules/june/backfill?from=2021-06-01T00:00:00Z&to=2021-07-01T00:00:00Z", null, TestContext.Current.CancellationToken);
        Assert.True(filled.IsSuccessStatusCode);
        string job = "/jobs/" + (await Scans("june")).Single().GetProperty("jobID").GetString();
        JsonElement end = await running.Process.End(job);

        Assert.True(end.GetProperty("status").GetString() == "successful", $"{end}");
        JsonElement report = (await running.Process.Get("/jobs/" + end.GetProperty("jobID").GetString() + "/results")).GetProperty("report");
        Assert.Equal("2020-06-01", report.GetProperty("before").GetProperty("date").GetString());
        Assert.Equal("2021-05-28", report.GetProperty("after").GetProperty("date").GetString());
        Assert.Equal(64 * 64, report.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "lost").GetProperty("pixels").GetInt32());
    }

    [Fact]
    public async Task Selector_IsTheSame_InAScanThatIsAskedForByItself()
    {
        Catalogue("asked", [("a1", "2019-05-30", 5, SmallScene.Vegetated), ("a2", "2020-06-04", 1, SmallScene.Bare), ("a3", "2020-06-05", 30, SmallScene.Vegetated)]);
        JsonNode scan = JsonNode.Parse("""
            {
              "name": "asked",
              "before": { "collection": "asked", "until": "2020-01-01", "within": "P1Y" },
              "after": { "collection": "asked", "until": "2020-07-01", "within": "P60D", "maxCloudPercent": 20 },
              "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 }
            }
            """)!;
        JsonElement report = await Report(await running.Process.Submit(scan));
        Assert.Equal(("2019-05-30", "2020-06-04"), (report.GetProperty("before").GetProperty("date").GetString(), report.GetProperty("after").GetProperty("date").GetString()));
        Assert.Equal(64 * 64, report.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "lost").GetProperty("pixels").GetInt32());
    }

    [Fact]
    public async Task Season_TakesEveryScene_OfItsCollectionWindowAndCloud()
    {
        Catalogue("growing", [
            ("g0", "2020-01-20", 0, SmallScene.Vegetated), ("g1", "2020-03-10", 4, SmallScene.Bare), ("g2", "2020-04-20", 0, SmallScene.Vegetated), ("g3", "2020-05-20", 90, SmallScene.Bare),
            ("g4", "2020-06-10", 10, SmallScene.Vegetated), ("g5", "2020-08-01", 0, SmallScene.Bare)]);
        JsonNode scan = JsonNode.Parse("""
            {
              "name": "growing",
              "season": {
                "scenes": { "collection": "growing", "until": "2020-09-01", "within": "P6M", "maxCloudPercent": 20 },
                "state": { "rule": "season", "peakAt": 0.5, "bareAt": 0.3, "amplitude": 0.25, "minClear": 4, "maxGapDays": 60 }
              }
            }
            """)!;
        JsonElement report = await Report(await running.Process.Submit(scan));
        Assert.Equal(["g1.tif", "g2.tif", "g4.tif", "g5.tif"], report.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("path").GetString()!).Where(p => p.EndsWith(".tif", StringComparison.Ordinal)).Order());
        Assert.Equal(64 * 64, report.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("value").GetInt32() == 6).GetProperty("pixels").GetInt32());
    }

    private void Catalogue(string collection, (string Name, string Date, double Cloud, Func<int, int, int, float> Stored)[] scenes)
    {
        foreach ((string name, string date, double cloud, Func<int, int, int, float> stored) in scenes)
        {
            new SmallScene { Stored = stored }.Write(Path.Combine(running.Folder.Archive, name + ".tif"));
            JsonObject item = Item(name, date, cloud);
            item["collection"] = collection;
            File.WriteAllText(Path.Combine(running.Folder.Archive, name + ".json"), item.ToJsonString());
        }
    }

    private async Task<JsonElement> Report(string job)
    {
        JsonElement end = await running.Process.End(job);
        Assert.True(end.GetProperty("status").GetString() == "successful", $"{end}");
        return (await running.Process.Get(job + "/results")).GetProperty("report");
    }

    private static JsonObject Item(string name, string date, double cloud) => new()
    {
        ["type"] = "Feature",
        ["stac_version"] = "1.0.0",
        ["id"] = name,
        ["collection"] = "fields",
        ["geometry"] = null,
        ["properties"] = new JsonObject { ["datetime"] = date + "T10:00:00Z", ["eo:cloud_cover"] = cloud },
        ["links"] = new JsonArray(),
        ["assets"] = new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["href"] = "./" + name + ".tif",
                ["type"] = "image/tiff; application=geotiff",
                ["eo:bands"] = new JsonArray { new JsonObject { ["common_name"] = "red" }, new JsonObject { ["common_name"] = "nir" } },
                ["raster:bands"] = new JsonArray { new JsonObject { ["scale"] = 0.0001, ["offset"] = 0 }, new JsonObject { ["scale"] = 0.0001, ["offset"] = 0 } },
            },
        },
    };

    private async Task<HttpResponseMessage> Put(string name, JsonObject schedule) => await Client.PutAsJsonAsync("/schedules/" + name, schedule, TestContext.Current.CancellationToken);

    private async Task<JsonElement[]> Scans(string schedule) =>
        [.. (await running.Process.Get("/jobs?limit=200")).GetProperty("jobs").EnumerateArray().Where(j => j.TryGetProperty("schedule", out JsonElement s) && s.GetString() == schedule)];
}

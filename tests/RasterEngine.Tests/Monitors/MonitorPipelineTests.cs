using NJsonSchema;
using RasterEngine.Gdal;
using RasterEngine.Monitors;
using RasterEngine.Publication;
using Xunit;

namespace RasterEngine.Tests.Monitors;

public sealed class MonitorPipelineTests
{
    private const int Corner = WatchedField.CornerWidth * WatchedField.CornerHeight;
    private static readonly string[] Outputs = ["state", "out/status.tif", "out/breaks.tif", "out/report.json"];

    [Fact]
    public void Break_AndRecovery_AreThoseOfTheClearedCorner()
    {
        using var field = new WatchedField();
        (MonitorResult result, MonitorReport report) = field.Run(WatchedField.Document(WatchedField.WatchedScenes));
        Assert.Equal(WatchedField.WatchedScenes, result.AddedNow);
        Assert.Equal("0, 0, 0, 0, 200, 0, 0, 0, 0", string.Join(", ", report.Scenes.Select(s => s.Broke!.Pixels)));
        Assert.Equal("0, 0, 0, 0, 0, 0, 0, 0, 200", string.Join(", ", report.Scenes.Select(s => s.Recovered!.Pixels)));
        Assert.All(report.Scenes, s => Assert.Equal((WatchedField.Width - 3) * WatchedField.Height, s.Seen.Pixels));
        Assert.Equal(2.0, (double)report.Scenes[4].Broke!.Hectares, 0.01);

        // Not seen, stable, broken, recovered, too seldom seen.
        Assert.Equal([2 * WatchedField.Height, ((WatchedField.Width - 3) * WatchedField.Height) - Corner, 0, Corner, WatchedField.Height], report.Classes.Select(c => c.Pixels));
        Assert.Equal(["notSeen", "stable", "broken", "recovered", "unmonitored"], report.Classes.Select(c => c.Name));
        Assert.DoesNotContain("cultivated", report.Method, StringComparison.OrdinalIgnoreCase);

        // The break is dated at the first of the two scenes that showed it.
        ushort cleared = MonitorStep.DayNumber(WatchedField.Day(WatchedField.HistoryScenes + WatchedField.ClearedIn));
        using Dataset breaks = Dataset.Open(field["out/breaks.tif"]);
        ushort[] days = new ushort[WatchedField.Width * WatchedField.Height];
        breaks.Band(1).Read<ushort>(new Window(0, 0, WatchedField.Width, WatchedField.Height), days);
        Assert.All(days.Select((d, i) => (d, i)), p => Assert.Equal(p.i % WatchedField.Width < WatchedField.CornerWidth && p.i / WatchedField.Width < WatchedField.CornerHeight ? cleared : 0, p.d));
        Assert.Equal("last break", breaks.Band(1).Description);
    }

    [Theory]
    [InlineData(""" "method": "cusum" """)]
    [InlineData(""" "method": "mosum", "side": "both", "stableHistory": false """)]
    [InlineData(""" "method": "ewma", "side": "loss" """)]
    [InlineData(""" "method": "consecutive", "inARow": 2 """)]
    public void ScenesOneAtATime_AreTheSameBytes_AsAllAtOnce(string monitor)
    {
        using var field = new WatchedField();
        _ = field.Run(WatchedField.Document(WatchedField.WatchedScenes, monitor), "whole", "whole-out");
        for (int scenes = 0; scenes <= WatchedField.WatchedScenes; scenes++)
        {
            (MonitorResult result, _) = field.Run(WatchedField.Document(scenes, monitor), workers: 1 + (scenes % 3));
            Assert.Equal(scenes == 0 ? 0 : 1, result.AddedNow);
        }

        Assert.All(Outputs, name => Assert.Equal(field.Bytes(name.Replace("state", "whole", StringComparison.Ordinal).Replace("out/", "whole-out/", StringComparison.Ordinal)), field.Bytes(name)));

        // Asked again, nothing is new and nothing changes.
        byte[][] before = [.. Outputs.Select(field.Bytes)];
        Assert.Equal(0, field.Run(WatchedField.Document(WatchedField.WatchedScenes, monitor)).Result.AddedNow);
        Assert.Equal(before, Outputs.Select(field.Bytes));
    }

    [Fact]
    public void Maps_AreTheSameBytes_ForAnyTilingAndWorkerCount()
    {
        using var one = new WatchedField("TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16");
        using var other = new WatchedField("BLOCKYSIZE=1");
        _ = one.Run(WatchedField.Document(9), workers: 1);
        _ = other.Run(WatchedField.Document(9), workers: 5);
        Assert.Equal(one.Bytes("out/status.tif"), other.Bytes("out/status.tif"));
        Assert.Equal(one.Bytes("out/breaks.tif"), other.Bytes("out/breaks.tif"));
    }

    [Fact]
    public void Maps_StayAsTheyAre_WhenASceneSawNothing()
    {
        using var field = new WatchedField();
        _ = field.Run(WatchedField.Document(4));
        (byte[] status, byte[] breaks) = (field.Bytes("out/status.tif"), field.Bytes("out/breaks.tif"));
        field.Write(WatchedField.HistoryScenes + 4, isHidden: true);
        (_, MonitorReport report) = field.Run(WatchedField.Document(5));
        Assert.Equal(status, field.Bytes("out/status.tif"));
        Assert.Equal(breaks, field.Bytes("out/breaks.tif"));
        Assert.Equal(0, report.Scenes[4].Seen.Pixels);
        Assert.Null(report.Scenes[4].Broke); // not seen is not 0 ha
    }

    [Fact]
    public void Scene_IsRefused_OutOfOrder_AndTheStateStaysAsItWas()
    {
        using var field = new WatchedField();
        _ = field.Run(WatchedField.Document(5));
        byte[] state = field.Bytes("state");
        string late = WatchedField.Document(5).Replace($"\"{WatchedField.Day(33):yyyy-MM-dd}\"", $"\"{WatchedField.Day(33).AddDays(1):yyyy-MM-dd}\"", StringComparison.Ordinal);
        Assert.Equal("scene-out-of-order", Refusal(() => field.Run(late)));
        string other = WatchedField.Document(5).Replace("33.tif", "32.tif", StringComparison.Ordinal);
        Assert.Equal("scene-out-of-order", Refusal(() => field.Run(other)));
        string swapped = WatchedField.Document(5).Replace(WatchedField.Day(31).ToString("yyyy-MM-dd", null), WatchedField.Day(32).ToString("yyyy-MM-dd", null), StringComparison.Ordinal);
        Assert.Equal("scene-out-of-order", Refusal(() => field.Run(swapped)));
        Assert.Equal("no-day", Refusal(() => field.Run(WatchedField.Document(5).Replace(WatchedField.Day(34).ToString("yyyy-MM-dd", null), "2021", StringComparison.Ordinal))));
        Assert.Equal("state-design", Refusal(() => field.Run(WatchedField.Document(6, """ "method": "ewma" """), output: "other")));
        Assert.Equal(state, field.Bytes("state"));
    }

    [Fact]
    public void State_IsRefused_WhenItIsDamaged()
    {
        using var field = new WatchedField();
        _ = field.Run(WatchedField.Document(2));
        byte[] state = field.Bytes("state");
        var random = new Random(3);
        for (int i = 0; i < 40; i++)
        {
            byte[] spoilt = [.. state];
            spoilt[random.Next(spoilt.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(field["state"], i % 4 == 0 ? state[..random.Next(state.Length)] : spoilt);
            string code = Refusal(() => field.Run(WatchedField.Document(3)));
            Assert.Equal("state-broken", code);
        }
    }

    [Fact]
    public void State_IsWhole_WhenASceneCannotBeRead()
    {
        using var field = new WatchedField();
        _ = field.Run(WatchedField.Document(2));
        byte[] state = field.Bytes("state"), scene = field.Bytes("32.tif");
        byte[] spoilt = [.. scene];
        spoilt.AsSpan(spoilt.Length / 2, 400).Fill(0x5A);
        File.WriteAllBytes(field["32.tif"], spoilt);
        Assert.Throws<ScanException>(() => field.Run(WatchedField.Document(3)));
        Assert.Equal(state, field.Bytes("state"));
        File.WriteAllBytes(field["state.0.part"], [1, 2, 3]); // of a run that was killed
        File.WriteAllBytes(field["32.tif"], scene);
        Assert.Equal(1, field.Run(WatchedField.Document(3)).Result.AddedNow);
        Assert.Equal(["out", "state"], Directory.EnumerateFileSystemEntries(field.Folder).Select(Path.GetFileName).Where(n => !n!.EndsWith(".tif", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"method\": \"cusum\"", "\"method\": \"arima\"", "bad-field")]
    [InlineData("\"method\": \"cusum\"", "\"method\": \"mosum\", \"window\": 0.3", "no-critical-value")]
    [InlineData("\"method\": \"cusum\"", "\"method\": \"cusum\", \"alpha\": 2", "bad-field")]
    [InlineData("\"method\": \"cusum\"", "\"method\": \"cusum\", \"levels\": 2", "unknown-field")]
    [InlineData("\"harmonics\": 1", "\"harmonics\": 9", "bad-field")]
    [InlineData("\"method\": \"cusum\"", "", "missing-field")]
    public void Document_IsRefused_WhenItCannotBeAnswered(string from, string to, string code)
    {
        using var folder = new TemporaryFolder();
        string document = WatchedField.Document(0, """ "method": "cusum" """).Replace(from, to, StringComparison.Ordinal);
        Assert.Equal(code, Refusal(() => MonitorDocument.Parse("monitor.json", System.Text.Encoding.UTF8.GetBytes(document), folder.Path, "test")));
    }

    [Fact]
    public async Task Document_AndReport_ValidateAgainstTheSchemas()
    {
        string schemas = Repository.Path("src", "RasterEngine", "Publication", "Schemas");
        JsonSchema documents = await JsonSchema.FromFileAsync(Path.Combine(schemas, "monitor.json"), TestContext.Current.CancellationToken);
        JsonSchema reports = await JsonSchema.FromFileAsync(Path.Combine(schemas, "monitor-report.json"), TestContext.Current.CancellationToken);
        using var field = new WatchedField();
        string document = WatchedField.Document(2, more: """, "season": "2021" """);
        _ = field.Run(document);
        string report = await File.ReadAllTextAsync(field["out/report.json"], TestContext.Current.CancellationToken);
        Assert.Empty(documents.Validate(document));
        Assert.Empty(reports.Validate(report));
        Assert.NotEmpty(documents.Validate(document.Replace("inARow", "inArow", StringComparison.Ordinal)));
        Assert.NotEmpty(reports.Validate(report.Replace("\"broke\"", "\"borke\"", StringComparison.Ordinal)));
    }

    private static string Refusal(Action action) => Assert.Throws<ScanException>(action).Code;
}

using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Cli;

/// <summary><c>monitor</c> as a shell runs it, killed included.</summary>
public sealed class MonitorTests
{
    private const int History = 16, Watched = 5;

    [Fact]
    public void Monitor_TellsWhatBrokeAndWhen_AndFieldsAreMadeOfIt()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 64);
        string text = EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "m.state", "--out", "out", "--quiet").Succeeds().Output;
        Assert.Contains("3 Dec 2020", text, StringComparison.Ordinal);
        Assert.Contains("[no-land-mask]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cultivated", text, StringComparison.OrdinalIgnoreCase);
        JsonElement report = EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "m.state", "--out", "out", "--json", "--quiet").Succeeds().Json();
        Assert.Equal([0, 0, 0, 100, 0], report.GetProperty("scenes").EnumerateArray().Select(s => s.GetProperty("broke").GetProperty("pixels").GetInt32()));
        JsonElement fields = EngineProcess.Run(folder.Path, "fields", "out/report.json", "--class", "broken", "--out", "broken.gpkg", "--json", "--quiet").Succeeds().Json();
        Assert.Equal(100, Assert.Single(fields.GetProperty("classes").EnumerateArray()).GetProperty("inFields").GetProperty("pixels").GetInt32());
    }

    [Fact]
    public void State_IsTheOldOrTheNewOne_HoweverOftenARunIsKilled()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 700);
        EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "whole.state", "--out", "whole", "--quiet").Succeeds();
        byte[] whole = File.ReadAllBytes(folder["whole.state"]);
        int killed = 0;
        for (int milliseconds = 100; milliseconds < 1500; milliseconds += 200)
        {
            EngineProcess run = EngineProcess.Start(folder.Path, "monitor", "monitor.json", "--state", "m.state", "--out", "out", "--quiet");
            Thread.Sleep(milliseconds);
            killed += run.HasEnded ? 0 : 1;
            run.Dispose(); // SIGKILL
            Assert.True(!File.Exists(folder["m.state"]) || File.ReadAllBytes(folder["m.state"]).AsSpan().SequenceEqual(whole), $"half a state after {milliseconds} ms");
        }

        Assert.True(killed > 0, "no run was killed while it was at work");
        EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "m.state", "--out", "out", "--quiet").Succeeds();
        Assert.Equal(whole, File.ReadAllBytes(folder["m.state"]));
        Assert.Equal(File.ReadAllBytes(folder["whole/breaks.tif"]), File.ReadAllBytes(folder["out/breaks.tif"]));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path), f => f.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void Monitor_IsRefused_WhenItCannotBeAnswered()
    {
        using var folder = new TemporaryFolder();
        WriteScenes(folder, 32);
        EngineProcess.Run(folder.Path, "monitor", "nothing.json", "--state", "m.state", "--out", "out").Refuses(2, "missing-file", "nothing.json");
        EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "out/m.state", "--out", "out").Refuses(2, "bad-argument", "--state");
        EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "no/m.state", "--out", "out", "--quiet").Refuses(2, "missing-file", "no/m.state");
        File.WriteAllText(folder["m.state"], "mine");
        EngineProcess.Run(folder.Path, "monitor", "monitor.json", "--state", "m.state", "--out", "out", "--quiet").Refuses(2, "state-broken", "m.state");
        Assert.Equal("mine", File.ReadAllText(folder["m.state"]));
        Assert.False(Directory.Exists(folder["out"]));
    }

    // A green square with a yearly course, of which ten by ten pixels are bare from the fourth watched scene on.
    private static void WriteScenes(TemporaryFolder folder, int side)
    {
        var entries = new List<string>();
        for (int scene = 0; scene < History + Watched; scene++)
        {
            DateOnly day = new DateOnly(2019, 1, 1).AddDays(39 * scene);
            double season = Math.Cos(2 * Math.PI * (day.DayOfYear - 190) / 365.0);
            bool isCleared = scene >= History + 2;
            int number = scene;
            new SmallScene
            {
                Width = side,
                Height = side,
                Stored = (band, column, row) => band == 1 ? 1000 : isCleared && column is >= 4 and < 14 && row is >= 6 and < 16 ? 1100 : 2600 + (int)(800 * season) + (((column * 31) + (row * 17) + (number * 7)) % 90),
            }.Write(folder[$"{scene}.tif"]);
            entries.Add($$"""{ "date": "{{day:yyyy-MM-dd}}", "path": "{{scene}}.tif", "bands": { "red": 1, "nir": 2 } }""");
        }

        File.WriteAllText(folder["monitor.json"], $$"""
            { "name": "square", "history": [ {{string.Join(",\n", entries.Take(History))}} ], "scenes": [ {{string.Join(",\n", entries.Skip(History))}} ],
              "model": { "harmonics": 1 }, "monitor": { "method": "consecutive", "inARow": 2, "stableHistory": false } }
            """);
    }
}

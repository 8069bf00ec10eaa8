using System.Globalization;
using System.Text;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Monitors;
using RasterEngine.Publication;
using Xunit;

namespace RasterEngine.Tests.Monitors;

/// <summary>Two and a half years of Sentinel-2 NDVI over a Slovenian village, against tests/reference/monitor_numbers.py.</summary>
public sealed class MonitorSharedDataTests
{
    private static readonly string Data = Repository.Path("..", "shared", "data", "s2-slovenia-ndvi-landuse");

    [Theory]
    [InlineData("cusum")]
    [InlineData("ewma")]
    public void Breaks_AndRecoveries_AreThoseOfTheIndependentScript(string method)
    {
        Assert.SkipUnless(Directory.Exists(Data), "the shared data are not here");
        using var folder = new TemporaryFolder();
        MonitorQuestion question = MonitorDocument.Parse("monitor.json", Encoding.UTF8.GetBytes(Document(method)), Data, "slovenia");
        _ = MonitorPublication.Run(question, folder["state"], folder["out"], 2, _ => { }, CancellationToken.None);
        using Dataset breaks = Dataset.Open(folder["out/breaks.tif"]);
        ushort[][] bands = [.. Enumerable.Range(1, 4).Select(Band)];
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "reference", "monitor_slovenia.json")));
        int at = 0;
        foreach (JsonElement pixel in expected.RootElement.GetProperty(method).EnumerateArray())
        {
            int columns = (breaks.Width + 2) / 3, row = 3 * (at / columns), column = 3 * (at++ % columns);
            Assert.Equal(pixel.EnumerateArray().Select(v => (ushort)v.GetInt32()), bands.Select(b => b[(row * breaks.Width) + column]));
        }

        Assert.Equal(1156, at);

        ushort[] Band(int number)
        {
            ushort[] values = new ushort[breaks.Width * breaks.Height];
            breaks.Band(number).Read<ushort>(new Window(0, 0, breaks.Width, breaks.Height), values);
            return values;
        }
    }

    private static string Document(string method)
    {
        var scenes = new List<(string Day, string Entry)>();
        foreach (string[] row in File.ReadLines(Path.Combine(Data, "dates.csv")).Skip(1).Select(l => l.Split(',')))
        {
            string day = row[1][..10];
            if (double.Parse(row[2], CultureInfo.InvariantCulture) <= 0.8 && scenes.All(s => s.Day != day))
            {
                scenes.Add((day, $$$"""{ "date": "{{{day}}}", "index": { "path": "ndvi_68_dates.tif", "band": {{{row[0]}}} }, "quality": { "path": "cloud_mask_68_dates.tif", "band": {{{row[0]}}}, "kind": "clear-values", "keep": [0] } }"""));
            }
        }

        string Those(bool history) => string.Join(",", scenes.Where(s => string.CompareOrdinal(s.Day, "2017-04-01") < 0 == history).Select(s => s.Entry));
        return $$"""{ "history": [{{Those(true)}}], "scenes": [{{Those(false)}}], "model": { "harmonics": 1 }, "monitor": { "method": "{{method}}", "stableHistory": false } }""";
    }
}

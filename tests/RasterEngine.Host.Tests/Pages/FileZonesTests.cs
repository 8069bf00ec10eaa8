using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>Zones of a file of the archive are drawn as those of a document are, and told of at a click.</summary>
public sealed class FileZonesTests(PageStage stage)
{
    [Fact]
    public async Task Map_DrawsTheZonesOfAFile_AndTellsTheirNumbers()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        JsonObject document = PageStage.With("zones of a file", 0.4m);
        JsonNode features = document["zones"]!["features"]!;
        _ = stage.Service;
        await File.WriteAllTextAsync(Path.Combine(stage.Folder.Archive, "halves.geojson"), features.ToJsonString(), cancellation);
        document["zones"] = new JsonObject { ["path"] = "halves.geojson", ["id"] = "name" };
        string job = await stage.Scan(document);

        // The places of the file, whatever they went through; East begins at 13.14.
        JsonElement[] drawn = [.. (await stage.Service.Get($"/jobs/{job}/zones")).GetProperty("features").EnumerateArray()];
        Assert.Equal(["West", "East"], drawn.Select(f => f.GetProperty("properties").GetProperty("zone").GetString()));
        double[] east = [.. drawn[1].GetProperty("geometry").GetProperty("coordinates")[0][0].EnumerateArray().Select(p => p[0].GetDouble())];
        Assert.Equal((13.14, 13.17), (Math.Round(east.Min(), 6), Math.Round(east.Max(), 6)));
        JsonElement rows = await stage.Service.Get($"/collections/estimates/items?jobId={job}&zone=East&statistic=observed");
        Assert.Equal("MultiPolygon", Assert.Single(rows.GetProperty("features").EnumerateArray()).GetProperty("geometry").GetProperty("type").GetString());

        await using Visit visit = await stage.Open();
        IPage page = visit.Page;
        await visit.Go($"/scan.html?id={job}");
        await page.Locator(".map[data-drawn]").WaitForAsync();
        ILocator colours = page.GetByLabel("Colour zones by change");
        byte[] coloured = await page.Locator(".map").ScreenshotAsync();
        await colours.UncheckAsync();
        Assert.NotEqual(coloured, await page.Locator(".map").ScreenshotAsync());

        // A quarter in from the right edge lies the middle of East.
        LocatorBoundingBoxResult box = (await page.Locator(".map").BoundingBoxAsync())!;
        await page.Locator(".map").ClickAsync(new() { Position = new() { X = box.Width * 0.65f, Y = box.Height / 2 } });
        await Expect(page.Locator(".answer")).ToContainTextAsync("Zone East", new() { Timeout = 40_000 });
        JsonElement zone = (await stage.Service.Get($"/jobs/{job}/results")).GetProperty("report").GetProperty("zones").EnumerateArray().Single(z => z.GetProperty("id").GetString() == "East");
        await Expect(page.Locator(".answer")).ToContainTextAsync(Math.Round(zone.GetProperty("hectares").GetDecimal(), 1, MidpointRounding.AwayFromZero).ToString("#,##0.0", CultureInfo.InvariantCulture));
    }
}

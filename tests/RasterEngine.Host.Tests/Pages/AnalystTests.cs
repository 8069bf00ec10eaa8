using Microsoft.Playwright;
using RasterEngine.Host.Tests.Stage;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>An analyst's whole way, in a real browser.</summary>
public sealed class AnalystTests(PageStage stage)
{
    [Fact]
    public async Task Analyst_SignsIn_DrawsARegion_Submits_Watches_Swipes_MovesTheThreshold_AndDownloads()
    {
        await using Visit visit = await stage.Open(key: null, new() { AcceptDownloads = true });
        IPage page = visit.Page;

        await visit.Go("/");
        await page.GetByLabel("API key").FillAsync("not-the-key-at-all-0123456789");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This key is not known. Check that it was copied whole.");
        await page.GetByLabel("API key").FillAsync(ServiceProcess.Key);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Scans" })).ToBeVisibleAsync();

        // Two corners of a box on the map, inside the dashed outline of the scenes.
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "New scan" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("drawn by hand");
        ILocator map = page.Locator(".map[data-fitted]");
        await map.ScrollIntoViewIfNeededAsync();
        await visit.Button("Draw a box").ClickAsync();
        LocatorBoundingBoxResult box = (await map.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + (box.Width * 0.45f), box.Y + (box.Height * 0.4f));
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height * 0.5f));
        await page.Mouse.ClickAsync(box.X + (box.Width * 0.55f), box.Y + (box.Height * 0.7f));
        ILocator name = page.Locator(".regions input");
        await Expect(name).ToHaveValueAsync("Region 1");
        await name.FillAsync("Meadow road");
        await visit.Button("Scan").ClickAsync();

        // The page follows the scan and becomes its result by itself.
        await page.WaitForURLAsync("**/scan.html?id=*");
        await Expect(page.Locator(".tile").First).ToBeVisibleAsync(new() { Timeout = 40_000 });
        Assert.Equal("Meadow road", await visit.Cell("section:has(h2:text-is('Zones'))", "Meadow road", 0));
        await page.Locator(".map[data-drawn]").WaitForAsync();

        // Left of the curtain lies the earlier date, right of it the later one: moved, the picture is another.
        ILocator curtain = page.GetByLabel("Swipe: 17 Jun 2021 left, 25 Sept 2021 right");
        byte[] half = await page.Locator(".map").ScreenshotAsync();
        await curtain.FillAsync("90");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("swipe=90"));
        Assert.NotEqual(half, await page.Locator(".map").ScreenshotAsync());

        // A click tells the pixel's numbers on both dates, and those of the zone it lies in.
        await page.Locator(".map").ClickAsync();
        await Expect(page.Locator(".answer dt").Filter(new() { HasText = "NDVI, 17 Jun 2021" })).ToHaveCountAsync(1, new() { Timeout = 40_000 });
        await Expect(page.Locator(".answer")).ToContainTextAsync("Zone Meadow road");

        string before = await visit.Cell("#what-if", "Vegetated land, 17 Jun 2021", 2);
        await page.GetByRole(AriaRole.Slider, new() { Name = "Vegetated from", Exact = true }).PressAsync("ArrowRight");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("t=0\\.42"));
        Assert.NotEqual(before, await visit.Cell("#what-if", "Vegetated land, 17 Jun 2021", 2));
        Assert.Equal(before, await visit.Cell("#what-if", "Vegetated land, 17 Jun 2021", 1));

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Hectares as a table (CSV)" }).ClickAsync());
        string csv = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("Meadow road", csv, StringComparison.Ordinal);
        Assert.Contains("vegetated", csv, StringComparison.Ordinal);

        // A signed address of the mask, for a program that has no key.
        await visit.Button("Make addresses").ClickAsync();
        string signed = (await page.GetByLabel("Layer › Add raster layer").InputValueAsync())["/vsicurl/".Length..];
        using HttpClient stranger = stage.Service.Stranger();
        byte[] mask = await stranger.GetByteArrayAsync(new Uri(signed), TestContext.Current.CancellationToken);
        Assert.Equal("II"u8.ToArray(), mask[..2]);

        // The address alone brings everything back to where it was.
        string address = page.Url;
        await using Visit colleague = await stage.Open();
        await colleague.Page.GotoAsync(address);
        await Expect(colleague.Page.GetByLabel("Swipe: 17 Jun 2021 left, 25 Sept 2021 right")).ToHaveValueAsync("90");
        await Expect(colleague.Page.Locator("#what-if output").First).ToHaveTextAsync("NDVI ≥ 0.42");
    }
}

using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>A season's page: its calendar as a chart and a table, and every date of a pixel at a click.</summary>
public sealed class SeasonPageTests(PageStage stage)
{
    [Fact]
    public async Task Page_ShowsTheIndexOverTheDates_OfTheLand_AndOfAPixel()
    {
        string job = await stage.Season;
        JsonElement report = (await stage.Service.Get($"/jobs/{job}/results")).GetProperty("report");
        JsonElement[] series = [.. report.GetProperty("season").GetProperty("series").EnumerateArray()];
        await using Visit visit = await stage.Open();
        IPage page = visit.Page;
        await visit.Go($"/scan.html?id={job}");
        await Expect(page.Locator("#series .chart canvas")).ToBeVisibleAsync();
        ILocator rows = page.Locator("#series table:not(.u-legend) tbody tr");
        await Expect(rows).ToHaveCountAsync(series.Length);
        int first = Array.FindIndex(series, s => s.GetProperty("median").ValueKind == JsonValueKind.Number);
        await Expect(rows.Nth(first).Locator("td").First).ToHaveTextAsync(series[first].GetProperty("median").GetDouble().ToString("0.###", System.Globalization.CultureInfo.InvariantCulture));

        // A pixel's own dates, by keyboard: the middle of the map is asked about.
        await page.Locator(".map[data-drawn]").WaitForAsync();
        await page.Locator(".map").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".answer .chart canvas")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(page.Locator(".answer dt").First).ToHaveTextAsync("Class");
        // What else is known of each pixel is drawn in place of the classes, and the address remembers it.
        byte[] classes = await page.Locator(".map").ScreenshotAsync();
        Task<IResponse> tile = page.WaitForResponseAsync(r => r.Url.Contains($"/tiles/{job}/observations/", StringComparison.Ordinal) && r.Url.EndsWith(".png", StringComparison.Ordinal));
        await page.Locator("#map .controls select").SelectOptionAsync("observations");
        Assert.Equal(200, (await tile).Status);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("layer=observations"));
        // The pictures are drawn a moment after they come.
        byte[] shown = classes;
        for (int i = 0; i < 40 && shown.AsSpan().SequenceEqual(classes); i++)
        {
            await page.WaitForTimeoutAsync(250);
            shown = await page.Locator(".map").ScreenshotAsync();
        }

        Assert.NotEqual(classes, shown);
        await page.WaitForTimeoutAsync(1000);
        await page.ScreenshotAsync(new() { Path = Path.Combine(PageStage.Pictures, "season-observations.png"), FullPage = true });

        // Two dates' words have no place here.
        await Expect(page.GetByRole(AriaRole.Slider, new() { NameRegex = new("^Swipe") })).ToHaveCountAsync(0);
        await Expect(page.Locator("#what-if")).ToHaveCountAsync(0);
    }
}

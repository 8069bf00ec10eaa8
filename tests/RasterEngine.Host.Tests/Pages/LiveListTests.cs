using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>The list of scans shows what happens by itself: by events, and by asking where a proxy, or too many listeners, leave none.</summary>
public sealed class LiveListTests(PageStage stage)
{
    [Fact]
    public async Task List_HearsOfANewScan_ByEvents()
    {
        await stage.Sample;
        await using Visit visit = await stage.Open();
        IPage page = visit.Page;
        int streams = 0;
        page.Request += (_, request) => streams += request.ResourceType == "eventsource" ? 1 : 0;
        await visit.Go("/");
        await page.Locator(".scans a").First.WaitForAsync();
        // Nothing happens, and nothing is asked: polling would ask again within fifteen seconds, at two while a scan runs.
        int asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/jobs?", StringComparison.Ordinal) ? 1 : 0;
        await page.WaitForTimeoutAsync(3000);
        int quiet = asked;
        string job = await stage.Scan(PageStage.With("heard of", 0.41m));

        ILocator row = page.Locator(".scans li").Filter(new() { Has = page.Locator($"a[href='/scan.html?id={job}']") });
        await Expect(row).ToContainTextAsync("heard of");
        await Expect(row).ToContainTextAsync(new Regex("done$|done[^a-z]"));
        Assert.Equal(1, streams);
        Assert.InRange(quiet, 0, 1);
        Assert.True(asked > quiet);
    }

    [Fact]
    public async Task List_AsksByItself_WhereEventsDoNotCome()
    {
        await using Visit visit = await stage.Open();
        IPage page = visit.Page;
        // What a proxy answers that lets no streams through.
        await page.RouteAsync("**/jobs/events", route => route.FulfillAsync(new() { Status = 404 }));
        Task job = stage.Scan(PageStage.With("asked for", 0.42m));
        await visit.Go("/");

        ILocator row = page.Locator(".scans li").Filter(new() { HasText = "asked for" });
        await Expect(row).ToContainTextAsync(new Regex("done$|done[^a-z]"), new() { Timeout = 40_000 });
        await job;
    }
}

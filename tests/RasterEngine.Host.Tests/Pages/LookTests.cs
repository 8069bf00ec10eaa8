using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>Every page, narrow and wide, light and dark, in both languages: readable by everybody, and nothing runs over the edge.</summary>
public sealed class LookTests(PageStage stage)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light, "en-GB")]
    [InlineData(360, ColorScheme.Dark, "es-MX")]
    public async Task Pages_AreClean_AndFit(int width, ColorScheme colours, string locale)
    {
        string sample = await stage.Sample, season = await stage.Season;
        await using Visit visit = await stage.Open(options: new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = colours, Locale = locale });
        foreach ((string name, string path, string ready) in ((string, string, string)[])
            [("list", "/", ".scans a"), ("scan", $"/scan.html?id={sample}", ".map[data-drawn]"), ("new", "/new.html", ".map[data-fitted]"), ("schedules", "/schedules.html", "form"),
             ("season", $"/scan.html?id={season}", "#series .chart canvas"), ("label", "/label.html", "main > p, main > .scans"), ("choose", $"/label.html?job={sample}", "form"), ("failed", $"/scan.html?id={await Failed()}", ".now")])
        {
            await visit.Go(path);
            await visit.Page.Locator(ready).First.WaitForAsync();
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(PageStage.Pictures, $"{name}-{width}-{colours}.png".ToLowerInvariant()), FullPage = true });
            await IsClean(visit, name, width);
        }
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task SignIn_IsClean_AndFits(int width, ColorScheme colours)
    {
        await using Visit visit = await stage.Open(key: null, new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = colours });
        await visit.Go("/");
        await visit.Page.Locator("form").WaitForAsync();
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(PageStage.Pictures, $"signin-{width}-{colours}.png".ToLowerInvariant()), FullPage = true });
        await IsClean(visit, "signin", width);
    }

    [Fact]
    public async Task Words_AreThoseOfTheEvidence_InSpanishToo()
    {
        await using Visit visit = await stage.Open(options: new() { Locale = "es-ES" });
        await visit.Go($"/scan.html?id={await stage.Sample}");
        await Expect(visit.Page.Locator(".tile").First).ToContainTextAsync("Superficie con vegetación el 17 jun 2021");
        string text = await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync();
        Assert.DoesNotContain("cultivada", text, StringComparison.OrdinalIgnoreCase);

        // A reader in Spain has a comma where one in Mexico has a point.
        Assert.Matches(@"\d,\d", await visit.Page.Locator(".tile b").First.InnerTextAsync());
        await visit.Button("English").ClickAsync();
        await Expect(visit.Page.Locator(".tile").First).ToContainTextAsync("Vegetated land");
    }

    private static async Task IsClean(Visit visit, string name, int width)
    {
        AxeResult axe = await visit.Page.RunAxe();
        Assert.True(axe.Violations.Length == 0, $"{name}: {string.Join("; ", axe.Violations.Select(v => $"{v.Id} ({v.Help}) at {string.Join(", ", v.Nodes.Select(n => n.Html))}"))}");
        Assert.InRange(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
    }

    // A scan whose scene is not there: a page that has nothing but a sentence.
    private async Task<string> Failed()
    {
        JsonObject document = PageStage.With("no such scene", 0.4m);
        document["before"] = new JsonObject { ["date"] = "2021-06-17", ["path"] = "gone.tif", ["bands"] = new JsonObject { ["red"] = 1, ["nir"] = 2 } };
        string job = await stage.Service.Submit(document);
        await stage.Service.End(job);
        return job[(job.LastIndexOf('/') + 1)..];
    }
}

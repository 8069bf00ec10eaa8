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
        string sample = await stage.Sample;
        await using Visit visit = await stage.Open(options: new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = colours, Locale = locale });
        foreach ((string name, string path, string ready) in ((string, string, string)[])
            [("list", "/", ".scans a"), ("scan", $"/scan.html?id={sample}", ".map[data-drawn]"), ("new", "/new.html", ".map[data-fitted]"), ("schedules", "/schedules.html", "form")])
        {
            await visit.Go(path);
            await visit.Page.Locator(ready).First.WaitForAsync();
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(PageStage.Pictures, $"{name}-{width}-{colours}.png".ToLowerInvariant()), FullPage = true });
            AxeResult axe = await visit.Page.RunAxe();
            Assert.True(axe.Violations.Length == 0, $"{name}: {string.Join("; ", axe.Violations.Select(v => $"{v.Id} ({v.Help}) at {string.Join(", ", v.Nodes.Select(n => n.Html))}"))}");
            Assert.InRange(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }
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
}

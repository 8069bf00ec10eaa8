using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RasterEngine.Host.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(RasterEngine.Host.Tests.Pages.PageStage))]

namespace RasterEngine.Host.Tests.Pages;

/// <summary>One service with the sample scenes of the Inn in its archive, and one real browser, for all tests of pages. Started when the first of them asks.</summary>
public sealed class PageStage : IAsyncDisposable
{
    /// <summary>Both dates, as the page's picker names them.</summary>
    public const string Before = "inn-2021-06-17.json", After = "inn-2021-09-25.json";

    private readonly Lazy<(ServiceFolder Folder, ServiceProcess Process)> service = new(() =>
    {
        var folder = new ServiceFolder();
        Item(folder, "t1_early_summer.tif", "2021-06-17");
        Item(folder, "t2_early_autumn.tif", "2021-09-25");
        foreach (string file in Directory.GetFiles(Checkout.Sample("slovenia", ""), "*.tif"))
        {
            File.Copy(file, Path.Combine(folder.Archive, Path.GetFileName(file)));
        }

        return (folder, ServiceProcess.Serve(folder.Data, folder.Archive, workers: 1));
    });

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> browser = new(async () =>
    {
        IPlaywright driver = await Playwright.CreateAsync();
        // A container has neither a sandbox of Chromium's kind nor a graphics card.
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] }));
    });

    private readonly Lazy<Task<string>> sample, season;

    public PageStage()
    {
        sample = new(() => Scan(With("inn-fields", 0.4m)));
        season = new(() =>
        {
            // All of the village: of its cropland alone there are eleven pixels.
            JsonObject document = JsonNode.Parse(File.ReadAllText(Checkout.Sample("slovenia", "season.json")))!.AsObject();
            document.Remove("land");
            return Scan(document);
        });
    }

    internal ServiceProcess Service => service.Value.Process;

    internal ServiceFolder Folder => service.Value.Folder;

    /// <summary>Where screenshots are put for people to look at.</summary>
    internal static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "screenshots")).FullName;

    /// <summary>The job of the sample scan with a drawn region and a histogram, finished.</summary>
    internal Task<string> Sample => sample.Value;

    /// <summary>The job of the sample season, finished.</summary>
    internal Task<string> Season => season.Value;

    /// <summary>The sample's question at another threshold, with two regions in the document.</summary>
    internal static JsonObject With(string name, decimal vegetatedAt) => JsonNode.Parse($$$"""
        { "name": "{{{name}}}", "before": { "date": "2021-06-17", "item": "{{{Before}}}" }, "after": { "date": "2021-09-25", "item": "{{{After}}}" },
          "rule": { "vegetatedAt": {{{vegetatedAt.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}, "changeOf": 0.15 }, "histogram": true,
          "zones": { "id": "name", "features": { "type": "FeatureCollection", "features": [
            { "type": "Feature", "properties": { "name": "West" }, "geometry": { "type": "Polygon", "coordinates": [[[13.105, 48.28], [13.135, 48.28], [13.135, 48.305], [13.105, 48.305], [13.105, 48.28]]] } },
            { "type": "Feature", "properties": { "name": "East" }, "geometry": { "type": "Polygon", "coordinates": [[[13.14, 48.28], [13.17, 48.28], [13.17, 48.305], [13.14, 48.305], [13.14, 48.28]]] } } ] } } }
        """)!.AsObject();

    /// <returns>The job's number.</returns>
    internal async Task<string> Scan(JsonObject document)
    {
        string job = await Service.Submit(document);
        Assert.Equal("successful", (await Service.End(job)).GetProperty("status").GetString());
        return job[(job.LastIndexOf('/') + 1)..];
    }

    /// <summary>A window of a person of their own.</summary>
    /// <param name="key">What they are signed in with; null when they are not.</param>
    /// <param name="options">Size, language, colours.</param>
    internal async Task<Visit> Open(string? key = ServiceProcess.Key, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.TimezoneId = "UTC";
        IBrowserContext context = await (await browser.Value).Browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        if (key is not null)
        {
            IAPIResponse session = await context.APIRequest.PostAsync(new Uri(Service.Client.BaseAddress!, "/session").ToString(), new() { Headers = [new("X-Api-Key", key), new("X-Requested-With", "tests")] });
            Assert.Equal(201, session.Status);
        }

        return await Visit.Of(context, Service.Client.BaseAddress!);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser.IsValueCreated)
        {
            (IPlaywright driver, IBrowser open) = await browser.Value;
            await open.CloseAsync();
            driver.Dispose();
        }

        if (service.IsValueCreated)
        {
            Service.Dispose();
            Folder.Dispose();
        }
    }

    private static void Item(ServiceFolder folder, string file, string date)
    {
        File.Copy(Checkout.Sample("inn-fields", file), Path.Combine(folder.Archive, file));
        File.WriteAllText(Path.Combine(folder.Archive, $"inn-{date}.json"), $$"""
            { "type": "Feature", "stac_version": "1.0.0", "id": "inn-{{date}}", "collection": "inn", "geometry": null, "bbox": [13.1002, 48.2745, 13.1793, 48.3098], "links": [],
              "properties": { "datetime": "{{date}}T10:00:00Z", "eo:cloud_cover": 3 },
              "assets": { "image": { "href": "{{file}}", "type": "image/tiff; application=geotiff", "roles": ["data"],
                "eo:bands": [{ "name": "B04", "common_name": "red" }, { "name": "B03", "common_name": "green" }, { "name": "B02", "common_name": "blue" }, { "name": "B08", "common_name": "nir" }] } } }
            """);
    }
}

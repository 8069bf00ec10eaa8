using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RasterEngine.Host.Tests.Stage;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>A sample drawn, labelled by two people, adjudicated, and taken to the estimate.</summary>
public sealed class LabelTests(PageStage stage)
{
    private const int Units = 20;

    // No zones: a map that holds both what was not asked about and what was not seen has no known frame.
    private static JsonObject Whole()
    {
        JsonObject document = PageStage.With("to label", 0.4m);
        document.Remove("zones");
        return document;
    }

    [Fact]
    public async Task Sample_IsLabelledByKeyboard_Adjudicated_AndEstimated()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        HttpClient client = stage.Service.Client;
        string job = await stage.Scan(Whole());
        using HttpResponseMessage drawn = await client.PostAsJsonAsync("/samples", new { job, name = "greened fields", design = Design(Units) }, cancellation);
        Assert.True(drawn.StatusCode == HttpStatusCode.Created, await drawn.Content.ReadAsStringAsync(cancellation));
        string sample = drawn.Headers.Location!.ToString();

        // What an interpreter is sent is blind.
        string ana = stage.Service.NewKey("ana", "analyst", "default"), ben = stage.Service.NewKey("ben", "analyst", "default");
        using HttpClient hers = stage.Service.Stranger(), his = stage.Service.Stranger();
        hers.DefaultRequestHeaders.Add("X-Api-Key", ana);
        his.DefaultRequestHeaders.Add("X-Api-Key", ben);
        string pack = await hers.GetStringAsync(new Uri(sample, UriKind.Relative), cancellation);
        Assert.All(["gained", "kept", "lost", "stratum", "inclusion"], word => Assert.DoesNotContain(word, pack, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.Forbidden, (await hers.GetAsync(new Uri($"{sample}/files/sample.csv", UriKind.Relative), cancellation)).StatusCode);
        JsonElement units = JsonSerializer.Deserialize<JsonElement>(pack).GetProperty("units");

        // Ana looks at the index of both dates and answers by keyboard.
        await using Visit visit = await stage.Open(ana);
        IPage page = visit.Page;
        await visit.Go($"/label.html?sample={sample[(sample.LastIndexOf('/') + 1)..]}");
        var said = new Dictionary<int, string>();
        for (int unit = 1; unit <= Units; unit++)
        {
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Unit {unit} of {Units}", Exact = true })).ToBeVisibleAsync();
            double[] series = [.. units[unit - 1].GetProperty("series").EnumerateArray().Select(v => v.GetDouble())];
            said[unit] = series[1] - series[0] >= 0.2 ? "crop" : "other";
            if (unit == 3)
            {
                await Expect(page.Locator("canvas[data-drawn]")).ToHaveCountAsync(2);
                await page.ScreenshotAsync(new() { Path = Path.Combine(PageStage.Pictures, "label.png"), FullPage = true });
                AxeResult axe = await page.RunAxe();
                Assert.True(axe.Violations.Length == 0, string.Join("; ", axe.Violations.Select(v => $"{v.Id} ({v.Help}) at {string.Join(", ", v.Nodes.Select(n => n.Html))}")));
            }

            await page.Keyboard.PressAsync(said[unit] == "crop" ? "1" : "2");
        }

        await Expect(page.GetByText("You have answered every unit.")).ToBeVisibleAsync();
        await Expect(page.GetByText($"{Units} of {Units} answered by you")).ToBeVisibleAsync();

        // Ben differs in two units; Ana settles one her way and one his.
        foreach ((int unit, string answer) in said)
        {
            string his1 = unit is 4 or 9 ? Other(answer) : answer;
            using HttpResponseMessage put = await his.PutAsJsonAsync($"{sample}/units/{unit}/label", new { reference = his1 }, cancellation);
            Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        }

        using (HttpResponseMessage tooEarly = await his.PutAsJsonAsync($"{sample}/units/5/adjudication", new { reference = "crop" }, cancellation))
        {
            Assert.Equal(HttpStatusCode.Conflict, tooEarly.StatusCode);
        }

        await page.ReloadAsync();
        await Expect(page.GetByText($"Agreement: 18 of {Units} units that everybody answered (90%)")).ToBeVisibleAsync();
        await visit.Button("Adjudicate 2").ClickAsync();
        await Expect(page.GetByText("They said: crop, other")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync(said[4] == "crop" ? "1" : "2");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Unit 9 of {Units}", Exact = true })).ToBeVisibleAsync();
        said[9] = Other(said[9]);
        await page.Keyboard.PressAsync(said[9] == "crop" ? "1" : "2");
        await Expect(page.GetByText("Nothing is left to adjudicate.")).ToBeVisibleAsync();

        // The export goes straight into the estimate, which says what weighting each stratum by its ground says.
        using var folder = new TemporaryFolder();
        foreach (string file in (string[])["sample.csv", "design-report.json"])
        {
            folder.Write(file, await client.GetStringAsync(new Uri($"{sample}/files/{file}", UriKind.Relative), cancellation));
        }

        folder.Write("labels.csv", await client.GetStringAsync(new Uri($"{sample}/labels.csv", UriKind.Relative), cancellation));
        Ended ended = EngineProcess.Run(folder.Path, "estimate", "--report", Path.Combine(stage.Folder.Result(job), "report.json"), "--labels", "labels.csv", "--json");
        Assert.True(ended.ExitCode is 0 or 3, ended.Error);
        JsonElement estimate = ended.Json().GetProperty("estimates").EnumerateArray().Single(e => e.GetProperty("class").GetString() == "crop");
        Assert.Equal(Units, estimate.GetProperty("n").GetInt32());
        Assert.Equal(Expected(folder, said), estimate.GetProperty("hectares").GetDouble(), 1e-4);

        // So do the collection's rows, for whoever plots them.
        JsonElement[] rows = [.. (await stage.Service.Get($"/collections/estimates/items?jobId={job}&statistic=estimated")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))];
        JsonElement row = rows.Single(r => r.GetProperty("class").GetString() == "crop");
        double[] interval = [.. estimate.GetProperty("interval").EnumerateArray().Select(n => n.GetDouble())];
        Assert.Equal(("estimated", "2021-09-25", Units, 0.95), (row.GetProperty("evidence").GetString(), row.GetProperty("date").GetString(), row.GetProperty("n").GetInt32(), row.GetProperty("level").GetDouble()));
        Assert.Equal(estimate.GetProperty("intervalMethod").GetString(), row.GetProperty("method").GetString());
        Assert.Equal(estimate.GetProperty("hectares").GetDouble(), row.GetProperty("value").GetDouble(), 1e-5);
        Assert.Equal(interval[0], row.GetProperty("low").GetDouble(), 1e-5);
        Assert.Equal(interval[1], row.GetProperty("high").GetDouble(), 1e-5);
        Assert.Equal(estimate.GetProperty("standardError").GetDouble() / estimate.GetProperty("hectares").GetDouble(), row.GetProperty("cv").GetDouble(), 1e-5);

        // The page says the same, with its interval, and now may say “cultivated”.
        JsonElement served = (await stage.Service.Get($"{sample}/estimate")).GetProperty("estimates").EnumerateArray().Single(e => e.GetProperty("class").GetString() == "crop");
        Assert.Equal(estimate.GetProperty("hectares").GetDouble(), served.GetProperty("hectares").GetDouble());
        await visit.Button("Estimate from the labels").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Cultivated area, estimated", Exact = true })).ToBeVisibleAsync();
        Assert.Contains(" – ", await visit.Cell("#estimate", "crop", 2), StringComparison.Ordinal);
        await visit.Go($"/scan.html?id={job}");
        Assert.Contains(" – ", await visit.Cell("#estimates", "25 Sept 2021", 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_IsRefused_WhenItsDesignCannotBeDrawn_OrItsScanIsNotOnesOwn()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string job = await stage.Sample;
        using HttpResponseMessage noTarget = await stage.Service.Client.PostAsJsonAsync("/samples", new { job, design = new { size = 20 } }, cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, noTarget.StatusCode);
        Assert.Contains("target", await noTarget.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        using HttpResponseMessage outside = await stage.Service.Client.PostAsJsonAsync("/samples", new { job, design = new { target = "gained", size = 20, frame = new { path = "../../etc/passwd", keep = (int[])[1] } } }, cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, outside.StatusCode);
        using HttpClient stranger = stage.Service.Stranger();
        stranger.DefaultRequestHeaders.Add("X-Api-Key", stage.Service.NewKey("cid", "operator", "elsewhere"));
        using HttpResponseMessage foreign = await stranger.PostAsJsonAsync("/samples", new { job, design = Design(20) }, cancellation);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(stage.Folder.Data, "work"), "sample-*"));
    }

    private static object Design(int size) => new
    {
        target = "gained",
        size,
        floor = 4,
        seed = 7,
        definition = "sown or planted and harvestable within 12 months",
        referenceClasses = (string[])["crop", "other"],
        mapTo = new { crop = (string[])["gained"], other = (string[])["kept", "lost", "other"] },
    };

    private static string Other(string answer) => answer == "crop" ? "other" : "crop";

    // Σ over strata: ground × share of its units that are crop.
    private static double Expected(TemporaryFolder folder, Dictionary<int, string> said)
    {
        ILookup<string, int> strata = File.ReadLines(folder["sample.csv"]).Skip(1).Select(line => line.Split(',')).ToLookup(c => c[1], c => int.Parse(c[0], CultureInfo.InvariantCulture));
        return SampleResults.Read(folder["design-report.json"]).GetProperty("strata").EnumerateArray()
            .Where(s => strata.Contains(s.GetProperty("name").GetString()!))
            .Sum(s => s.GetProperty("hectares").GetDouble() * strata[s.GetProperty("name").GetString()!].Average(u => said[u] == "crop" ? 1.0 : 0.0));
    }
}

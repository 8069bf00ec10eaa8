using System.Globalization;
using System.Text.Json;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>Thresholds moved on the page against the report and against scans that were really made at those thresholds.</summary>
public sealed class WhatIfTests(PageStage stage)
{
    private static readonly (string Row, Func<JsonElement, decimal> Of)[] Numbers =
    [
        ("Vegetated land, 17 Jun 2021", r => r.GetProperty("before").GetProperty("vegetated").GetProperty("hectares").GetDecimal()),
        ("Vegetated land, 25 Sept 2021", r => r.GetProperty("after").GetProperty("vegetated").GetProperty("hectares").GetDecimal()),
        ("crossed upwards", r => Sum(r, "up", "upSmall")),
        ("crossed downwards", r => Sum(r, "down", "downSmall")),
    ];

    [Fact]
    public async Task WhatIf_HasTheReportsNumbers_AtItsOwnThresholds_AndAScansAtOthers()
    {
        string own = await stage.Sample, other = await stage.Scan(PageStage.With("at 0.5", 0.5m));
        await using Visit visit = await stage.Open();
        await Holds(visit, own, other, "");
        await Holds(visit, own, other, "East");
    }

    private async Task Holds(Visit visit, string own, string other, string zone)
    {
        JsonElement report = await Report(own, zone), moved = await Report(other, zone);
        await visit.Go("/");
        await visit.Go($"/scan.html?id={own}{(zone == "" ? "" : $"#zone={zone}")}");
        await Expect(visit.Page.GetByText("These are the report’s own thresholds and numbers.")).ToBeVisibleAsync();
        foreach ((string row, Func<JsonElement, decimal> of) in Numbers)
        {
            Assert.Equal(Hectares(of(report)), await visit.Cell("#what-if", row, 1));
            Assert.Equal(Hectares(of(report)), await visit.Cell("#what-if", row, 2));
        }

        await visit.Go("/");
        await visit.Go($"/scan.html?id={own}#t=0.5{(zone == "" ? "" : $"&zone={zone}")}");
        await Expect(visit.Page.Locator("#what-if output").First).ToHaveTextAsync("NDVI ≥ 0.5");
        foreach ((string row, Func<JsonElement, decimal> of) in Numbers)
        {
            Assert.Equal(Hectares(of(report)), await visit.Cell("#what-if", row, 1));
            Assert.Equal(Hectares(of(moved)), await visit.Cell("#what-if", row, 2));
        }

        // A least change lies within bins: the scan's number is between the limits, which are not far apart.
        foreach ((string row, int value) in ((string, int)[])[("kept", 1), ("greened", 2), ("browned", 3), ("other", 4)])
        {
            decimal truth = moved.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("value").GetInt32() == value).GetProperty("hectares").GetDecimal();
            decimal[] limits = [.. (await visit.Cell("#what-if", row, 2)).Split('(', ')')[1].Split(' ').Where(w => char.IsDigit(w[0])).Select(w => decimal.Parse(w, CultureInfo.InvariantCulture))];
            Assert.InRange(truth, limits[0] - 0.05m, limits[1] + 0.05m);
            Assert.InRange(limits[1] - limits[0], 0.01m, 0.05m * moved.GetProperty("observed").GetProperty("hectares").GetDecimal());
        }
    }

    private async Task<JsonElement> Report(string job, string zone)
    {
        JsonElement report = (await stage.Service.Get($"/jobs/{job}/results")).GetProperty("report");
        return zone == "" ? report : report.GetProperty("zones").EnumerateArray().Single(z => z.GetProperty("id").GetString() == zone);
    }

    private static decimal Sum(JsonElement report, string first, string second) =>
        report.GetProperty("transitions").GetProperty(first).GetProperty("hectares").GetDecimal() + report.GetProperty("transitions").GetProperty(second).GetProperty("hectares").GetDecimal();

    // As the page prints them in English: one decimal from 100 ha on, two below.
    private static string Hectares(decimal hectares) => Math.Round(hectares, hectares >= 100 ? 1 : 2, MidpointRounding.AwayFromZero).ToString(hectares >= 100 ? "#,##0.0" : "0.00", CultureInfo.InvariantCulture);
}

using System.Net;
using System.Text;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>The estimates as OGC API – Features and as files: the numbers are those of the report.</summary>
public sealed class EstimateTests(RunningService running, FinishedScan scan)
{
    private const string Items = "/collections/estimates/items";

    [Fact]
    public async Task Features_HoldTheNumbersOfTheReport_ForEveryZoneDateAndClass()
    {
        (string job, JsonElement report) = await scan.Get(running);
        JsonElement[] features = [.. (await Ask($"{Items}?jobId={Id(job)}")).GetProperty("features").EnumerateArray()];

        Assert.Equal(3, features.Select(f => f.GetProperty("properties").GetProperty("zone").GetString()).Distinct().Count());
        foreach ((string? zone, JsonElement part) in report.GetProperty("zones").EnumerateArray().Select(z => (z.GetProperty("id").GetString(), z)).Append((null, report)))
        {
            foreach (string date in (string[])["before", "after"])
            {
                Assert.Equal(part.GetProperty(date).GetProperty("vegetated").GetProperty("hectares").GetDecimal(), Value(zone, "vegetated", null, report.GetProperty(date).GetProperty("date").GetString()));
            }

            foreach (JsonElement entry in part.GetProperty("classes").EnumerateArray())
            {
                Assert.Equal(entry.GetProperty("hectares").GetDecimal(), Value(zone, "change", entry.GetProperty("name").GetString(), report.GetProperty("after").GetProperty("date").GetString()));
            }

            Assert.Equal(part.GetProperty("observed").GetProperty("hectares").GetDecimal(), Value(zone, "observed", null, null));
        }

        // A count of pixels has no interval.
        Assert.All(features.SelectMany(f => f.GetProperty("properties").EnumerateObject()).Where(p => p.Name is "n" or "cv" or "low" or "high" or "level" or "method"), p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        Assert.All(features, f => Assert.Equal(report.GetProperty("evidence").GetString(), f.GetProperty("properties").GetProperty("evidence").GetString()));

        decimal Value(string? zone, string statistic, string? name, string? date) => Assert.Single(features, f => f.GetProperty("properties") is var p && p.GetProperty("zone").GetString() == zone
            && p.GetProperty("statistic").GetString() == statistic && p.GetProperty("class").GetString() == name && (date is null || p.GetProperty("date").GetString() == date)).GetProperty("properties").GetProperty("value").GetDecimal();
    }

    [Fact]
    public async Task Features_ComePageByPage_EachOnce()
    {
        (string job, _) = await scan.Get(running);
        string address = $"{Items}?jobId={Id(job)}&limit=7";
        var ids = new List<string>();
        int matched = 0;
        for (string? next = address; next is not null;)
        {
            JsonElement page = await Ask(next);
            matched = page.GetProperty("numberMatched").GetInt32();
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
            next = page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "next").Select(l => new Uri(l.GetProperty("href").GetString()!).PathAndQuery).SingleOrDefault();
        }

        Assert.Equal(matched, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        JsonElement one = await Ask($"{Items}/{ids[3]}");
        Assert.Equal(ids[3], one.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("bbox=15.006,48.74,15.02,48.76&zone=@east", true)]
    [InlineData("bbox=15.006,48.74,15.02,48.76&zone=west", false)]
    [InlineData("bbox=10,40,11,41", false)]
    [InlineData("bbox=170,-10,-170,10", false)]
    [InlineData("datetime=1900-01-01/1950-01-01", false)]
    [InlineData("datetime=1950-01-01/..", true)]
    [InlineData("statistic=change&class=lost", true)]
    [InlineData("statistic=cropped", false)]
    public async Task Features_AreThoseAskedFor(string query, bool found)
    {
        (string job, _) = await scan.Get(running);

        Assert.Equal(found, (await Ask($"{Items}?jobId={Id(job)}&{query}")).GetProperty("numberMatched").GetInt32() > 0);
    }

    [Theory]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=1,60,3,50")]
    [InlineData("datetime=yesterday")]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("colour=red")]
    [InlineData("f=xlsx")]
    public async Task Features_AreRefused_WhenAParameterIsWrong(string query)
    {
        using HttpResponseMessage answer = await running.Process.Client.GetAsync($"{Items}?{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Csv_HasNoFormula()
    {
        (string job, JsonElement report) = await scan.Get(running);
        byte[] csv = await running.Process.Client.GetByteArrayAsync($"{Items}?jobId={Id(job)}&f=csv", TestContext.Current.CancellationToken);
        string[] lines = Encoding.UTF8.GetString(csv).TrimStart('\uFEFF').TrimEnd().Split('\n');

        Assert.StartsWith("jobId,scanId,name,zone,date,season,statistic,class,value,unit,evidence,n,cv,low,high,observedShare,revision,level,method", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], l => Assert.Contains(",\"'=HYPERLINK(\"\"http://example.org\"\")\",", l, StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains(",'@east,", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains(",@east,", StringComparison.Ordinal));
        string lost = report.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "lost").GetProperty("hectares").GetRawText();
        Assert.Contains(lines, l => l.Contains($",,{report.GetProperty("after").GetProperty("date").GetString()},,change,lost,{lost},ha,", StringComparison.Ordinal));
    }

    private static string Id(string job) => job[(job.LastIndexOf('/') + 1)..];

    private Task<JsonElement> Ask(string address) => running.Process.Get(address);
}

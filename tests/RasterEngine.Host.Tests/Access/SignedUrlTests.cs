using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Addresses that open one job's files for a while, without a key.</summary>
public sealed class SignedUrlTests(RunningService running)
{
    [Fact]
    public async Task Link_OpensItsJobsFiles_AndNothingElse()
    {
        string job = await Finished("linked"), other = await Finished("unlinked");
        Dictionary<string, string> links = await Links(job);
        Assert.Contains("mask.tif", links.Keys);
        using HttpClient stranger = running.Process.Stranger();

        // As GDAL asks: the size first, then a piece.
        using var head = new HttpRequestMessage(HttpMethod.Get, links["mask.tif"]) { Headers = { Range = new(0, 99) } };
        using HttpResponseMessage piece = await stranger.SendAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal(100, (await piece.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        Assert.Equal(HttpStatusCode.OK, await Get(stranger, links["report.html"]));

        // The signature holds for every file of this job, read only.
        string signed = new Uri(links["mask.tif"]).Query;
        Assert.Equal(HttpStatusCode.OK, await Get(stranger, job + "/results" + signed));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, other + "/results/mask.tif" + signed));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, job + signed));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, job + "/events" + signed));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, "/jobs" + signed));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.DeleteAsync(job + signed, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(job + "/links" + signed, null, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Link_IsRefused_WhenItWasChanged()
    {
        string job = await Finished("changed"), link = (await Links(job))["mask.tif"];
        using HttpClient stranger = running.Process.Stranger();
        string exp = link.Split("exp=")[1].Split('&')[0];
        Assert.Equal(HttpStatusCode.OK, await Get(stranger, link));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, link.Replace(exp, exp + "0", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, link.Replace(exp, "1000000000", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, link.Replace("tenant=default", "tenant=other", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, link.Replace("sig=", "sig=A", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(stranger, link[..link.IndexOf("sig=", StringComparison.Ordinal)] + "sig="));
    }

    [Theory]
    [InlineData("""{ "hours": 0 }""")]
    [InlineData("""{ "hours": 99999 }""")]
    [InlineData("""{ "days": 1 }""")]
    [InlineData("""[ 1 ]""")]
    [InlineData("""{ "hours": "long" }""")]
    public async Task Links_AreRefused_ForNoGoodTime(string body)
    {
        string job = await Finished("time");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await running.Process.Client.PostAsync(job + "/links", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<string> Finished(string name)
    {
        string job = await running.Process.Submit(running.Folder.Pair("link-" + name, new SmallScene(), new SmallScene { Stored = SmallScene.Bare }));
        await running.Process.End(job);
        return job;
    }

    private async Task<Dictionary<string, string>> Links(string job)
    {
        using HttpResponseMessage answer = await running.Process.Client.PostAsJsonAsync(job + "/links", new { hours = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        JsonElement document = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.InRange(document.GetProperty("expires").GetDateTime().ToUniversalTime(), DateTime.UtcNow.AddMinutes(59), DateTime.UtcNow.AddMinutes(61));
        return document.GetProperty("links").EnumerateArray().ToDictionary(l => l.GetProperty("title").GetString()!, l => l.GetProperty("href").GetString()!);
    }

    private static async Task<HttpStatusCode> Get(HttpClient client, string address)
    {
        using HttpResponseMessage answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

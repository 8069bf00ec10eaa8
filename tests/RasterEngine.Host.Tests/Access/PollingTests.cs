using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Asking again and again costs little, and listening less.</summary>
public sealed class PollingTests(RunningService running)
{
    private static readonly SmallScene Big = new() { Width = 2000, Height = 2000, Stored = SmallScene.Noise };

    private HttpClient Client => running.Process.Client;

    [Theory]
    [InlineData("")]
    [InlineData("/results")]
    [InlineData("/results/mask.tif")]
    [InlineData("/results/report.html")]
    public async Task Answer_IsSentOnce_WhileNothingChanges(string part)
    {
        string address = await Finished("polled") + part;
        using HttpResponseMessage first = await Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.NotNull(first.Headers.ETag);
        Assert.Equal("no-cache, private", first.Headers.CacheControl?.ToString());
        Assert.Null(first.Headers.RetryAfter);
        using HttpResponseMessage again = await Conditional(address, first.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using HttpResponseMessage other = await Conditional(address, "\"another\"");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task List_ChangesItsTag_WithTheStateOfAJob()
    {
        using HttpResponseMessage before = await Client.GetAsync("/jobs?limit=1", TestContext.Current.CancellationToken);
        string job = await running.Process.Submit(running.Folder.Pair("listed", new SmallScene(), new SmallScene()));
        using HttpResponseMessage after = await Conditional("/jobs?limit=1", before.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        await running.Process.End(job);
    }

    [Fact]
    public async Task Pages_NeitherSkipNorRepeatAJob_WhenOthersComeMeanwhile()
    {
        using HttpClient walker = running.Process.From("127.0.7.1", running.Process.QuickKey("walker", "analyst", "walkers"));
        JsonObject document = running.Folder.Pair("walked", new SmallScene(), new SmallScene());
        var sent = new List<string>();
        for (int i = 0; i < 5; i++)
        {
            sent.Add(await Add());
        }

        JsonElement first = await Page("/jobs?limit=2");
        await Add();
        JsonElement second = await Page(Link(first, "next")!), third = await Page(Link(second, "next")!);
        Assert.Equal(sent.AsEnumerable().Reverse(), ((JsonElement[])[first, second, third]).SelectMany(Jobs));
        Assert.Null(Link(first, "prev"));
        Assert.Null(Link(third, "next"));

        // And back: before the first page there is now one more.
        JsonElement back = await Page(Link(third, "prev")!), front = await Page(Link(back, "prev")!), newest = await Page(Link(front, "prev")!);
        Assert.Equal(Jobs(second), Jobs(back));
        Assert.Equal(Jobs(first), Jobs(front));
        Assert.Single(Jobs(newest));
        Assert.Null(Link(newest, "prev"));
        Assert.NotNull(Link(newest, "next"));
        using HttpResponseMessage odd = await walker.GetAsync("/jobs?after=yesterday", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);

        async Task<string> Add()
        {
            using HttpResponseMessage answer = await walker.PostAsJsonAsync("/processes/scan/execution", new { inputs = new { scan = document } }, TestContext.Current.CancellationToken);
            return answer.Headers.Location!.ToString()["/jobs/".Length..];
        }

        async Task<JsonElement> Page(string address) => JsonSerializer.Deserialize<JsonElement>(await walker.GetStringAsync(address, TestContext.Current.CancellationToken));

        static string[] Jobs(JsonElement page) => [.. page.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("jobID").GetString()!)];

        static string? Link(JsonElement page, string rel) =>
            page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == rel).Select(l => new Uri(l.GetProperty("href").GetString()!).PathAndQuery).SingleOrDefault();
    }

    [Fact]
    public async Task Job_SaysWhenToAskAgain_UntilItHasEnded()
    {
        string job = await running.Process.Submit(running.Folder.Pair("again", Big, Big));
        using HttpResponseMessage status = await Client.GetAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(2), status.Headers.RetryAfter?.Delta);
        using HttpResponseMessage results = await Client.GetAsync(job + "/results", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, results.StatusCode);
        Assert.NotNull(results.Headers.RetryAfter);
        await Client.DeleteAsync(job, TestContext.Current.CancellationToken);
        using HttpResponseMessage ended = await Client.GetAsync(job, TestContext.Current.CancellationToken);
        Assert.Null(ended.Headers.RetryAfter);
    }

    [Fact]
    public async Task Listeners_HearEveryStatusToTheEnd()
    {
        string job = await running.Process.Submit(running.Folder.Pair("heard", Big, Big));
        List<SseItem<string>>[] heard = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Listen(job)));
        foreach (List<SseItem<string>> events in heard)
        {
            Assert.All(events, e => Assert.Contains(e.EventType, (string[])["status", "progress", "heartbeat"]));
            Assert.Equal("status", events[0].EventType);
            JsonElement last = JsonSerializer.Deserialize<JsonElement>(events[^1].Data);
            Assert.Equal(("status", "successful"), (events[^1].EventType, last.GetProperty("status").GetString()));
            Assert.Equal(job, "/jobs/" + last.GetProperty("jobID").GetString());
        }

        // A browser that opens the stream of an ended job again is told to stop.
        using var request = new HttpRequestMessage(HttpMethod.Get, job + "/events");
        request.Headers.Add("Last-Event-ID", heard[0][^1].EventId);
        using HttpResponseMessage again = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Listener_HearsOfADismissal()
    {
        string job = await running.Process.Submit(running.Folder.Pair("dropped", Big, Big));
        Task<List<SseItem<string>>> heard = Listen(job);
        await Task.Delay(700, TestContext.Current.CancellationToken);
        await Client.DeleteAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal("dismissed", JsonSerializer.Deserialize<JsonElement>((await heard)[^1].Data).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Listeners_AreLimited_AndLeaveTheirPlaceWhenTheyGo()
    {
        string job = await running.Process.Submit(running.Folder.Pair("crowd", Big with { Width = 3000 }, Big with { Width = 3000 }));
        using var leaving = new CancellationTokenSource();
        HttpResponseMessage[] crowd = await Task.WhenAll(Enumerable.Range(0, 103).Select(_ => Client.GetAsync(job + "/events", HttpCompletionOption.ResponseHeadersRead, leaving.Token)));
        Assert.Equal(3, crowd.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests && a.Headers.RetryAfter is not null));
        Assert.Equal(100, crowd.Count(a => a.StatusCode == HttpStatusCode.OK));
        foreach (HttpResponseMessage answer in crowd)
        {
            answer.Dispose();
        }

        HttpStatusCode next = HttpStatusCode.TooManyRequests;
        for (int i = 0; i < 100 && next != HttpStatusCode.OK; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            using HttpResponseMessage answer = await Client.GetAsync(job + "/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            next = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, next);
        await Client.DeleteAsync(job, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Post_IsRefused_WhenItsKeyStoodForAnotherQuestion()
    {
        JsonObject document = running.Folder.Pair("reused", new SmallScene(), new SmallScene());
        using HttpResponseMessage first = await Post(document, "reused-key");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        document["name"] = "another";
        using HttpResponseMessage other = await Post(document, "reused-key");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("key-reused", JsonSerializer.Deserialize<JsonElement>(await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("code").GetString());
        await running.Process.End(first.Headers.Location!.ToString());
    }

    private async Task<string> Finished(string name)
    {
        string job = await running.Process.Submit(running.Folder.Pair(name, new SmallScene(), new SmallScene { Stored = SmallScene.Bare }));
        await running.Process.End(job);
        return job;
    }

    private async Task<HttpResponseMessage> Conditional(string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> Post(JsonObject document, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/processes/scan/execution") { Content = JsonContent.Create(new { inputs = new { scan = document } }) };
        request.Headers.Add("Idempotency-Key", key);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<List<SseItem<string>>> Listen(string job)
    {
        using HttpResponseMessage answer = await Client.GetAsync(job + "/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var items = new List<SseItem<string>>();
        await foreach (SseItem<string> item in SseParser.Create(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return items;
    }
}

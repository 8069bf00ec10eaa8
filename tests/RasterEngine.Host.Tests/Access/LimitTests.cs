using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>How much one tenant, key or address may ask for.</summary>
public sealed class LimitTests(LimitedService limited)
{
    private static readonly SmallScene Big = new() { Width = 1600, Height = 1600, Stored = SmallScene.Noise };

    [Fact]
    public async Task Scans_AreRefused_WhenTooManyOfTheTenantWait()
    {
        using HttpClient crowd = limited.Process.From("127.0.5.1", limited.Process.QuickKey("crowd", "analyst", "crowd")), other = limited.Process.From("127.0.5.1", limited.Process.QuickKey("other", "analyst", "other"));
        JsonObject document = limited.Folder.Pair("crowd", Big, Big);
        var jobs = new List<string>();
        HttpStatusCode last = HttpStatusCode.Created;
        for (int i = 0; i < LimitedService.QueuedScans + 1; i++)
        {
            using HttpResponseMessage answer = await Post(crowd, document);
            last = answer.StatusCode;
            if (last == HttpStatusCode.Created)
            {
                jobs.Add(answer.Headers.Location!.ToString());
            }
            else
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                Assert.Contains($"{LimitedService.QueuedScans} at most", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, LimitedService.QueuedScans), (last, jobs.Count));
        using (HttpResponseMessage free = await Post(other, document))
        {
            Assert.Equal(HttpStatusCode.Created, free.StatusCode);
            await other.DeleteAsync(free.Headers.Location, TestContext.Current.CancellationToken);
        }

        foreach (string job in jobs)
        {
            await crowd.DeleteAsync(job, TestContext.Current.CancellationToken);
        }

        using HttpResponseMessage again = await Post(crowd, document);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        await crowd.DeleteAsync(again.Headers.Location, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Scans_AreRefused_WhenTheTenantHasTakenItsPixelsOrItsSpace()
    {
        using HttpClient heavy = limited.Process.From("127.0.5.2", limited.Process.QuickKey("heavy", "analyst", "heavy"));
        JsonObject document = limited.Folder.Pair("heavy", new SmallScene(), new SmallScene());
        string job;
        using (HttpResponseMessage answer = await Post(heavy, document))
        {
            job = answer.Headers.Location!.ToString();
        }

        using var source = NpgsqlDataSource.Create(ServiceProcess.ConnectionString(limited.Folder.Data));
        object? pixels = null;
        for (int i = 0; i < 200 && pixels is null or DBNull; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            pixels = await Sql(source, "select pixels from scan where tenant = 'heavy'");
        }

        Assert.Equal(64L * 64, pixels);
        Assert.Equal(new DirectoryInfo(limited.Folder.Result(job)).EnumerateFiles().Sum(f => f.Length), await Sql(source, "select result_bytes from scan where tenant = 'heavy'"));

        await Sql(source, $"update scan set pixels = {LimitedService.Pixels} where tenant = 'heavy'");
        Assert.Equal(HttpStatusCode.TooManyRequests, await Refused(heavy, document, "pixels"));
        await Sql(source, $"update scan set pixels = 1, result_bytes = {LimitedService.Bytes} where tenant = 'heavy'");
        Assert.Equal((HttpStatusCode)507, await Refused(heavy, document, "dismiss"));
        await heavy.DeleteAsync(job, TestContext.Current.CancellationToken);
        using HttpResponseMessage free = await Post(heavy, document);
        Assert.Equal(HttpStatusCode.Created, free.StatusCode);
    }

    [Fact]
    public async Task Requests_AreRefused_WhenAKeyMakesTooMany_AndThatKeyAlone()
    {
        using HttpClient hasty = limited.Process.From("127.0.5.3", limited.Process.QuickKey("hasty", "viewer", "hasty")), calm = limited.Process.From("127.0.5.3", limited.Process.QuickKey("calm", "viewer", "hasty"));
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6 * LimitedService.RequestsASecond).Select(_ => hasty.GetAsync("/session", TestContext.Current.CancellationToken)));
        Assert.True(answers.Count(a => a.StatusCode == HttpStatusCode.OK) >= 3 * LimitedService.RequestsASecond);
        HttpResponseMessage refused = answers.First(a => a.StatusCode != HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await calm.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await hasty.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
        foreach (HttpResponseMessage answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Address_IsShutOut_AfterTenWrongKeys_ButNotWhoWasAdmittedThere()
    {
        using HttpClient good = limited.Process.From("127.0.5.4", ServiceProcess.Key), guessing = limited.Process.From("127.0.5.4"), elsewhere = limited.Process.From("127.0.5.5", "wrong");
        Assert.Equal(HttpStatusCode.OK, (await good.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        var found = new Dictionary<HttpStatusCode, int>();
        for (int i = 0; i < 1000; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
            request.Headers.Add("X-Api-Key", $"re_guess-number-{i}");
            using HttpResponseMessage answer = await guessing.SendAsync(request, TestContext.Current.CancellationToken);
            found[answer.StatusCode] = found.GetValueOrDefault(answer.StatusCode) + 1;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal(10, found[HttpStatusCode.Unauthorized]);
        Assert.Equal(990, found[HttpStatusCode.TooManyRequests]);
        Assert.Equal(HttpStatusCode.OK, (await good.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        Assert.DoesNotContain("guess-number", limited.Process.Log, StringComparison.Ordinal);
        Assert.Contains("a wrong key came from 127.0.5.4", limited.Process.Log, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Refused(HttpClient client, JsonObject document, string word)
    {
        using HttpResponseMessage answer = await Post(client, document);
        Assert.Contains(word, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, JsonObject document) =>
        client.PostAsJsonAsync("/processes/scan/execution", new { inputs = new { scan = document } }, TestContext.Current.CancellationToken);

    private static async Task<object?> Sql(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}

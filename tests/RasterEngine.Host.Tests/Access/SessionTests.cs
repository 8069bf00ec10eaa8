using System.Net;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Keys and the cookies they are traded for.</summary>
public sealed class SessionTests(RunningService running)
{
    [Fact]
    public async Task Session_TellsWhoItIs_AndReadsWithTheCookieAlone()
    {
        using HttpClient browser = await SignIn(running.Process.NewKey("reader", "viewer", "north"));
        JsonElement who = JsonSerializer.Deserialize<JsonElement>(await browser.GetStringAsync("/session", TestContext.Current.CancellationToken));
        Assert.Equal("""{"name":"reader","role":"viewer","tenant":"north"}""", who.GetRawText());
        using HttpResponseMessage jobs = await browser.GetAsync("/jobs", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, jobs.StatusCode);
    }

    [Fact]
    public async Task Cookie_IsOutOfReachOfScriptsAndOtherSites()
    {
        using HttpClient client = running.Process.Stranger();
        client.DefaultRequestHeaders.Add("X-Api-Key", ServiceProcess.Key);
        using HttpResponseMessage answer = await client.PostAsync("/session", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ServiceProcess.Key, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_NeedsTheHeaderThatOtherSitesCannotSend()
    {
        using HttpClient browser = await SignIn(ServiceProcess.Key);
        using HttpResponseMessage forged = await browser.DeleteAsync("/schedules/none", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal("application/problem+json", forged.Content.Headers.ContentType?.MediaType);
        browser.DefaultRequestHeaders.Add("X-Requested-With", "pages");
        using HttpResponseMessage own = await browser.DeleteAsync("/schedules/none", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
    }

    [Fact]
    public async Task Session_EndsWhenAsked_AndWhenItsKeyIsRevoked()
    {
        string key = running.Process.NewKey("leaver", "analyst", "north");
        using HttpClient first = await SignIn(key), second = await SignIn(key);
        first.DefaultRequestHeaders.Add("X-Requested-With", "pages");
        Assert.Equal(HttpStatusCode.NoContent, (await first.DeleteAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);

        using HttpClient byKey = running.Process.Stranger();
        byKey.DefaultRequestHeaders.Add("X-Api-Key", key);
        Assert.Equal(HttpStatusCode.OK, (await byKey.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        running.Process.Revoke("leaver", "north");

        // The word reaches the server by the database; both had been admitted a moment ago.
        for (int i = 0; i < 30 && (await second.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await byKey.GetAsync("/session", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<HttpClient> SignIn(string key)
    {
        HttpClient browser = running.Process.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/session");
        request.Headers.Add("X-Api-Key", key);
        using HttpResponseMessage answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return browser;
    }
}

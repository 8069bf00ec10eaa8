using System.Net;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>What browsers are told with every answer.</summary>
public sealed class HeaderTests(RunningService running, LimitedService limited)
{
    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/processes", 200)]
    [InlineData("/schedules", 200)]
    [InlineData("/ops/hangfire", 200)]
    [InlineData("/no-such-thing", 404)]
    [InlineData("/jobs/none", 404)]
    public async Task Answer_CannotBeTakenForWhatItIsNot(string address, int status)
    {
        using HttpResponseMessage answer = await running.Process.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        if (status == 404)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Documents_AreKeptByNobody_UnlessTheySayHow()
    {
        using HttpResponseMessage answer = await running.Process.Client.GetAsync("/schedules", TestContext.Current.CancellationToken);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task OtherOrigins_MayRead_OnlyWhereTheSettingsNameThem()
    {
        Assert.Null(await Allowed(running.Process, "https://dashboard.example", HttpMethod.Get));
        Assert.Null(await Allowed(limited.Process, "https://elsewhere.example", HttpMethod.Get));
        Assert.Equal("https://dashboard.example", await Allowed(limited.Process, "https://dashboard.example", HttpMethod.Get));
        Assert.Equal("https://dashboard.example", await Allowed(limited.Process, "https://dashboard.example", HttpMethod.Options));
    }

    private static async Task<string?> Allowed(ServiceProcess service, string origin, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/jobs");
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "GET");
            request.Headers.Add("Access-Control-Request-Headers", "x-api-key");
        }

        using HttpResponseMessage answer = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{answer.StatusCode}");
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? allowed) ? allowed.Single() : null;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Jobs;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>Messages to subscribers: signed, repeated until they are taken, and never sent into a private network.</summary>
public sealed class CallbackTests(LimitedService limited)
{
    [Fact]
    public async Task Subscriber_IsToldThatItRunsAndWhatCameOut_EvenWhenItFailsAtFirst()
    {
        using var receiver = new Receiver(failures: 1);
        JsonObject document = limited.Folder.Pair("told", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        string job = await Post(document, new { successUri = receiver.Address + "ended", failedUri = receiver.Address + "failed", inProgressUri = receiver.Address + "runs" });
        await limited.Process.End(job);
        Received ended = await receiver.Wait(r => r.Path == "/ended" && r.Status == 200);
        Assert.DoesNotContain(receiver.All, r => r.Path == "/failed");

        // OGC's success message is the results document, here the very bytes that the job has.
        Assert.Equal(await limited.Process.Client.GetByteArrayAsync(job + "/results", TestContext.Current.CancellationToken), ended.Body);
        Assert.Equal($"<{job}>; rel=\"monitor\"", ended.Headers["Link"]);

        // The signature, worked out as standardwebhooks.com describes it.
        JsonElement key = await limited.Process.Get("/callbacks/key");
        byte[] secret = Convert.FromBase64String(key.GetProperty("key").GetString()!["whsec_".Length..]);
        foreach (Received message in receiver.All)
        {
            byte[] content = [.. Encoding.UTF8.GetBytes($"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}."), .. message.Body];
            Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData((ReadOnlySpan<byte>)secret, content)), message.Headers["webhook-signature"]);
        }

        // The message that failed came again under its own number.
        Received refused = Assert.Single(receiver.All, r => r.Status == 500);
        if (refused.Path == "/ended")
        {
            Assert.Equal(refused.Headers["webhook-id"], ended.Headers["webhook-id"]);
        }
    }

    [Fact]
    public async Task Subscriber_IsToldWhyItFailed()
    {
        using var receiver = new Receiver(failures: 0);
        JsonObject document = limited.Folder.Pair("broken", new SmallScene(), new SmallScene());
        File.WriteAllBytes(Path.Combine(limited.Folder.Archive, "broken-after.tif"), [1, 2, 3]);
        await Post(document, new { failedUri = receiver.Address + "failed", successUrl = receiver.Address + "ended" });
        Received failed = await receiver.Wait(r => r.Path == "/failed");
        JsonElement status = JsonSerializer.Deserialize<JsonElement>(failed.Body);
        Assert.Equal("failed", status.GetProperty("status").GetString());
        Assert.Contains("broken-after.tif", status.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.All, r => r.Path == "/ended");
    }

    [Fact]
    public async Task Message_IsNotSentOnByARedirection()
    {
        using var other = new Receiver(failures: 0);
        using var receiver = new Receiver(failures: 1, location: other.Address + "stolen");
        await Post(limited.Folder.Pair("redirected", new SmallScene(), new SmallScene()), new { successUri = receiver.Address + "ended" });
        await receiver.Wait(r => r.Path == "/ended" && r.Status == 200);
        Assert.Empty(other.All);
    }

    [Theory]
    [InlineData("http://10.0.0.1/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:80/")]
    [InlineData("http://[::ffff:192.168.1.1]/")]
    [InlineData("http://2130706434/")]
    [InlineData("http://0x7f.0.0.2/")]
    [InlineData("http://localhost:5432/")]
    [InlineData("https://user:word@example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    [InlineData("/hook")]
    public async Task Post_RefusesAnAddressOfAPrivateNetwork(string address)
    {
        JsonObject document = limited.Folder.Pair("private", new SmallScene(), new SmallScene());
        using HttpResponseMessage answer = await limited.Process.Client.PostAsJsonAsync(
            "/processes/scan/execution", new { inputs = new { scan = document }, subscriber = new { successUri = address } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("bad-callback", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Connection_IsRefused_WhenANameLeadsToAPrivateNetwork()
    {
        // What a name leads to is known when it is looked up, and may differ from one time to the next: the connection itself is what is guarded.
        using var receiver = new Receiver(failures: 0);
        using var guarded = new HttpClient(new SocketsHttpHandler { ConnectCallback = new CallbackHosts([]).Connect });
        HttpRequestException refusal = await Assert.ThrowsAsync<HttpRequestException>(() => guarded.GetAsync(receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), TestContext.Current.CancellationToken));
        Assert.Contains("private network", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(receiver.All);
        using var allowed = new HttpClient(new SocketsHttpHandler { ConnectCallback = new CallbackHosts(["127.0.0.1"]).Connect });
        await allowed.GetAsync(receiver.Address, TestContext.Current.CancellationToken);
        Assert.Single(receiver.All);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450:4001:80b::200e", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("192.168.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::ffff:10.1.1.1", false)]
    public void Address_IsPublicOrNot_AsTheRegistriesSay(string address, bool isPublic) => Assert.Equal(isPublic, CallbackHosts.IsPublic(IPAddress.Parse(address)));

    private async Task<string> Post(JsonObject document, object subscriber)
    {
        using HttpResponseMessage answer = await limited.Process.Client.PostAsJsonAsync("/processes/scan/execution", new { inputs = new { scan = document }, subscriber }, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.Headers.Location!.ToString();
    }
}

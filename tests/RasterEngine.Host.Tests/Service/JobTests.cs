using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Service;

/// <summary>Scans through HTTP against a real service with its private PostgreSQL.</summary>
public sealed class JobTests(RunningService running)
{
    private static readonly SmallScene Noise = new() { Width = 700, Height = 600, Stored = SmallScene.Noise, Options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"] };

    private HttpClient Client => running.Process.Client;

    [Fact]
    public async Task Job_AnswersAsTheCommandLine_ByteForByte()
    {
        JsonObject document = running.Folder.Pair("bytes", Noise, Noise with { Stored = (band, column, row) => SmallScene.Noise(band, column + 1, row) });
        string job = await running.Process.Submit(document);
        JsonElement status = await running.Process.End(job);
        Assert.Equal("successful", status.GetProperty("status").GetString());
        Assert.Equal(100, status.GetProperty("progress").GetInt32());

        string byHand = running.Folder.ByHand(document);
        byte[] mask = await Client.GetByteArrayAsync(job + "/results/mask.tif", TestContext.Current.CancellationToken);
        Assert.Equal(Hash(File.ReadAllBytes(Path.Combine(byHand, "mask.tif"))), Hash(mask));
        JsonElement answer = await running.Process.Get(job + "/results");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Path.Combine(byHand, "report.json"))), JsonNode.Parse(answer.GetProperty("report").GetRawText())));
        Assert.Empty(await ServiceFolder.Left(running.Folder.Data, job[(job.LastIndexOf('/') + 1)..] + ".*"));
    }

    [Fact]
    public async Task Job_FailsWithTheSentence_WhenAnInputIsAtFault()
    {
        JsonObject document = running.Folder.Pair("cut", Noise, Noise);
        string path = Path.Combine(running.Folder.Archive, "cut-after.tif");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..5000]);
        JsonElement status = await running.Process.End(await running.Process.Submit(document));
        Assert.Equal("failed", status.GetProperty("status").GetString());
        Assert.Contains("cut-after.tif", status.GetProperty("message").GetString(), StringComparison.Ordinal);
        using HttpResponseMessage results = await Client.GetAsync($"/jobs/{status.GetProperty("jobID").GetString()}/results", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, results.StatusCode);
        Assert.Equal("application/problem+json", results.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("../outside.tif", "outside-archive")]
    [InlineData("/etc/passwd", "outside-archive")]
    [InlineData("link/passwd", "outside-archive")]
    [InlineData("/vsicurl/http://127.0.0.1:9/x.tif", "not-a-plain-path")]
    [InlineData("http://127.0.0.1:9/x.tif", "not-a-plain-path")]
    public async Task Post_RefusesAPathOutOfTheArchive(string path, string code)
    {
        string link = Path.Combine(running.Folder.Archive, "link");
        if (!Directory.Exists(link))
        {
            Directory.CreateSymbolicLink(link, "/etc");
        }

        JsonObject document = running.Folder.Pair("paths", new SmallScene(), new SmallScene());
        document["after"]!["path"] = path;
        await Refuses(document, code);
    }

    [Fact]
    public async Task Post_RefusesAnUnknownField()
    {
        JsonObject document = running.Folder.Pair("field", new SmallScene(), new SmallScene());
        document["rules"] = 1;
        await Refuses(document, "unknown-field");
    }

    [Fact]
    public async Task Post_MakesOneScan_WhenRepeatedWithTheSameKey()
    {
        JsonObject document = running.Folder.Pair("twice", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        string[] jobs = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/processes/scan/execution") { Content = JsonContent.Create(new { inputs = new { scan = document } }) };
            request.Headers.Add("Idempotency-Key", "the-same-question");
            using HttpResponseMessage answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.Headers.Location!.ToString();
        }));
        Assert.Single(jobs.Distinct());
        await running.Process.End(jobs[0]);
    }

    [Fact]
    public async Task Dismissal_LeavesNothing()
    {
        JsonObject document = running.Folder.Pair("dismissed", Noise with { Width = 4000, Height = 4000 }, Noise with { Width = 4000, Height = 4000 });
        string job = await running.Process.Submit(document);
        while ((await running.Process.Get(job)).GetProperty("status").GetString() == "accepted")
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        using HttpResponseMessage answer = await Client.DeleteAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("dismissed", (await running.Process.Get(job)).GetProperty("status").GetString());
        Assert.Empty(await ServiceFolder.Left(running.Folder.Data, job[(job.LastIndexOf('/') + 1)..] + ".*"));
        Assert.False(Directory.Exists(running.Folder.Result(job)));
        Assert.Equal(HttpStatusCode.Gone, (await Client.GetAsync(job + "/results", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Jobs_AreListedByPages()
    {
        JsonObject document = running.Folder.Pair("pages", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        foreach (int _ in Enumerable.Range(0, 3))
        {
            await running.Process.End(await running.Process.Submit(document));
        }

        JsonElement page = await running.Process.Get("/jobs?limit=2&status=successful");
        Assert.Equal(2, page.GetProperty("jobs").GetArrayLength());
        string next = page.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("rel").GetString() == "next").GetProperty("href").GetString()!;
        JsonElement second = await running.Process.Get(next);
        Assert.DoesNotContain(page.GetProperty("jobs")[0].GetProperty("jobID").GetString(), second.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("jobID").GetString()));
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/processes")]
    [InlineData("/schedules")]
    [InlineData("/ops/hangfire")]
    public async Task Everything_NeedsAKey(string address)
    {
        using var stranger = new HttpClient { BaseAddress = Client.BaseAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Worker_NeverLoadsLibgdal_AndKeepsItsPasswordToItself()
    {
        JsonObject document = running.Folder.Pair("maps", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        await running.Process.End(await running.Process.Submit(document));
        Assert.DoesNotContain("libgdal", File.ReadAllText($"/proc/{running.Process.Id}/maps"), StringComparison.Ordinal);
        foreach (string password in ServiceProcess.Passwords(running.Folder.Data))
        {
            Assert.DoesNotContain(password, running.Process.Log, StringComparison.Ordinal);
            Assert.DoesNotContain(password, File.ReadAllText($"/proc/{running.Process.Id}/cmdline"), StringComparison.Ordinal);
        }
    }

    private async Task Refuses(JsonObject document, string code)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/processes/scan/execution", new { inputs = new { scan = document } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

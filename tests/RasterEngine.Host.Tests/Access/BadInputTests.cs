using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>What nobody should send: each answered by a problem document, at once, that tells nothing of the machine.</summary>
public sealed class BadInputTests(RunningService running)
{
    private const string Execution = "/processes/scan/execution";

    public static TheoryData<string, string, string, int> Requests { get; } = new()
    {
        { "no body", Execution, "", 400 },
        { "no JSON", Execution, "{", 400 },
        { "a list", Execution, "[]", 400 },
        { "null", Execution, "null", 400 },
        { "a scan that is a number", Execution, """{ "inputs": { "scan": 1 } }""", 400 },
        { "a priority that is a list", Execution, """{ "inputs": { "scan": {}, "priority": [] } }""", 400 },
        { "an empty scan", Execution, """{ "inputs": { "scan": {} } }""", 400 },
        { "an unknown field", Execution, """{ "inputs": { "scan": {} }, "input": {} }""", 400 },
        { "an unknown input", Execution, """{ "inputs": { "scan": {}, "urgent": true } }""", 400 },
        { "a field twice", Execution, """{ "inputs": { "scan": { "name": "a", "name": "b" } } }""", 400 },
        { "depth in the envelope", Execution, Nested(100_000), 400 },
        { "depth in the scan", Execution, $$"""{ "inputs": { "scan": { "before": {{Nested(60)}} } } }""", 400 },
        { "a number beyond all numbers", Execution, """{ "inputs": { "scan": { "rule": { "vegetatedAt": 1e999 } } } }""", 400 },
        { "broken Unicode", Execution, """{ "inputs": { "scan": { "name": "\ud800" } } }""", 400 },
        { "a subscriber that is a word", Execution, """{ "inputs": { "scan": {} }, "subscriber": "me" }""", 400 },
        { "a schedule with an unknown field", "PUT /schedules/bad", """{ "cron": "0 0 * * *", "template": {}, "tenant": "other" }""", 400 },
        { "a schedule with no cron", "PUT /schedules/bad", """{ "template": {} }""", 400 },
        { "a schedule of lists", "PUT /schedules/bad", """{ "cron": [], "template": [], "regions": 1 }""", 400 },
        { "regions that are no objects", "PUT /schedules/bad", """{ "cron": "0 0 * * *", "template": {}, "regions": [1, null] }""", 400 },
        { "a page of a thousand million", "GET /jobs?limit=1000000000", "", 400 },
        { "a page that is no number", "GET /jobs?limit=many", "", 400 },
        { "a page before the first", "GET /jobs?offset=-1", "", 400 },
        { "SQL for a status", "GET /jobs?status='%20or%201=1--", "", 400 },
        { "SQL for a job", "GET /jobs/'%20or%201=1--", "", 404 },
        { "a path for a job", "GET /jobs/..%2f..%2fetc%2fpasswd", "", 404 },
        { "a path for a file", "GET /jobs/00000000-0000-0000-0000-000000000000/results/..%2f..%2fpassword", "", 404 },
        { "an unknown process", "POST /processes/eval/execution", "{}", 404 },
        { "an unknown address", "GET /admin", "", 404 },
        { "a method that is not there", "DELETE /processes", "", 405 },
        { "back-fill without dates", "POST /schedules/bad/backfill", "", 400 },
        { "back-fill of a thousand years", "POST /schedules/bad/backfill?from=1000-01-01T00:00:00Z&to=2000-01-01T00:00:00Z", "", 400 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_IsRefused(string what, string request, string body, int status)
    {
        string[] parts = request.Split(' ', 2);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Send(what, parts.Length == 2 ? parts[0] : "POST", parts[^1], body.Length > 0 ? content : null);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Body_IsRefused_WhenItIsLong()
    {
        // A client waits a second for leave to send a body; a service that has just started may need that for its first request.
        using (HttpResponseMessage first = await Send("no JSON", "POST", Execution, new StringContent("{")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, first.StatusCode);
        }

        using var content = new ByteArrayContent(new byte[31 << 20]);
        using HttpResponseMessage answer = await Send("31 MB, length told", "POST", Execution, content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Body_IsRefused_WhenItIsLong_AndDoesNotSayHowLong()
    {
        // By hand: a client that goes on sending is cut off, and has its answer lie there unread.
        Uri address = running.Process.Client.BaseAddress!;
        using var client = new TcpClient(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Execution} HTTP/1.1\r\nHost: {address.Authority}\r\nX-Api-Key: {ServiceProcess.Key}\r\nTransfer-Encoding: chunked\r\n\r\n"), TestContext.Current.CancellationToken);
        byte[] chunk = [.. "10000\r\n"u8, .. new byte[0x10000], .. "\r\n"u8];
        int sent = 0;
        try
        {
            for (; sent < 31 << 20; sent += 0x10000)
            {
                await stream.WriteAsync(chunk, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            Assert.InRange(sent, 1 << 20, 31 << 20);
        }

        byte[] answer = new byte[12];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("HTTP/1.1 413", Encoding.ASCII.GetString(answer));
    }

    [Theory]
    [InlineData("/vsizip/x.zip/a.tif")]
    [InlineData("/vsicurl/http://169.254.169.254/a.tif")]
    [InlineData("NETCDF:x.nc:band")]
    [InlineData("<VRTDataset/>")]
    [InlineData("a/../../../etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("\\\\host\\share\\a.tif")]
    [InlineData("a\u0000.tif")]
    [InlineData("CON")]
    public async Task Path_IsRefused_WhenItIsNotOneOfTheArchive(string path)
    {
        JsonObject document = running.Folder.Pair("bad-path", new SmallScene(), new SmallScene());
        document["before"]!["path"] = path;
        using var content = new StringContent(new JsonObject { ["inputs"] = new JsonObject { ["scan"] = document } }.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Send(path, "POST", Execution, content);

        // A name that looks like a file of the archive is looked for by the job.
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            JsonElement end = await running.Process.End(answer.Headers.Location!.ToString());
            Assert.Equal("failed", end.GetProperty("status").GetString());
            AssertTellsNothing(end.GetRawText());
        }
        else
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Zones_OfTenThousandCrossingVertices_EndInASentence(bool isInTheDocument)
    {
        // A star of chords: nearly every edge crosses nearly every other, fifty million crossings.
        var ring = new StringBuilder();
        for (int i = 0; i <= 10_000; i++)
        {
            double angle = i % 10_000 * 2 * Math.PI * 4999 / 10_000;
            ring.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}[{15 + (0.004 * Math.Cos(angle)):R},{48.745 + (0.0025 * Math.Sin(angle)):R}]");
        }

        string features = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"=1+1"},"geometry":{"type":"Polygon","coordinates":[[""" + ring + "]]}}]}";
        string name = isInTheDocument ? "crossing-inside" : "crossing";
        JsonObject document = running.Folder.Pair(name, new SmallScene(), new SmallScene());
        File.WriteAllText(Path.Combine(running.Folder.Archive, "crossing.geojson"), features);
        document["zones"] = isInTheDocument ? new JsonObject { ["features"] = JsonNode.Parse(features), ["id"] = "name" } : new JsonObject { ["path"] = "crossing.geojson", ["id"] = "name" };
        using var content = new StringContent(new JsonObject { ["inputs"] = new JsonObject { ["scan"] = document } }.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Send("10,000 crossing vertices", "POST", Execution, content);
        Assert.Equal(isInTheDocument ? HttpStatusCode.BadRequest : HttpStatusCode.Created, answer.StatusCode);
        if (isInTheDocument)
        {
            Assert.Contains("zone-crosses-itself", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            return;
        }

        long start = Stopwatch.GetTimestamp();
        JsonElement end = await running.Process.End(answer.Headers.Location!.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms until {end.GetProperty("status")}: {(end.TryGetProperty("message", out JsonElement why) ? why.GetString() : "")}");
        Assert.Contains(end.GetProperty("status").GetString(), (string[])["failed", "successful"]);
        AssertTellsNothing(end.GetRawText());
        using HttpResponseMessage results = await running.Process.Client.GetAsync($"/jobs/{end.GetProperty("jobID").GetString()}/results", TestContext.Current.CancellationToken);
        Assert.Equal(end.GetProperty("status").GetString() == "failed" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, results.StatusCode);
    }

    [Fact]
    public async Task Names_AreNoFormulas_InASpreadsheet()
    {
        JsonObject document = running.Folder.Pair("formula", new SmallScene(), new SmallScene { Stored = SmallScene.Bare });
        document["name"] = "=HYPERLINK(\"http://example.org\")";
        document["zones"] = new JsonObject
        {
            ["id"] = "name",
            ["features"] = JsonNode.Parse("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"@SUM(1+1)"},"geometry":{"type":"Polygon","coordinates":[[[15.001,48.748],[15.004,48.748],[15.004,48.751],[15.001,48.748]]]}}]}"""),
        };
        string job = await running.Process.Submit(document);
        JsonElement end = await running.Process.End(job);
        Assert.True(end.GetProperty("status").GetString() == "successful", end.GetRawText());
        string csv = await running.Process.Client.GetStringAsync($"/collections/estimates/items?f=csv&jobId={end.GetProperty("jobID").GetString()}", TestContext.Current.CancellationToken);
        Assert.Contains("HYPERLINK", csv, StringComparison.Ordinal);
        Assert.Contains("SUM(1+1)", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)(^|,)\"?[=@+]", csv);
    }

    private async Task<HttpResponseMessage> Send(string what, string method, string address, HttpContent? content)
    {
        // The machine has other things to do: what it can refuse at once it refuses at once in one of a few tries.
        bool isLong = content?.Headers.ContentLength > 1 << 20;
        (HttpResponseMessage answer, TimeSpan took) = await SendOnce();
        for (int more = 0; more < 4 && took > AtOnce && !answer.IsSuccessStatusCode && !isLong; more++)
        {
            answer.Dispose();
            (answer, took) = await SendOnce();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {(int)answer.StatusCode} after {took.TotalMilliseconds:0} ms");
        Assert.True(answer.IsSuccessStatusCode || isLong || took <= AtOnce, $"{what} was refused after {took.TotalMilliseconds:0} ms");
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            JsonElement problem = JsonSerializer.Deserialize<JsonElement>(body);
            Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
            Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
            Assert.NotEmpty(problem.GetProperty("type").GetString()!);
            AssertTellsNothing(body);
        }

        return answer;

        async Task<(HttpResponseMessage Answer, TimeSpan Took)> SendOnce()
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
            request.Headers.ExpectContinue = isLong;
            long start = Stopwatch.GetTimestamp();
            HttpResponseMessage found = await running.Process.Client.SendAsync(request, TestContext.Current.CancellationToken);
            // It would be gone with the request.
            request.Content = null;
            return (found, Stopwatch.GetElapsedTime(start));
        }
    }

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);

    // Neither where the service lies, nor what it is made of, nor how it came there.
    private void AssertTellsNothing(string body)
    {
        foreach (string secret in (string[])[running.Folder.Data, running.Folder.Archive, Checkout.Root, Path.GetTempPath() + "raster", "Npgsql", "Exception", "   at ", "postgres", ".cs:", "System."])
        {
            Assert.DoesNotContain(secret, body, StringComparison.Ordinal);
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}

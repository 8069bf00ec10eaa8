using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>Everything that is asked of the service, once, for all checks.</summary>
internal static class Transcript
{
    private const string Nothing = "/jobs/00000000-0000-4000-8000-000000000000";

    private static readonly Dictionary<string, string> Echoed = new()
    {
        ["stringInput"] = "\"teststring\"",
        ["measureInput"] = """{ "measurement": 10.3, "uom": "m" }""",
        ["dateInput"] = "\"2021-03-06T07:21:00Z\"",
        ["doubleInput"] = "3.14159",
        ["arrayInput"] = "[1, 2, 3, 4, 5, 6]",
        ["complexObjectInput"] = """{ "property1": "value1", "property2": 2, "property5": true }""",
        ["geometryInput"] = """{ "type": "Polygon", "coordinates": [[[17.3, 45.1], [17.4, 45.1], [17.4, 45.2], [17.3, 45.1]]] }""",
        ["boundingBoxInput"] = """{ "bbox": [51.9, 7.0, 52.0, 7.1], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84" }""",
        ["imagesInput"] = "\"SUkqAAgAAAA=\"",
        ["featureCollectionInput"] = """{ "type": "FeatureCollection", "features": [] }""",
    };

    private static Task<Dictionary<string, Exchange>>? recorded;

    public static JsonNode EchoValue(string kind) => JsonNode.Parse(Echoed[kind])!;

    /// <summary>The exchanges by name, recorded when first asked for.</summary>
    public static Task<Dictionary<string, Exchange>> Of(RunningService running) => recorded ??= Record(running);

    private static async Task<Dictionary<string, Exchange>> Record(RunningService running)
    {
        var all = new Dictionary<string, Exchange>();
        HttpClient client = running.Process.Client;
        foreach ((string name, string address) in ((string, string)[])[
            ("landing", "/"), ("conformance", "/conformance"), ("api", "/api"), ("processes", "/processes"), ("processes-limit-1", "/processes?limit=1"), ("processes-limit-0", "/processes?limit=0"),
            ("process", "/processes/scan"), ("no-process", "/processes/none"), ("schema", "/schemas/scan.json"), ("no-job", Nothing), ("odd-job", "/jobs/none"), ("no-job-results", Nothing + "/results")])
        {
            await Get(name, address);
        }

        await RecordEcho();
        await Post("execute-no-process", "/processes/none/execution", """{ "inputs": {} }""");
        await Post("execute-empty", "/processes/scan/execution", """{ "inputs": {} }""");
        await Post("execute-wrong", "/processes/scan/execution", """{ "inputs": { "scan": { "rule": 1 } } }""");
        await RecordJobs();
        return all;

        async Task Get(string name, string address) => all[name] = await Exchange.Record(client, HttpMethod.Get, address);

        async Task Post(string name, string address, string body, params (string, string)[] headers) => all[name] = await Exchange.Record(client, HttpMethod.Post, address, body, headers);

        async Task RecordEcho()
        {
            const string echo = "/processes/echo/execution";
            foreach ((string kind, string value) in Echoed)
            {
                await Post($"echo-{kind}", echo, $$"""{ "inputs": { "{{kind}}": {{value}} } }""");
                await Post($"echo-wrong-{kind}", echo, $$"""{ "inputs": { "{{kind}}": {{(kind == "stringInput" ? "5" : "\"no such thing!\"")}} } }""");
            }

            await Post("echo-unknown", echo, """{ "inputs": { "unknown": 1 } }""");
            await Post("echo-empty", echo, "{}");
            await Post("echo-not-json", echo, "{ inputs");
            await Post("echo-two", echo, """{ "inputs": { "stringInput": "teststring", "doubleInput": 3.5, "pause": 0 } }""");
            await Post("echo-raw", echo, """{ "inputs": { "stringInput": "teststring" }, "response": "raw" }""");
            await Post("echo-chosen", echo, """{ "inputs": { "stringInput": "teststring", "doubleInput": 3.5 }, "outputs": { "doubleInput": {} } }""");
        }

        async Task RecordJobs()
        {
            string ask = Ask("conforming", new SmallScene { Stored = SmallScene.Bare });
            await Post("execute", "/processes/scan/execution", ask);
            string job = all["execute"].Headers["Location"];
            await Get("not-ready", job + "/results");
            await Post("execute-preferred", "/processes/scan/execution", ask, ("Prefer", "respond-async"));
            string failing = Ask("unreadable", new SmallScene { Stored = SmallScene.Bare });
            string cut = Path.Combine(running.Folder.Archive, "unreadable-after.tif");
            await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut))[..900]);
            await Post("failing", "/processes/scan/execution", failing);
            string failed = all["failing"].Headers["Location"], dismissed = all["execute-preferred"].Headers["Location"];
            foreach (string each in (string[])[job, failed, dismissed])
            {
                await running.Process.End(each);
            }

            await Get("status", job);
            await Get("results", job + "/results");
            await Get("failed-status", failed);
            await Get("failed-results", failed + "/results");
            all["dismissed"] = await Exchange.Record(client, HttpMethod.Delete, dismissed);
            await Get("dismissed-results", dismissed + "/results");
            all["dismiss-no-job"] = await Exchange.Record(client, HttpMethod.Delete, Nothing);
            await RecordLists();
        }

        async Task RecordLists()
        {
            foreach ((string name, string query) in ((string, string)[])[
                ("jobs", ""), ("jobs-limit-1", "?limit=1"), ("jobs-limit-0", "?limit=0"), ("jobs-failed", "?status=failed"), ("jobs-two-states", "?status=failed,successful"), ("jobs-odd-state", "?status=queued"),
                ("jobs-scan", "?processID=scan&type=process"), ("jobs-other-process", "?processID=other"), ("jobs-other-type", "?type=service"), ("jobs-after", "?datetime=2999-01-01T00:00:00Z/.."),
                ("jobs-before", "?datetime=../1999-01-01T00:00:00Z"), ("jobs-interval", "?datetime=2020-01-01T00:00:00Z/2999-01-01T00:00:00Z"), ("jobs-odd-time", "?datetime=today"),
                ("jobs-odd-interval", "?datetime=2999-01-01T00:00:00Z/2020-01-01T00:00:00Z"), ("jobs-long", "?minDuration=100000"), ("jobs-short", "?maxDuration=100000"), ("jobs-odd-duration", "?minDuration=-1"),
                ("jobs-unknown", "?colour=red")])
            {
                await Get(name, "/jobs" + query);
            }

            // Where the first page says the next one is.
            await Get("jobs-second", new Uri(all["jobs-limit-1"].Links("next").First()["href"]!.GetValue<string>()).PathAndQuery);
            all["jobs-second"].Headers["First-Job"] = all["jobs-limit-1"].TextAt("jobs.0.jobID")!;
        }

        string Ask(string name, SmallScene after)
        {
            JsonObject document = running.Folder.Pair(name, new SmallScene(), after);
            return new JsonObject { ["inputs"] = new JsonObject { ["scan"] = document } }.ToJsonString();
        }
    }
}

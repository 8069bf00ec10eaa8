using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace RasterEngine.Host.Tests.Stage;

/// <summary>A data folder and an archive of small scenes for one service.</summary>
internal sealed class ServiceFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ServiceFolder()
    {
        // PostgreSQL's own user must be able to reach its cluster.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        Directory.CreateDirectory(Archive);
    }

    public string Data => folder["data"];

    public string Archive => folder["archive"];

    /// <summary>Writes a pair of scenes to the archive.</summary>
    /// <returns>The document that compares them.</returns>
    public JsonObject Pair(string name, SmallScene before, SmallScene after)
    {
        before.Write(Path.Combine(Archive, name + "-before.tif"));
        after.Write(Path.Combine(Archive, name + "-after.tif"));
        JsonObject document = JsonNode.Parse(Stage.Pair.Document)!.AsObject();
        document["name"] = name;
        document["before"]!["path"] = name + "-before.tif";
        document["after"]!["path"] = name + "-after.tif";
        return document;
    }

    /// <summary>The same scan from the command line: its result folder.</summary>
    public string ByHand(JsonObject document, (string Name, string Value)? variable = null)
    {
        string name = document["name"]!.GetValue<string>();
        File.WriteAllText(Path.Combine(Archive, name + ".scan"), document.ToJsonString());
        string[] call = ["scan", name + ".scan", "--out", folder["by-hand-" + name], "--quiet"];
        (variable is { } v ? EngineProcess.RunWith(v, Archive, call) : EngineProcess.Run(Archive, call)).Succeeds();
        return folder["by-hand-" + name];
    }

    public string Result(string job) => Path.Combine(Data, "results", job[(job.LastIndexOf('/') + 1)..]);

    /// <summary>What still lies in a service's work folder once it had time to clear up: a scan is told as ended a moment before its folder goes. Well within the two minutes after which leftovers are swept.</summary>
    /// <param name="data">The service's data folder.</param>
    /// <param name="pattern">Names looked for.</param>
    public static async Task<string[]> Left(string data, string pattern = "*")
    {
        string[] left;
        for (long since = Stopwatch.GetTimestamp(); (left = Directory.GetFileSystemEntries(Path.Combine(data, "work"), pattern)) is not [] && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(20);)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return left;
    }

    public void Dispose() => folder.Dispose();
}

using System.Collections.Concurrent;
using System.Text.Json;
using RasterEngine.Host.Tests.Stage;
using Xunit;

[assembly: AssemblyFixture(typeof(SampleResults))]

namespace RasterEngine.Host.Tests.Stage;

/// <summary>The documents of data-samples, each scanned once for all tests that only look at the result.</summary>
public sealed class SampleResults : IDisposable
{
    private static readonly Dictionary<string, (string Folder, string Expected)> Places = new()
    {
        ["inn-fields"] = ("inn-fields", "expected.json"),
        ["prairie-feet"] = ("prairie-feet", "expected.json"),
        ["pucallpa-1985-2020"] = ("pucallpa", "expected-1985-2020.json"),
        ["pucallpa-2000-2020"] = ("pucallpa", "expected-2000-2020.json"),
    };

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Ended>> runs = new();

    public static TheoryData<string> Names => [.. Places.Keys];

    public static string Document(string name) => Checkout.Sample(Places[name].Folder, name + ".json");

    public static JsonElement Expected(string name) => Read(Checkout.Sample(Places[name].Folder, Places[name].Expected));

    /// <summary>The result folder.</summary>
    public string Result(string name)
    {
        Run(name).Succeeds();
        return folder[name];
    }

    public JsonElement Report(string name) => Read(Path.Combine(Result(name), "report.json"));

    internal Ended Run(string name) =>
        runs.GetOrAdd(name, n => new Lazy<Ended>(() => EngineProcess.Run(folder.Path, "scan", Document(n), "--out", n))).Value;

    internal static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    public void Dispose() => folder.Dispose();
}

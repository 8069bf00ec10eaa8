using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RasterEngine.Host.Tests.Catalogue;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Conformance;

/// <summary>owslib, the OGC client of Python, as a distribution packages it: what people's scripts use.</summary>
public sealed class OwslibTests(RunningService running, FinishedScan scan)
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys
        from owslib.ogcapi.processes import Processes
        service = Processes(sys.argv[1], headers={"X-Api-Key": sys.argv[2]})
        found = service.processes()
        print("processes", ",".join(sorted(p["id"] for p in (found["processes"] if isinstance(found, dict) else found))))
        print("inputs", ",".join(sorted(service.process("scan")["inputs"])))
        print("core", "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core" in service.conformance()["conformsTo"])
        print("openapi", service.api()["openapi"][:3])
        """;

    private const string FeaturesScript = """
        import sys
        from owslib.ogcapi.features import Features
        service = Features(sys.argv[1], headers={"X-Api-Key": sys.argv[2]})
        print("collections", ",".join(sorted(service.feature_collections())))
        found = service.collection_items("estimates", limit=1000, jobId=sys.argv[3], statistic="change")
        for f in found["features"]:
            if f["properties"]["zone"] is None:
                print(f["properties"]["class"], repr(f["properties"]["value"]))
        print(found["numberMatched"], service.collection_item("estimates", found["features"][0]["id"])["type"])
        """;

    [Fact]
    public async Task Owslib_ReadsTheHectares()
    {
        Assert.SkipUnless(File.Exists(Python) && await Run("import owslib.ogcapi.features") is (0, _), "python3-owslib is not installed");
        (string job, JsonElement report) = await scan.Get(running);

        (int code, string output) = await Run(FeaturesScript, running.Process.Client.BaseAddress!.ToString(), ServiceProcess.Key, job[(job.LastIndexOf('/') + 1)..]);

        Assert.True(code == 0, output);
        string[] lines = output.Trim().Split('\n');
        Assert.Contains("estimates", lines[0], StringComparison.Ordinal);
        JsonElement lost = report.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "lost");
        string value = Assert.Single(lines, l => l.StartsWith("lost ", StringComparison.Ordinal))["lost ".Length..];
        Assert.Equal(lost.GetProperty("hectares").GetDecimal(), decimal.Parse(value, CultureInfo.InvariantCulture));
        Assert.EndsWith(" Feature", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owslib_ReadsProcessesConformanceAndDefinition()
    {
        Assert.SkipUnless(File.Exists(Python) && await Run("import owslib.ogcapi.processes") is (0, _), "python3-owslib is not installed");

        (int code, string output) = await Run(Script, running.Process.Client.BaseAddress!.ToString(), ServiceProcess.Key);

        Assert.True(code == 0, output);
        Assert.Equal(["processes echo,scan", "inputs priority,scan", "core True", "openapi 3.0"], output.Trim().Split('\n'));
    }

    private static async Task<(int Code, string Output)> Run(string script, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Access;

/// <summary>The sample client (docs/service/client.py) against a running service.</summary>
public sealed class ClientTests(RunningService running)
{
    [Fact]
    public async Task Client_SaysTheHectares_InTheWordsOfTheirEvidence()
    {
        JsonObject document = running.Folder.Pair("client", new SmallScene(), new SmallScene { Stored = (band, column, row) => column < 16 ? SmallScene.Bare(band, column, row) : SmallScene.Vegetated(band, column, row) });
        string folder = Path.Combine(running.Folder.Archive, "client-result");
        Ended ended = Run(document, folder).Succeeds();

        // 64 × 64 pixels of 10 m, all green before, a quarter bare after; ground area within 0.2 % of the nominal one.
        Assert.Matches(@"(?m)^(40\.9|41\.0) ha had NDVI ≥ 0\.4 on \d{4}-\d\d-\d\d \(100% of the area seen\); forest, meadow and garden included: no land mask was given$", ended.Output);
        Assert.Matches(@"(?m)^30\.7 ha had NDVI ≥ 0\.4 on ", ended.Output);
        Assert.Contains("note: No land mask was given", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cultivated", ended.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("successful, 100 %", ended.Error, StringComparison.Ordinal);

        // Asked again it is the same job, and its files are the service's.
        Assert.Equal(ended.Output, Run(document, folder).Succeeds().Output);
        JsonElement jobs = await running.Process.Get("/jobs?limit=200");
        string job = jobs.GetProperty("jobs").EnumerateArray().Single(j => j.GetProperty("name").GetString() == "client").GetProperty("jobID").GetString()!;
        Assert.Equal(File.ReadAllBytes(Path.Combine(running.Folder.Result(job), "mask.tif")), File.ReadAllBytes(Path.Combine(folder, "mask.tif")));
    }

    [Fact]
    public void Client_SaysWhatWasWrong()
    {
        JsonObject document = running.Folder.Pair("client-wrong", new SmallScene(), new SmallScene());
        document["rule"]!["vegetatedAt"] = "high";
        Ended ended = Run(document, "nowhere");
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("error: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("vegetatedAt", ended.Error, StringComparison.Ordinal);

        document["rule"]!["vegetatedAt"] = 0.4;
        File.WriteAllText(Path.Combine(running.Folder.Archive, "client-wrong-before.tif"), "no raster");
        Assert.Contains("client-wrong-before.tif", Run(document, "nowhere").Error, StringComparison.Ordinal);
    }

    private Ended Run(JsonObject document, string folder)
    {
        string python = Array.Find(["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"], File.Exists) ?? "";
        Assert.SkipWhen(python.Length == 0, "python3 is not installed; the sample client needs nothing else.");
        string file = Path.Combine(running.Folder.Archive, string.Create(CultureInfo.InvariantCulture, $"client-{Guid.NewGuid():N}.json"));
        File.WriteAllText(file, document.ToJsonString());
        var start = new ProcessStartInfo(python, [Path.Combine(Checkout.Root, "docs", "service", "client.py"), running.Process.Client.BaseAddress!.ToString(), file, folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RASTERENGINE_KEY"] = ServiceProcess.Key;
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Ended(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

using System.Diagnostics;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>
/// stac-node-validator on an Item and the collection. It asks for schemas over the network, which tests never use, and no package of a registry holds them: it
/// runs where RASTERENGINE_STAC_SCHEMAS names a folder that holds them, a folder a host (<c>schemas.stacspec.org</c>, <c>stac-extensions.github.io</c>,
/// <c>geojson.org</c>, <c>proj.org</c>) with the paths of their addresses.
/// </summary>
public sealed class StacValidatorTests(RunningService running, FinishedScan scan)
{
    private const string Variable = "RASTERENGINE_STAC_SCHEMAS";

    [Fact]
    public async Task Validator_FindsNoFault_InItemAndCollection()
    {
        string? schemas = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(schemas is not null, $"{Variable} names no folder with the schemas of STAC, which no package holds");
        (string job, _) = await scan.Get(running);
        using var folder = new TemporaryFolder();
        folder.Write("item.json", await running.Process.Client.GetStringAsync($"/collections/scans/items/{job[(job.LastIndexOf('/') + 1)..]}", TestContext.Current.CancellationToken));
        folder.Write("collection.json", await running.Process.Client.GetStringAsync("/collections/scans", TestContext.Current.CancellationToken));
        folder.Write("config.json", JsonSerializer.Serialize(new { files = (string[])[folder["item.json"], folder["collection.json"]], schemaMap = Directory.GetDirectories(schemas!).ToDictionary(d => $"https://{Path.GetFileName(d)}/", d => d + "/") }));

        var start = new ProcessStartInfo("npx", ["--yes", "stac-node-validator@2.0.0", "--config", folder["config.json"]]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, said);
    }
}

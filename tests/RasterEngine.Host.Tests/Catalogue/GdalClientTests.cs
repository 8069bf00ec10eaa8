using System.Diagnostics;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>GDAL's own programs as clients, as a distribution packages them: what QGIS uses too.</summary>
public sealed class GdalClientTests(RunningService running, FinishedScan scan)
{
    private const string NoGdal = "gdal-bin is not installed";

    private string Root => running.Process.Client.BaseAddress!.ToString().TrimEnd('/');

    [Fact]
    public async Task Ogrinfo_ReadsTheEstimates()
    {
        (string job, _) = await scan.Get(running);
        int expected = (await running.Process.Get("/collections/estimates/items?limit=1")).GetProperty("numberMatched").GetInt32();
        string found = await Run("ogrinfo", "-ro", "-so", $"OAPIF:{Root}", "estimates");

        Assert.Contains($"Feature Count: {expected}", found, StringComparison.Ordinal);
        Assert.Contains("value: Real", found, StringComparison.Ordinal);
        Assert.Contains(job[(job.LastIndexOf('/') + 1)..], await Run("ogrinfo", "-ro", "-q", $"OAPIF:{Root}", "estimates"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gdalinfo_ReadsTheMaskByRange()
    {
        (string job, _) = await scan.Get(running);
        string found = await Run("gdalinfo", $"/vsicurl/{Root}{job}/results/mask.tif");

        Assert.Contains("Size is 64, 64", found, StringComparison.Ordinal);
        Assert.Contains("CLASS_3=lost", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gdalinfo_ReadsASearchAsAMosaic()
    {
        (string job, _) = await scan.Get(running);
        string found = await Run("gdalinfo", $"STACIT:\"{Root}/search?ids={job[(job.LastIndexOf('/') + 1)..]}\":asset=mask");

        Assert.Contains("Size is 64, 64", found, StringComparison.Ordinal);
        Assert.Contains("UTM zone 33N", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ogrinfo_ReadsTheGeoPackage()
    {
        (string job, JsonElement report) = await scan.Get(running);
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["e.gpkg"], await running.Process.Client.GetByteArrayAsync($"/collections/estimates/items?jobId={job[(job.LastIndexOf('/') + 1)..]}&statistic=change&class=lost&f=gpkg", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        string found = await Run("ogrinfo", "-ro", "-al", folder["e.gpkg"]);

        Assert.Contains("Feature Count: 3", found, StringComparison.Ordinal);
        Assert.Contains($"value (Real) = {report.GetProperty("classes")[2].GetProperty("hectares").GetRawText().TrimEnd('0').TrimEnd('.')}", found, StringComparison.Ordinal);
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}"), NoGdal);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GDAL_HTTP_HEADERS"] = $"X-Api-Key: {ServiceProcess.Key}";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output + await errors;
    }
}

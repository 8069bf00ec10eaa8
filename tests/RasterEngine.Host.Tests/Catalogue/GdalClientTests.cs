using System.Diagnostics;
using System.Net.Http.Json;
using System.Security;
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

    [Fact]
    public async Task Gdallocationinfo_ReadsTheTiles_ByASignedAddressWithoutAKey()
    {
        (string job, _) = await scan.Get(running);
        using HttpResponseMessage made = await running.Process.Client.PostAsJsonAsync(job + "/links", new { hours = 1 }, TestContext.Current.CancellationToken);
        JsonElement links = await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        string tiles = links.GetProperty("tiles").EnumerateArray().Single(t => t.GetProperty("title").GetString() == "change").GetProperty("href").GetString()!;
        using var folder = new TemporaryFolder();
        // As https://gdal.org/drivers/raster/wms.html has layers of XYZ tiles; half the equator is 20037508.34 m.
        await File.WriteAllTextAsync(folder["tiles.xml"], $"""
            <GDAL_WMS>
              <Service name="TMS"><ServerUrl>{SecurityElement.Escape(tiles.Replace("{", "${", StringComparison.Ordinal))}</ServerUrl></Service>
              <DataWindow>
                <UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>20037508.34</UpperLeftY><LowerRightX>20037508.34</LowerRightX><LowerRightY>-20037508.34</LowerRightY>
                <TileLevel>15</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin>
              </DataWindow>
              <Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY><BandsCount>4</BandsCount>
            </GDAL_WMS>
            """, TestContext.Current.CancellationToken);

        // Lost is drawn 217, 95, 2 in all pictures; what was not scanned is transparent.
        Assert.Equal("217 95 2 255", await Values("15.004", "48.75"));
        Assert.EndsWith(" 0", await Values("14.999", "48.75"), StringComparison.Ordinal);

        async Task<string> Values(string longitude, string latitude) =>
            (await Run("gdallocationinfo", "-valonly", "-wgs84", folder["tiles.xml"], longitude, latitude)).ReplaceLineEndings(" ").Trim();
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

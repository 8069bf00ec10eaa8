using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using RasterEngine.Host.Tests.Service;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>Results as a STAC catalogue.</summary>
public sealed class StacTests(RunningService running, FinishedScan scan)
{
    // Corners of 64 x 64 pixels of 10 m at 500000, 5400000 in UTM zone 33, by PROJ 9.1.
    private static readonly double[] Box = [15.0, 48.7472552, 15.0087071, 48.7530130];

    [Fact]
    public async Task Item_TellsPlaceTimeAndBytesOfTheMask()
    {
        (string job, JsonElement report) = await scan.Get(running);
        JsonElement item = await running.Process.Get($"/collections/scans/items/{Id(job)}"), properties = item.GetProperty("properties"), mask = item.GetProperty("assets").GetProperty("mask");

        Assert.Equal(("Feature", "1.1.0", "scans"), (item.GetProperty("type").GetString(), item.GetProperty("stac_version").GetString(), item.GetProperty("collection").GetString()));
        Assert.All(item.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()).Zip(Box), b => Assert.Equal(b.Second, b.First, 1e-6));
        Assert.Equal($"{report.GetProperty("before").GetProperty("date").GetString()}T00:00:00Z", properties.GetProperty("start_datetime").GetString());
        Assert.Equal($"{report.GetProperty("after").GetProperty("date").GetString()}T23:59:59Z", properties.GetProperty("end_datetime").GetString());
        Assert.Equal((32633, "EPSG:32633"), (properties.GetProperty("proj:epsg").GetInt32(), properties.GetProperty("proj:code").GetString()));
        Assert.Equal([10.0, 0, 500_000, 0, -10, 5_400_000, 0, 0, 1], properties.GetProperty("proj:transform").EnumerateArray().Select(n => n.GetDouble()));

        byte[] bytes = await running.Process.Client.GetByteArrayAsync(mask.GetProperty("href").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, mask.GetProperty("file:size").GetInt64());
        Assert.Equal("1220" + Convert.ToHexStringLower(SHA256.HashData(bytes)), mask.GetProperty("file:checksum").GetString());
        Assert.Equal(["not-seen", "kept", "gained", "lost", "other"], mask.GetProperty("classification:classes").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Assets_AreAllThere()
    {
        (string job, _) = await scan.Get(running);
        foreach (JsonProperty asset in (await running.Process.Get($"/collections/scans/items/{Id(job)}")).GetProperty("assets").EnumerateObject())
        {
            using HttpResponseMessage answer = await running.Process.Client.GetAsync(asset.Value.GetProperty("href").GetString(), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(asset.Value.GetProperty("type").GetString()!.Split(';')[0], answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Mask_IsReadByRange()
    {
        (string job, _) = await scan.Get(running);
        using var request = new HttpRequestMessage(HttpMethod.Get, job + "/results/mask.tif") { Headers = { Range = new RangeHeaderValue(0, 3) } };
        using HttpResponseMessage answer = await running.Process.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("II*\0"u8.ToArray(), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("bbox=15,48,16,49", true)]
    [InlineData("bbox=16,48,17,49", false)]
    [InlineData("datetime=1900-01-01/1910-01-01", false)]
    [InlineData("collections=scans", true)]
    [InlineData("collections=others", false)]
    public async Task Search_FindsByPlaceAndTime(string query, bool found)
    {
        (string job, _) = await scan.Get(running);
        JsonElement answer = await running.Process.Get($"/search?limit=1000&{query}");

        Assert.Equal(found, answer.GetProperty("features").EnumerateArray().Any(f => f.GetProperty("id").GetString() == Id(job)));
        Assert.Equal(found, (await running.Process.Get($"/search?ids={Id(job)}&{query}")).GetProperty("numberMatched").GetInt32() == 1);
    }

    [Fact]
    public async Task Collections_AreListed() =>
        Assert.Equal(["estimates", "scans"], (await running.Process.Get("/collections")).GetProperty("collections").EnumerateArray().Select(c => c.GetProperty("id").GetString()).Order());

    private static string Id(string job) => job[(job.LastIndexOf('/') + 1)..];
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Service;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>The layers of a finished scan as web maps ask for them.</summary>
public sealed class TileTests(RunningService running, FinishedScan scan)
{
    // The scene's north-west corner is at 15° E, 48.7530° N (PROJ): column 2^15 · (15 + 180) / 360 = 17749.3, row 2^15 · (1 − asinh(tan 48.7530°) / π) / 2 = 11287.4.
    private const string Inside = "15/17749/11287.png", Outside = "15/3/4.png";

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("change")]
    public async Task Tile_IsAPng_KeptByWhoAsked(string layer)
    {
        string address = $"/tiles/{await Id()}/{layer}/{Inside}";
        using HttpResponseMessage answer = await running.Process.Client.GetAsync(address, TestContext.Current.CancellationToken);
        byte[] png = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        // PNG specification, 11.2.2: width and height of four bytes from the 16th on, bits, colour type 6: red, green, blue, alpha.
        Assert.Equal<byte>([0, 0, 1, 0, 0, 0, 1, 0, 8, 6], png[16..26]);
        Assert.Equal((true, TimeSpan.FromHours(1)), (answer.Headers.CacheControl!.Private, answer.Headers.CacheControl.MaxAge));
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using HttpResponseMessage kept = await running.Process.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, kept.StatusCode);
    }

    [Fact]
    public async Task Tile_IsTransparent_OutsideOfTheScan()
    {
        string start = $"/tiles/{await Id()}/change/";
        byte[] outside = await running.Process.Client.GetByteArrayAsync(start + Outside, TestContext.Current.CancellationToken), inside = await running.Process.Client.GetByteArrayAsync(start + Inside, TestContext.Current.CancellationToken);

        Assert.NotEqual(inside, outside);
        Assert.Equal(outside, await running.Process.Client.GetByteArrayAsync(start + "15/9/9.png", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TileJson_NamesTheTiles_WithTheirStyle()
    {
        string id = await Id();
        JsonElement document = await running.Process.Get($"/tiles/{id}/change/tilejson.json?colormap_name=viridis&rescale=0,4");

        Assert.EndsWith($"/tiles/{id}/change/{{z}}/{{x}}/{{y}}.png?colormap_name=viridis&rescale=0,4", document.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        // 64 × 64 pixels of 10 m from 15° E, 48.7530° N on, by PROJ.
        double[] bounds = [.. document.GetProperty("bounds").EnumerateArray().Select(b => Math.Round(b.GetDouble(), 4))];
        Assert.Equal([15.0, 48.7473, 15.0087, 48.7530], bounds);
        // 10 m of ground are 15.2 m of the map at that latitude; a pixel of zoom 13 has 19.1 m, of zoom 14 9.6 m.
        Assert.Equal((14, 14), (document.GetProperty("minzoom").GetInt32(), document.GetProperty("maxzoom").GetInt32()));
        double[] center = [.. document.GetProperty("center").EnumerateArray().Select(c => Math.Round(c.GetDouble(), 3))];
        Assert.Equal([15.004, 48.75, 14], center);
    }

    [Fact]
    public async Task Point_HasTheClass_AndInfoTheSize()
    {
        string id = await Id();

        Assert.Equal(3, (await running.Process.Get($"/tiles/{id}/change/point/15.004,48.75")).GetProperty("values")[0].GetInt32());
        Assert.Equal(JsonValueKind.Null, (await running.Process.Get($"/tiles/{id}/change/point/14.9,48.75")).GetProperty("values")[0].ValueKind);
        JsonElement info = await running.Process.Get($"/tiles/{id}/before/info");
        Assert.Equal((64, 64, 3), (info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32(), info.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Tiles_AreDrawnByFewProcesses_ThatMayDie()
    {
        string start = $"/tiles/{await Id()}/change/";
        byte[] expected = await running.Process.Client.GetByteArrayAsync(start + Inside, TestContext.Current.CancellationToken);
        long began = Stopwatch.GetTimestamp();
        for (int column = 0; column < 20; column++)
        {
            await running.Process.Client.GetByteArrayAsync($"{start}15/{17740 + column}/11287.png", TestContext.Current.CancellationToken);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds / 20:0.0} ms a tile");
        int[] children = ServiceChildren.Of(running.Process.Id, "layer-child");
        Assert.InRange(children.Length, 1, Math.Clamp(Environment.ProcessorCount / 2, 2, 8));
        foreach (int child in children)
        {
            EngineProcess.Shell($"kill -KILL {child}");
        }

        Assert.Equal(expected, await running.Process.Client.GetByteArrayAsync(start + Inside, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(ServiceChildren.Of(running.Process.Id, "layer-child"), children.Contains);
    }

    [Fact]
    public async Task Statistics_AreThoseOfTheStoredNumbers()
    {
        (string job, _) = await scan.Get(running);
        JsonElement band = (await running.Process.Get($"/tiles/{await Id()}/change/statistics")).GetProperty("b1");
        using Dataset mask = Dataset.Open(Path.Combine(running.Folder.Result(job), "mask.tif"));
        byte[] stored = new byte[64 * 64];
        mask.Band(1).Read<byte>(new Window(0, 0, 64, 64), stored);
        int[] seen = [.. stored.Where(s => s != 0).Select(s => (int)s)];

        Assert.Equal((seen.Length, seen.Min(), seen.Max()), (band.GetProperty("count").GetInt32(), band.GetProperty("min").GetInt32(), band.GetProperty("max").GetInt32()));
        Assert.Equal(seen.Average(), band.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(stored.Length - seen.Length, band.GetProperty("masked_pixels").GetInt32());
    }

    [Theory]
    [InlineData("before/15/17749/11287.png?bidx=1&colormap_name=viridis", 200)]
    [InlineData("before/15/17749/11287.png?bidx=3&bidx=2&bidx=1&rescale=10,200", 200)]
    [InlineData("before/15/17749/11287.png?bidx=4", 400)]
    [InlineData("before/15/17749/11287.png?bidx=1&bidx=2", 400)]
    [InlineData("before/15/17749/11287.png?colormap_name=viridis", 400)]
    [InlineData("change/15/17749/11287.png?colormap_name=mine", 400)]
    [InlineData("change/15/17749/11287.png?rescale=5", 400)]
    [InlineData("change/15/17749/11287.png?rescale=5,5", 400)]
    [InlineData("change/15/17749/11287.png?expression=b1", 400)]
    [InlineData("change/15/40000/11287.png", 404)]
    [InlineData("change/30/0/0.png", 404)]
    [InlineData("mask.tif/15/17749/11287.png", 404)]
    [InlineData("..%2Fchange/15/17749/11287.png", 404)]
    [InlineData("change/point/200,10", 400)]
    public async Task Parameters_AreTitilers(string address, int status)
    {
        using HttpResponseMessage answer = await running.Process.Client.GetAsync($"/tiles/{await Id()}/{address}", TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "image/png" : "application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task SignedAddress_OpensTheTiles_OfItsJobAlone()
    {
        string id = await Id();
        using HttpResponseMessage made = await running.Process.Client.PostAsJsonAsync($"/jobs/{id}/links", new { hours = 1 }, TestContext.Current.CancellationToken);
        JsonElement links = await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        string address = links.GetProperty("tiles").EnumerateArray().Single(t => t.GetProperty("title").GetString() == "change").GetProperty("href").GetString()!
            .Replace("{z}/{x}/{y}.png", Inside, StringComparison.Ordinal);
        using HttpClient nobody = running.Process.From("127.0.6.2");

        Assert.Equal(HttpStatusCode.OK, await Status(address));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(address[..address.IndexOf('?', StringComparison.Ordinal)]));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(address.Replace(id, Guid.NewGuid().ToString("D"), StringComparison.Ordinal)));

        async Task<HttpStatusCode> Status(string asked)
        {
            using HttpResponseMessage answer = await nobody.GetAsync(asked, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    private async Task<string> Id() => (await scan.Get(running)).Job is var job ? job[(job.LastIndexOf('/') + 1)..] : "";
}

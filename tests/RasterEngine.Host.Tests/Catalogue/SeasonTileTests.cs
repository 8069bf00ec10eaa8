using System.Net;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Pages;
using Xunit;

namespace RasterEngine.Host.Tests.Catalogue;

/// <summary>The layers of a season as web maps ask for them: classes, cycles, counts and days.</summary>
public sealed class SeasonTileTests(PageStage stage)
{
    [Theory]
    [InlineData("change", "mask.tif", 1)]
    [InlineData("cycles", "mask.tif", 2)]
    [InlineData("observations", "season.tif", 1)]
    [InlineData("start", "season.tif", 2)]
    [InlineData("peak", "season.tif", 3)]
    [InlineData("end", "season.tif", 4)]
    [InlineData("bare", "season.tif", 5)]
    [InlineData("loss", "season.tif", 6)]
    public async Task Layer_HasTheNumbersOfItsBand(string layer, string file, int number)
    {
        string job = await stage.Season;
        using Dataset dataset = Dataset.Open(Path.Combine(stage.Folder.Result(job), file));
        ushort[] stored = new ushort[dataset.Width * dataset.Height];
        dataset.Band(number).Read<ushort>(new Window(0, 0, dataset.Width, dataset.Height), stored);

        int largest = Array.IndexOf(stored, stored.Max());
        if (stored[largest] > 0)
        {
            Place middle = dataset.GeoTransform!.Value.At((largest % dataset.Width) + 0.5, (largest / dataset.Width) + 0.5);
            double[] x = [middle.X], y = [middle.Y];
            using CoordinateTransform toWorld = dataset.SpatialReference!.To(SpatialReference.FromEpsg(4326));
            toWorld.Transform(x, y);
            JsonElement point = await stage.Service.Get(FormattableString.Invariant($"/tiles/{job}/{layer}/point/{x[0]:R},{y[0]:R}"));
            Assert.Equal(stored[largest], Assert.Single(point.GetProperty("values").EnumerateArray()).GetInt32());
        }

        JsonElement statistics = (await stage.Service.Get($"/tiles/{job}/{layer}/statistics")).GetProperty("b1");
        Assert.Equal(stored.Count(s => s > 0), statistics.GetProperty("count").GetInt32());

        // Where there are numbers the tile has colours, and not one alone.
        JsonElement map = await stage.Service.Get($"/tiles/{job}/{layer}/tilejson.json");
        (int zoom, double side) = (map.GetProperty("minzoom").GetInt32() + 1, 1L << (map.GetProperty("minzoom").GetInt32() + 1));
        double[] center = [.. map.GetProperty("center").EnumerateArray().Select(n => n.GetDouble())];
        int column = (int)((center[0] + 180) / 360 * side), row = (int)((1 - (Math.Asinh(Math.Tan(center[1] * Math.PI / 180)) / Math.PI)) / 2 * side);
        byte[] png = await stage.Service.Client.GetByteArrayAsync($"/tiles/{job}/{layer}/{zoom}/{column}/{row}.png", TestContext.Current.CancellationToken);
        byte[] none = await stage.Service.Client.GetByteArrayAsync($"/tiles/{job}/{layer}/{zoom}/0/0.png", TestContext.Current.CancellationToken);
        Assert.Equal(stored.Any(s => s > 0), !png.AsSpan().SequenceEqual(none));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task Layer_IsNotThere_WhenASeasonHasNone(string layer)
    {
        using HttpResponseMessage answer = await stage.Service.Client.GetAsync($"/tiles/{await stage.Season}/{layer}/tilejson.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Cycles_AreNoLayer_OfTwoDates()
    {
        using HttpResponseMessage answer = await stage.Service.Client.GetAsync($"/tiles/{await stage.Sample}/cycles/tilejson.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}

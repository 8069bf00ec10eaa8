using System.Net;
using System.Text.Json;
using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>The numbers of one place against the stored numbers of its pixel.</summary>
public sealed class PointTests(PageStage stage)
{
    // Columns and rows from PROJ's own program: 13.12 48.295 is 360564.68 5350797.25 in UTM zone 33, 13.1397 48.29216 is 362018.07 5350445.99;
    // the scene begins at 359130 5352340. The second lies between the two zones.
    [Theory]
    [InlineData(13.12, 48.295, 143, 154, true)]
    [InlineData(13.1397, 48.29216, 288, 189, false)]
    public async Task Point_HasTheIndexOfItsPixel_AndItsClass(double longitude, double latitude, int column, int row, bool isInZone)
    {
        string job = await stage.Sample;
        JsonElement point = await stage.Service.Get(FormattableString.Invariant($"/jobs/{job}/point?lon={longitude}&lat={latitude}"));
        Assert.Equal((column, row), (point.GetProperty("column").GetInt32(), point.GetProperty("row").GetInt32()));
        double before = Index("t1_early_summer.tif", column, row), after = Index("t2_early_autumn.tif", column, row);
        Assert.Equal([before, after], point.GetProperty("dates").EnumerateArray().Select(d => d.GetProperty("index").GetDouble()));
        Assert.Equal(["2021-06-17", "2021-09-25"], point.GetProperty("dates").EnumerateArray().Select(d => d.GetProperty("date").GetString()));
        string rule = before >= 0.4 ? after < 0.4 && before - after >= 0.15 ? "lost" : "kept" : after >= 0.4 && after - before >= 0.15 ? "gained" : "other";
        Assert.Equal(isInZone ? rule : null, point.GetProperty("class").GetString());
    }

    [Theory]
    [InlineData("lon=2&lat=48", HttpStatusCode.NotFound)]
    [InlineData("lon=13", HttpStatusCode.BadRequest)]
    [InlineData("lon=13&lat=NaN", HttpStatusCode.BadRequest)]
    public async Task Point_IsRefused_WhenItIsNoPlaceOfTheScan(string query, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await stage.Service.Client.GetAsync(new Uri($"/jobs/{await stage.Sample}/point?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    private static double Index(string file, int column, int row)
    {
        using Dataset dataset = Dataset.Open(Checkout.Sample("inn-fields", file));
        ushort[] red = [0], nir = [0];
        dataset.Band(1).Read<ushort>(new Window(column, row, 1, 1), red);
        dataset.Band(4).Read<ushort>(new Window(column, row, 1, 1), nir);
        return Math.Round((nir[0] - (double)red[0]) / (nir[0] + red[0]), 4);
    }
}

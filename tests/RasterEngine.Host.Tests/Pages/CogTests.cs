using RasterEngine.Gdal;
using RasterEngine.Host.Tests.Stage;
using Xunit;

namespace RasterEngine.Host.Tests.Pages;

/// <summary>OpenLayers' own GeoTIFF source, as other people's web maps use it, on a mask at its address: by ranges, in the mask's projection, drawn by WebGL.</summary>
public sealed class CogTests(PageStage stage)
{
    private const int Sampled = 40;

    // What the layer shows at each place once it has drawn it, in stored numbers.
    private const string Draw = """
        async ([url, places]) => {
          const source = new ol.source.GeoTIFF({ sources: [{ url }], normalize: false, convertToRGB: false, interpolate: false });
          const failed = new Promise((_, fail) => source.on('change', () => source.getState() === 'error' && fail(source.getError())));
          const layer = new ol.layer.WebGLTile({ source });
          const { projection } = await Promise.race([source.getView(), failed]);
          document.body.innerHTML = '<div id="cog" style="width:400px;height:300px"></div>';
          const view = new ol.View({ projection, center: places[0], resolution: 10 });
          const map = new ol.Map({ target: 'cog', layers: [layer], controls: [], view });
          const values = [];
          for (const place of places) {
            view.setCenter(place);
            await Promise.race([new Promise(done => map.once('rendercomplete', done)), failed]);
            values.push(layer.getData(map.getPixelFromCoordinate(place))[0]);
          }
          return [projection.getCode(), ...values];
        }
        """;

    [Fact]
    public async Task OpenLayers_ReadsTheMask_ByRanges()
    {
        string job = await stage.Sample;
        await using Visit visit = await stage.Open(options: new() { BypassCSP = true });
        await visit.Go($"/scan.html?id={job}");
        await visit.Page.Locator(".map[data-drawn]").WaitForAsync();
        await visit.Page.AddScriptTagAsync(new() { Path = Path.Combine(Checkout.NpmModules, "geotiff", "dist-browser", "geotiff.js") });
        var answers = new List<int>();
        visit.Page.Response += (_, answer) =>
        {
            if (answer.Url.EndsWith("/mask.tif", StringComparison.Ordinal))
            {
                answers.Add(answer.Status);
            }
        };

        // What libgdal reads in the file itself, at the middles of pixels all over it.
        double[][] places;
        string[] expected;
        using (Dataset mask = Dataset.Open(Path.Combine(stage.Folder.Result(job), "mask.tif")))
        {
            byte[] stored = new byte[mask.Width * mask.Height];
            mask.Band(1).Read<byte>(new Window(0, 0, mask.Width, mask.Height), stored);
            int[] pixels = [.. Enumerable.Range(0, Sampled).Select(i => (int)((i + 0.5) / Sampled * stored.Length) + (i * 7 % mask.Width))];
            Place[] middles = [.. pixels.Select(p => mask.GeoTransform!.Value.At((p % mask.Width) + 0.5, (p / mask.Width) + 0.5))];
            places = [.. middles.Select(m => (double[])[m.X, m.Y])];
            expected = [.. pixels.Select(p => $"{stored[p]}")];
        }

        Assert.True(expected.Distinct().Count() >= 4, "the sampled pixels are of too few classes to tell anything");
        object[] shown = await visit.Page.EvaluateAsync<object[]>(Draw, (object[])[$"/jobs/{job}/results/mask.tif", places]);

        Assert.Equal(["EPSG:32633", .. expected], shown.Select(v => $"{v}"));
        Assert.NotEmpty(answers);
        Assert.All(answers, status => Assert.Equal(206, status));
    }
}

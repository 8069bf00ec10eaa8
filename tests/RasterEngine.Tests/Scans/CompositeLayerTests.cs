using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Publication;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>Composited dates: which acquisition was taken of every pixel, by vectors as by an ordinary sort, and the layers that say so.</summary>
public sealed class CompositeLayerTests
{
    [Fact]
    public void Layers_TellClearObservations_AndTheDayOfTheOneTaken()
    {
        using var folder = new TemporaryFolder();
        // NDVI × 10,000 of five pixels on three days, and one later date.
        short[][] values = [[1000, 5000, -9999, -9999, 7000], [3000, 4000, 2000, -9999, -9999], [2000, 6000, 1000, -9999, 1000]];
        for (int k = 0; k < 3; k++)
        {
            IndexScene.Write(folder[$"s{k}.tif"], 5, 1, values[k], -9999);
        }

        IndexScene.Write(folder["after.tif"], 5, 1, [1000, 1000, 1000, 1000, 1000], -9999);
        foreach ((string method, ushort[] days) in ((string, ushort[])[])[("max", [47, 75, 47, 0, 16]), ("median", [75, 16, 75, 0, 75])])
        {
            string scenes = string.Join(",", ((string[])["2021-01-16", "2021-02-16", "2021-03-16"]).Select((d, k) => $$"""{ "date": "{{d}}", "path": "s{{k}}.tif", "bands": { "index": 1 }, "scale": 0.0001 }"""));
            (_, ReportDocument report) = Question.Run(folder, $$"""
                { "before": { "scenes": [{{scenes}}], "composite": "{{method}}" }, "after": { "date": "2021-06-01", "path": "after.tif", "bands": { "index": 1 }, "scale": 0.0001 },
                  "rule": { "vegetatedAt": 0.4, "changeOf": 0.15 } }
                """, output: method);
            using Dataset layers = Dataset.Open(folder[$"{method}/composite.tif"]);
            Assert.Equal((2, "composite.tif"), (layers.BandCount, report.Outputs.Composite!.Path));
            Assert.Equal([3, 3, 2, 0, 2], Read(layers, 1));
            Assert.Equal(days, Read(layers, 2));
        }

        static ushort[] Read(Dataset layers, int band)
        {
            ushort[] pixels = new ushort[5];
            layers.Band(band).Read(new Window(0, 0, 5, 1), pixels.AsSpan());
            return pixels;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(41)]
    public void Median_ByVectors_IsTheLowerMiddleOfAStableSort(int dates)
    {
        var form = new DateForm(IndexForm.NormalisedDifference, new BandForm(1m, 0m, 0), new BandForm(1m, 0m, 0));
        var planes = new SeasonPlanes<ushort>(dates);
        const int length = 1003;
        planes.Resize(length);
        var random = new Random(dates);
        for (int k = 0; k < dates; k++)
        {
            planes.Resize(k, true, k % 2 == 0);
            for (int i = 0; i < length; i++)
            {
                // Few numbers, so that equal indices of different stored numbers are common.
                (planes.X(k)[i], planes.Y(k)[i]) = ((ushort)random.Next(0, 6), (ushort)random.Next(0, 6));
                if (k % 2 == 0)
                {
                    planes.Excluded(k)[i] = random.Next(4) == 0 ? (byte)Cell.Masked : (byte)0;
                }
            }
        }

        var chosen = new Chosen();
        MedianLanes<ushort>? medians = MedianLanes<ushort>.Of([.. Enumerable.Repeat(form, dates)]);
        Assert.SkipUnless(medians is not null, "this run has no vectors of 256 bits");
        Assert.True(medians!.Choose(planes, chosen));
        for (int i = 0; i < length; i++)
        {
            int[] clear = [.. Enumerable.Range(0, dates).Where(k => planes.X(k)[i] > 0 && planes.Y(k)[i] > 0 && (planes.Excluded(k).IsEmpty || planes.Excluded(k)[i] == 0))];
            int[] sorted = [.. clear.OrderBy(k => (decimal)(planes.X(k)[i] - planes.Y(k)[i]) / (planes.X(k)[i] + planes.Y(k)[i]))];
            Assert.Equal((sorted.Length, sorted.Length == 0 ? 0 : sorted[(sorted.Length - 1) / 2]), (chosen.Counts[i], chosen.Dates[i]));
        }
    }
}

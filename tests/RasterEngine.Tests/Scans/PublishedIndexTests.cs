using RasterEngine.Gdal;
using RasterEngine.Kernels;
using Xunit;

namespace RasterEngine.Tests.Scans;

/// <summary>NDVI pixel by pixel against the index rasters that real data sets bring along.</summary>
public sealed class PublishedIndexTests
{
    private static readonly string Data = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data");

    /// <param name="red">File of the red band.</param>
    /// <param name="redBand">Its number.</param>
    /// <param name="nir">File of the near infrared band.</param>
    /// <param name="nirBand">Its number.</param>
    /// <param name="index">File of the published NDVI.</param>
    /// <param name="indexBand">Its number.</param>
    /// <param name="scale">What its stored numbers are multiplied by.</param>
    /// <param name="pixels">How many it has, where both bands are positive.</param>
    /// <param name="tolerance">Half of its last digit, and float32's own.</param>
    [Theory]
    [InlineData("s2-leipzig-labelled/leipzig_raster.tif", 3, "s2-leipzig-labelled/leipzig_raster.tif", 6, "s2-leipzig-labelled/leipzig_raster.tif", 8, 1, 31_724, 1e-6)]
    [InlineData("landsat7-espa-cfmask/sr_band3.tif", 1, "landsat7-espa-cfmask/sr_band4.tif", 1, "landsat7-espa-cfmask/ndvi.tif", 1, 1e-4, 62_584, 0.502e-4)]
    [InlineData("s2-barbellino-12band/S2A2A_20170703_022_Barbellino_BOA_10.tif", 4, "s2-barbellino-12band/S2A2A_20170703_022_Barbellino_BOA_10.tif", 8, "s2-barbellino-12band/S2A2A_20170703_022_Barbellino_NDVI_10.tif", 1, 1e-4, 1008, 0.502e-4)]
    [InlineData("s2-barbellino-12band/S2A2A_20190723_022_Barbellino_BOA_10.tif", 4, "s2-barbellino-12band/S2A2A_20190723_022_Barbellino_BOA_10.tif", 8, "s2-barbellino-12band/S2A2A_20190723_022_Barbellino_NDVI_10.tif", 1, 1e-4, 1008, 0.502e-4)]
    public void Ndvi_IsThePublishedOne_WithinItsRounding(string red, int redBand, string nir, int nirBand, string index, int indexBand, double scale, int pixels, double tolerance)
    {
        Assert.SkipUnless(Directory.Exists(Data), "the real scenes are not beside the checkout");
        float[] r = Read(red, redBand), n = Read(nir, nirBand), published = Read(index, indexBand), found = new float[r.Length];
        new IndexKernel(IndexForm.NormalisedDifference).Compute(n, r, found);
        int[] seen = [.. Enumerable.Range(0, r.Length).Where(i => r[i] > 0 && n[i] > 0 && published[i] * scale is >= -1 and <= 1)];
        Assert.Equal(pixels, seen.Length);
        Assert.All(seen, i => Assert.Equal(published[i] * scale, found[i], tolerance));
    }

    private static float[] Read(string name, int band)
    {
        using Dataset dataset = Dataset.Open(Path.Combine(Data, name));
        float[] pixels = new float[dataset.Width * dataset.Height];
        dataset.Band(band).Read(new Window(0, 0, dataset.Width, dataset.Height), pixels.AsSpan());
        return pixels;
    }
}

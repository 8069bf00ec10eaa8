using RasterEngine.Gdal;

namespace RasterEngine.Tests;

/// <summary>A raster of whole numbers on the lattice of <see cref="SyntheticScene"/>, a band a date or more.</summary>
internal static class IndexScene
{
    /// <param name="path">Where.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="values">Band after band, row after row.</param>
    /// <param name="noData">The value that means nothing.</param>
    /// <param name="bands">How many bands.</param>
    public static void Write(string path, int width, int height, short[] values, short noData, int bands = 1)
    {
        using Dataset dataset = Dataset.Create(path, "GTiff", width, height, bands, PixelType.Int16);
        dataset.SetGeoTransform(new GeoTransform(359130, 10, 0, 5352340, 0, -10));
        dataset.SetSpatialReference(SpatialReference.FromEpsg(32633));
        for (int band = 1; band <= bands; band++)
        {
            dataset.Band(band).Write<short>(new Window(0, 0, width, height), values.AsSpan((band - 1) * width * height, width * height));
            dataset.Band(band).SetNoData(noData);
        }

        dataset.Close();
    }
}

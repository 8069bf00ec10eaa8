namespace RasterEngine.Gdal;

/// <summary>
/// What OVERVIEW_LEVEL=NONE hides: seen through it, a band of GDAL 3.6 has no description, and one of 64-bit integers no nodata value.
/// So both are read from a dataset opened without it, of which nothing else is asked: no pixel, and nothing that looks for overviews.
/// </summary>
internal readonly record struct BandLabel(string Description, double? NoData)
{
    /// <summary>The labels of all bands; empty when the file does not open, which the caller is about to find out.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="driver">The only driver that may open it.</param>
    public static unsafe BandLabel[] ReadAll(string path, string driver)
    {
        nint dataset = NativeMethods.GDALOpenEx(path, NativeMethods.GDAL_OF_RASTER, [driver, null], [null], 0);
        if (dataset == 0)
            return [];
        try
        {
            var labels = new BandLabel[NativeMethods.GDALGetRasterCount(dataset)];
            for (int i = 0; i < labels.Length; i++)
            {
                nint band = NativeMethods.GDALGetRasterBand(dataset, i + 1);
                labels[i] = new BandLabel(NativeMethods.Text(NativeMethods.GDALGetDescription(band)) ?? "", NoDataOf(band));
            }
            return labels;
        }
        finally
        {
            _ = NativeMethods.GDALClose(dataset);
        }
    }

    /// <summary>The nodata value of a band, asked for in the way its type needs; null when there is none.</summary>
    public static double? NoDataOf(nint band)
    {
        int found;
        double value = PixelTypes.FromNative(NativeMethods.GDALGetRasterDataType(band)) switch
        {
            PixelType.Int64 => NativeMethods.GDALGetRasterNoDataValueAsInt64(band, out found),
            PixelType.UInt64 => NativeMethods.GDALGetRasterNoDataValueAsUInt64(band, out found),
            _ => NativeMethods.GDALGetRasterNoDataValue(band, out found),
        };
        return found == 0 ? null : value;
    }
}

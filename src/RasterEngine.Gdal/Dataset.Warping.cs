using System.Globalization;

namespace RasterEngine.Gdal;

public sealed unsafe partial class Dataset
{
    /// <summary>
    /// Resamples this dataset onto the place of another with as many bands, exactly (every pixel is transformed). NaN pixels of the source
    /// weigh nothing, and pixels of the target that nothing reaches become NaN.
    /// </summary>
    /// <param name="target">Where to; both are rasters in memory with a place.</param>
    /// <param name="method">GDAL's name of the method: bilinear, cubic.</param>
    /// <param name="columnRatio">Target pixels for each source pixel along a row. Stated, so that no window of one raster is filtered otherwise than the next.</param>
    /// <param name="rowRatio">The same along a column.</param>
    /// <exception cref="GdalException">There is no way from one CRS to the other.</exception>
    public void WarpInto(Dataset target, string method, double columnRatio, double rowRatio)
    {
        ArgumentNullException.ThrowIfNull(target);
        string?[] arguments =
        [
            "-r", method, "-et", "0", "-srcnodata", "nan", "-dstnodata", "nan", "-ovr", "NONE",
            "-wo", string.Create(CultureInfo.InvariantCulture, $"XSCALE={columnRatio:R}"),
            "-wo", string.Create(CultureInfo.InvariantCulture, $"YSCALE={rowRatio:R}"),
            null,
        ];
        using Lock.Scope use = Use();
        using Lock.Scope useTarget = target.Use();
        GdalErrors.Reset();
        nint options = NativeMethods.GDALWarpAppOptionsNew(arguments, 0);
        if (options == 0)
            throw GdalErrors.Failure("GDALWarpAppOptionsNew", Path);
        try
        {
            nint source = handle;
            int usageError = 0;
            if (NativeMethods.GDALWarp(null, target.handle, 1, &source, options, &usageError) == 0 || usageError != 0)
                throw GdalErrors.Failure("GDALWarp", Path);
        }
        finally
        {
            NativeMethods.GDALWarpAppOptionsFree(options);
        }
    }
}

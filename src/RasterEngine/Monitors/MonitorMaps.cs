using System.Globalization;
using RasterEngine.Cogs;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>The maps of a monitor on their way to disk: status.tif and breaks.tif, Cloud Optimised GeoTIFFs. Owned by the thread that made it.</summary>
internal sealed class MonitorMaps : IDisposable
{
    public const string StatusName = "status.tif", BreaksName = "breaks.tif";

    private static readonly string[] DateBands = ["last break", "first break", "last recovery", "breaks"];

    private static readonly CogBand Statuses = new(
        "monitor status",
        [new(0, 255, 255, 255, 0), new(1, 166, 206, 150, 255), new(2, 213, 94, 0, 255), new(3, 86, 180, 233, 255), new(4, 190, 190, 190, 255)],
        Enum.GetValues<PixelStatus>().Where(s => s != PixelStatus.NotSeen).ToDictionary(s => string.Create(CultureInfo.InvariantCulture, $"CLASS_{(int)s}"), s => s.ToString().ToLowerInvariant()));

    private readonly CogWriter status;
    private readonly CogEncoder encoder;
    private readonly string breaksPath;
    private readonly Dataset breaks;

    public MonitorMaps(string folder, Grid grid)
    {
        status = new CogWriter(Path.Combine(folder, StatusName), grid, [Statuses]);
        encoder = new CogEncoder(status);
        breaksPath = Path.Combine(folder, BreaksName);
        breaks = Dataset.Create(breaksPath + ".spool", "GTiff", grid.Width, grid.Height, DateBands.Length, PixelType.UInt16, "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER");
        breaks.SetGeoTransform(grid.GeoTransform);
        breaks.SetSpatialReference(grid.SpatialReference);
        for (int band = 1; band <= DateBands.Length; band++)
        {
            breaks.Band(band).SetNoData(0);
            breaks.Band(band).SetDescription(DateBands[band - 1]);
            if (band < DateBands.Length)
            {
                breaks.Band(band).SetMetadata("UNIT", "days since 1970-01-01");
            }
        }
    }

    public void Append(MonitorAnswer answer)
    {
        encoder.Append(answer.Tile.Window, answer.Statuses);
        int pixels = answer.Statuses.Length;
        for (int band = 0; band < DateBands.Length; band++)
        {
            breaks.Band(band + 1).Write<ushort>(answer.Tile.Window, answer.Dates.AsSpan(band * pixels, pixels));
        }
    }

    /// <summary>Lays both out; after this they are at their paths.</summary>
    /// <exception cref="GdalException">A write failed.</exception>
    public void Complete()
    {
        status.Complete();
        breaks.CreateCopy(breaksPath, "COG", "COMPRESS=DEFLATE", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=MODE", "BIGTIFF=IF_SAFER", "OVERVIEWS=IGNORE_EXISTING");
        breaks.Close();
        File.Delete(breaksPath + ".spool");
    }

    public void Dispose()
    {
        status.Dispose();
        breaks.Dispose();
    }
}

using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Masks;

/// <summary>
/// A raster of several bands on its way to disk: windows are appended in any order to an uncompressed spool, <see cref="Complete"/> lays out a Cloud
/// Optimised GeoTIFF from it and holds what it reads back against what was appended. 0 is nodata. Owned by the thread that made it.
/// </summary>
/// <typeparam name="T">byte or ushort.</typeparam>
internal sealed class LayerFile<T> : IDisposable
    where T : unmanaged
{
    private readonly string path, spoolPath;
    private readonly Dataset spool;
    private readonly int bands;
    private readonly Dictionary<(int Band, Window Window), UInt128> appended = [];
    private readonly string overviews;

    /// <param name="path">Where the raster is to be; its spool lies beside it until it is complete.</param>
    /// <param name="grid">Its place.</param>
    /// <param name="names">What each band holds.</param>
    /// <param name="overviews">How overviews are made, in GDAL's word: MODE for classes, NEAREST for days.</param>
    public LayerFile(string path, Grid grid, IReadOnlyList<string> names, string overviews)
    {
        (this.path, this.overviews, spoolPath, bands) = (path, overviews, path + ".spool", names.Count);
        PixelType type = typeof(T) == typeof(byte) ? PixelType.Byte : PixelType.UInt16;
        spool = Dataset.Create(spoolPath, "GTiff", grid.Width, grid.Height, bands, type, "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER");
        spool.SetGeoTransform(grid.GeoTransform);
        spool.SetSpatialReference(grid.SpatialReference);
        for (int band = 1; band <= bands; band++)
        {
            spool.Band(band).SetNoData(0);
            spool.Band(band).SetDescription(names[band - 1]);
        }
    }

    /// <summary>Says something of a band, such as the name of a class.</summary>
    public void SetMetadata(int band, string key, string value) => spool.Band(band).SetMetadata(key, value);

    public void SetColourTable(int band, IReadOnlyList<ColourEntry> colours) => spool.Band(band).SetColourTable(colours);

    public void Append(int band, Window window, ReadOnlySpan<T> pixels)
    {
        spool.Band(band).Write(window, pixels);
        appended.Add((band, window), XxHash128.HashToUInt128(MemoryMarshal.AsBytes(pixels)));
    }

    /// <summary>Lays out and verifies the raster; after this it is at its path and the spool is gone.</summary>
    /// <param name="threads">Threads that compress; the bytes are the same for any number.</param>
    /// <exception cref="GdalException">A write failed (disk full).</exception>
    /// <exception cref="IOException">What is on disk is not what was appended.</exception>
    public void Complete(int threads)
    {
        spool.CreateCopy(
            path, "COG", "COMPRESS=DEFLATE", "BLOCKSIZE=512", $"OVERVIEW_RESAMPLING={overviews}", "BIGTIFF=IF_SAFER", "OVERVIEWS=IGNORE_EXISTING", string.Create(CultureInfo.InvariantCulture, $"NUM_THREADS={threads}"));
        spool.Close();
        File.Delete(spoolPath);
        using Dataset written = Dataset.Open(path);
        T[] buffer = new T[appended.Keys.Max(k => k.Window.PixelCount)];
        foreach (((int band, Window window), UInt128 hash) in appended)
        {
            Span<T> pixels = buffer.AsSpan(0, (int)window.PixelCount);
            written.Band(band).Read(window, pixels);
            if (XxHash128.HashToUInt128(MemoryMarshal.AsBytes(pixels)) != hash)
            {
                throw new IOException($"{path}: band {band} at column {window.Column}, row {window.Row} reads back otherwise than it was written; the disk or its file system is at fault");
            }
        }
    }

    public void Dispose() => spool.Dispose();
}

using System.Globalization;
using System.IO.Hashing;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Masks;

/// <summary>
/// The mask on its way to disk. Tiles are appended in any order to an uncompressed spool; <see cref="Complete"/> lays out a Cloud Optimised
/// GeoTIFF from it, reads that back and holds every tile against what was appended. Owned by the thread that made it.
/// </summary>
internal sealed class ChangeMaskFile : IDisposable
{
    private readonly string path, spoolPath;
    private readonly Dataset spool;
    private readonly Dictionary<Window, UInt128> appended = [];
    private bool isRewritten;

    /// <param name="path">Where the mask is to be; its spool lies beside it until it is complete.</param>
    /// <param name="grid">Place of the mask.</param>
    public ChangeMaskFile(string path, Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        this.path = path;
        spoolPath = path + ".spool";
        spool = Dataset.Create(spoolPath, "GTiff", grid.Width, grid.Height, 1, PixelType.Byte, "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER");
        spool.SetGeoTransform(grid.GeoTransform);
        spool.SetSpatialReference(grid.SpatialReference);
        RasterBand band = spool.Band(1);
        band.SetNoData((byte)ChangeClass.NotSeen);
        band.SetDescription("change class");
        band.SetColourTable(ChangeClasses.Colours);
        foreach (ChangeClass value in ChangeClasses.Observed)
        {
            band.SetMetadata("CLASS_" + ((int)value).ToString(CultureInfo.InvariantCulture), value.Name());
        }
    }

    public void Append(Window window, ReadOnlySpan<byte> classes)
    {
        spool.Band(1).Write(window, classes);
        appended.Add(window, XxHash128.HashToUInt128(classes));
    }

    /// <summary>Reads back what was appended.</summary>
    public void Read(Window window, Span<byte> classes) => spool.Band(1).Read(window, classes);

    /// <summary>Puts classes in the place of what was appended there. Once begun, all of the mask is to be rewritten.</summary>
    public void Rewrite(Window window, ReadOnlySpan<byte> classes, bool isChanged)
    {
        if (!isRewritten)
        {
            appended.Clear();
            isRewritten = true;
        }

        if (isChanged)
        {
            spool.Band(1).Write(window, classes);
        }

        appended.Add(window, XxHash128.HashToUInt128(classes));
    }

    /// <summary>Lays out and verifies the mask; after this it is at its path and the spool is gone.</summary>
    /// <param name="threads">Threads that compress; the bytes are the same for any number.</param>
    /// <exception cref="GdalException">A write failed (disk full), or what is on disk is not what was appended.</exception>
    public void Complete(int threads)
    {
        spool.CreateCopy(path, "COG", "COMPRESS=DEFLATE", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=MODE", "BIGTIFF=IF_SAFER", "OVERVIEWS=IGNORE_EXISTING", string.Create(CultureInfo.InvariantCulture, $"NUM_THREADS={threads}"));
        spool.Close();
        File.Delete(spoolPath);

        using Dataset written = Dataset.Open(path);
        byte[] buffer = new byte[appended.Keys.Max(w => w.PixelCount)];
        foreach ((Window window, UInt128 hash) in appended)
        {
            Span<byte> classes = buffer.AsSpan(0, (int)window.PixelCount);
            written.Band(1).Read(window, classes);
            if (XxHash128.HashToUInt128(classes) != hash)
            {
                throw new IOException($"{path}: the tile at column {window.Column}, row {window.Row} reads back otherwise than it was written; the disk or its file system is at fault");
            }
        }
    }

    public void Dispose() => spool.Dispose();
}

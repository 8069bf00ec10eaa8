using System.Globalization;
using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

/// <summary>
/// An open raster: its size, its place and its bands. Belongs to the thread that opened it and refuses any other, in every build:
/// two threads in one handle end the process. Only <see cref="Dispose"/> may come from another thread; it waits for a running call.
/// </summary>
public sealed unsafe partial class Dataset : IDisposable
{
    private readonly Lock gate = new();
    private readonly int owner = Environment.CurrentManagedThreadId;
    private readonly RasterBand?[] bands;
    private readonly BandLabel[] labels;
    private nint handle;
    private GCHandle heldPixels;
    private SpatialReference? spatialReference;
    private bool spatialReferenceIsRead;

    private Dataset(nint handle, string path, BandLabel[] labels)
    {
        this.handle = handle;
        this.labels = labels;
        Path = path;
        try
        {
            Driver = NativeMethods.Text(NativeMethods.GDALGetDescription(NativeMethods.GDALGetDatasetDriver(handle))) ?? "";
            Width = NativeMethods.GDALGetRasterXSize(handle);
            Height = NativeMethods.GDALGetRasterYSize(handle);
            bands = new RasterBand[NativeMethods.GDALGetRasterCount(handle)];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The full path; empty for a raster in memory.</summary>
    public string Path { get; }

    /// <summary>GDAL's short name of the format, such as GTiff.</summary>
    public string Driver { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    public int BandCount => bands.Length;

    /// <summary>Where the pixels lie; null when the file does not say.</summary>
    public GeoTransform? GeoTransform
    {
        get
        {
            using Lock.Scope use = Use();
            double* six = stackalloc double[6];
            return NativeMethods.GDALGetGeoTransform(handle, six) == NativeMethods.CE_None
                ? new GeoTransform(six[0], six[1], six[2], six[3], six[4], six[5])
                : null;
        }
    }

    /// <summary>The coordinate reference system; null when the file names none.</summary>
    public SpatialReference? SpatialReference
    {
        get
        {
            using Lock.Scope use = Use();
            if (!spatialReferenceIsRead)
            {
                nint borrowed = NativeMethods.GDALGetSpatialRef(handle);
                using OsrHandle? copy = borrowed == 0 ? null : NativeMethods.OSRClone(borrowed);
                spatialReference = copy is null ? null : SpatialReferenceReader.Read(copy);
                spatialReferenceIsRead = true;
            }
            return spatialReference;
        }
    }

    /// <summary>Opens a GeoTIFF or a JPEG 2000 file for reading. Nothing but the file itself is read: no sidecars, no overviews.</summary>
    /// <exception cref="GdalException">No such file, not a regular file, or neither a GeoTIFF nor a JPEG 2000 file that GDAL can open.</exception>
    public static Dataset Open(string path) => Open(path, "NONE");

    /// <summary>
    /// Opens an overview of a GeoTIFF for reading, as if it were the raster; GDAL's geotransform of it is rounded to its size. Only of files that
    /// this program wrote: a file of others may name anything as its overviews.
    /// </summary>
    /// <param name="path">Of the file.</param>
    /// <param name="overview">From 0, the largest.</param>
    /// <exception cref="GdalException">There is no such file or no such overview.</exception>
    public static Dataset OpenOverview(string path, int overview)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(overview);
        return Open(path, overview.ToString(CultureInfo.InvariantCulture));
    }

    private static Dataset Open(string path, string overviews)
    {
        GdalLibrary.EnsureLoaded();
        string full = RasterFile.ToRead(path);
        string driver = RasterFile.DriverOf(full);
        BandLabel[] labels = BandLabel.ReadAll(full, driver);
        GdalErrors.Reset();
        // OVERVIEW_LEVEL=NONE: a raster's own metadata can name its overviews as any file or address, which GDAL would follow.
        nint handle = NativeMethods.GDALOpenEx(
            full, NativeMethods.GDAL_OF_RASTER | NativeMethods.GDAL_OF_VERBOSE_ERROR, [driver, null], [$"OVERVIEW_LEVEL={overviews}", null], 0);
        return handle == 0
            ? throw GdalErrors.Failure("GDALOpenEx", full)
            : new Dataset(handle, full, labels);
    }

    /// <param name="number">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public RasterBand Band(int number)
    {
        using Lock.Scope use = Use();
        if (number < 1 || number > BandCount)
            throw new ArgumentOutOfRangeException(nameof(number), number, $"Found band {number}, expected 1 to {BandCount} of {Name}.");
        return bands[number - 1] ??= new RasterBand(this, NativeMethods.GDALGetRasterBand(handle, number), number);
    }

    /// <summary>One entry of the metadata, of the default domain unless one is named; null when there is none.</summary>
    public string? Metadata(string key, string? domain = null)
    {
        using Lock.Scope use = Use();
        return NativeMethods.Text(NativeMethods.GDALGetMetadataItem(handle, key, domain));
    }

    /// <summary>
    /// Writes what is pending and closes. Only this tells whether everything written has arrived. Closing again does nothing.
    /// </summary>
    /// <exception cref="GdalException">GDAL reported a failure; the dataset is closed all the same.</exception>
    /// <exception cref="InvalidOperationException">Called from another thread than the owner's.</exception>
    public void Close()
    {
        ThreadOwnership.Check(owner, Name);
        lock (gate)
        {
            if (handle == 0)
                return;
            nint open = handle;
            handle = 0;
            GdalErrors.Reset();
            try
            {
                CloseNative(open, "GDALClose", Path);
            }
            finally
            {
                LetGo();
            }
        }
    }

    /// <summary>
    /// Closes if that is not done, from any thread, and swallows what GDAL says: a writer calls <see cref="Close"/> first.
    /// </summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (handle != 0)
                _ = NativeMethods.GDALClose(handle);
            handle = 0;
            LetGo();
        }
    }

    private void LetGo()
    {
        if (heldPixels.IsAllocated)
            heldPixels.Free();
    }

    /// <summary>What the file says of a band that the handle hides; null for a dataset of our own making, which hides nothing.</summary>
    internal BandLabel? Label(int number) => number <= labels.Length ? labels[number - 1] : null;

    /// <summary>How messages call it.</summary>
    internal string Name => Path.Length == 0 ? "the raster in memory" : Path;

    /// <summary>Held during every native call.</summary>
    /// <exception cref="InvalidOperationException">Another thread than the owner's.</exception>
    /// <exception cref="ObjectDisposedException">Closed.</exception>
    internal Lock.Scope Use()
    {
        ThreadOwnership.Check(owner, Name);
        Lock.Scope scope = gate.EnterScope();
        if (handle != 0)
            return scope;
        scope.Dispose();
        throw new ObjectDisposedException(Name);
    }

    // GDAL before 3.7 returns nothing here, and every version reports a full disk only now, whatever the writes returned.
    private static void CloseNative(nint open, string function, string path)
    {
        int error = NativeMethods.GDALClose(open);
        GdalErrors.ThrowIfReported(function, path);
        if (GdalLibrary.VersionNumber >= 3070000)
            GdalErrors.ThrowIfFailed(error, function, path);
    }
}

using System.Runtime.InteropServices;

namespace RasterEngine.Gdal;

public sealed unsafe partial class Dataset
{
    /// <summary>
    /// Creates a file in the format of a driver's short name, such as GTiff, over one that is there; options are the driver's creation
    /// options, each KEY=VALUE. Errors of a full disk come no earlier than <see cref="Close"/>.
    /// </summary>
    /// <exception cref="GdalException">It cannot be created.</exception>
    public static Dataset Create(string path, string driver, int width, int height, int bands, PixelType type, params string[] options)
    {
        string full = RasterFile.ToWrite(path);
        return CreateNative(full, driver, width, height, bands, type, options);
    }

    /// <summary>Creates a raster in memory, all zeros.</summary>
    /// <exception cref="GdalException">There is not enough memory.</exception>
    public static Dataset CreateMemory(int width, int height, int bands, PixelType type) =>
        CreateNative("", "MEM", width, height, bands, type, []);

    /// <summary>A raster in memory that is the caller's own bytes, where they lie: the bands of a pixel side by side.</summary>
    /// <param name="pixels">Held in their place until the raster is closed.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bands">Bytes of a pixel.</param>
    /// <exception cref="ArgumentException">Not as many bytes as the raster has.</exception>
    /// <exception cref="GdalException">There is not enough memory.</exception>
    public static Dataset OverPixels(byte[] pixels, int width, int height, int bands)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)width * height * bands)
            throw new ArgumentException($"Found {pixels.Length} bytes, expected {width} × {height} × {bands}.", nameof(pixels));
        GdalLibrary.EnsureLoaded();
        GdalErrors.Reset();
        nint handle = NativeMethods.GDALCreate(FindDriver("MEM"), "", width, height, 0, (int)PixelType.Byte, [null]);
        if (handle == 0)
            throw GdalErrors.Failure("GDALCreate", "");
        var held = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        for (int band = 0; band < bands; band++)
        {
            int error = NativeMethods.GDALAddBand(handle, (int)PixelType.Byte, [$"DATAPOINTER=0x{held.AddrOfPinnedObject() + band:x}", $"PIXELOFFSET={bands}", $"LINEOFFSET={(long)width * bands}", null]);
            if (error != NativeMethods.CE_None)
            {
                _ = NativeMethods.GDALClose(handle);
                held.Free();
                throw GdalErrors.Failure("GDALAddBand", "");
            }
        }
        return new Dataset(handle, "", []) { heldPixels = held };
    }

    /// <summary>
    /// Writes a copy in the format of another driver ("COG", "PNG") and closes it; options are the driver's creation options, each
    /// KEY=VALUE. The file is complete when this returns; after an exception it may be there and be broken.
    /// </summary>
    /// <exception cref="GdalException">GDAL reported any failure while copying or at the close.</exception>
    public void CreateCopy(string path, string driver, params string[] options)
    {
        string full = RasterFile.ToWrite(path);
        string?[] list = CreationOptions(options);
        using Lock.Scope use = Use();
        nint found = FindDriver(driver);
        GdalErrors.Reset();
        nint copy = NativeMethods.GDALCreateCopy(found, full, handle, strict: 0, list, 0, 0);
        if (copy == 0)
            throw GdalErrors.Failure("GDALCreateCopy", full);
        CloseNative(copy, "GDALCreateCopy", full);
        if (driver.Equals("PNG", StringComparison.OrdinalIgnoreCase))
            Png.ThrowIfCut(full);
    }

    /// <summary>Gives all bands of a raster in memory one mask, which a copy takes along: 0 is not valid, 255 is.</summary>
    /// <exception cref="ArgumentException">Not as long as the raster has pixels.</exception>
    /// <exception cref="GdalException">The format has no place for it.</exception>
    public void SetMask(ReadOnlySpan<byte> mask)
    {
        RasterBand first = Band(1);
        using (Use())
        {
            GdalErrors.Reset();
            GdalErrors.ThrowIfFailed(NativeMethods.GDALCreateDatasetMaskBand(handle, (int)MaskFlags.PerDataset), "GDALCreateDatasetMaskBand", Path);
        }

        first.WriteMask(mask);
    }

    /// <exception cref="GdalException">GDAL refuses it.</exception>
    public void SetMetadata(string key, string value, string? domain = null)
    {
        using Lock.Scope use = Use();
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(NativeMethods.GDALSetMetadataItem(handle, key, value, domain), "GDALSetMetadataItem", Path);
    }

    /// <exception cref="GdalException">The format has no place for it, or the file is open for reading.</exception>
    public void SetGeoTransform(GeoTransform transform)
    {
        using Lock.Scope use = Use();
        double* six = stackalloc double[]
        {
            transform.OriginX, transform.PixelWidth, transform.RowRotation,
            transform.OriginY, transform.ColumnRotation, transform.PixelHeight,
        };
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(NativeMethods.GDALSetGeoTransform(handle, six), "GDALSetGeoTransform", Path);
    }

    /// <exception cref="GdalException">The format has no place for it, or the file is open for reading.</exception>
    public void SetSpatialReference(SpatialReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        using Lock.Scope use = Use();
        using OsrHandle native = SpatialReferenceReader.Import(reference.Wkt);
        spatialReferenceIsRead = false;
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(NativeMethods.GDALSetSpatialRef(handle, native), "GDALSetSpatialRef", Path);
    }

    private static Dataset CreateNative(string path, string driver, int width, int height, int bands, PixelType type, string[] options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bands);
        string?[] list = CreationOptions(options);
        GdalLibrary.EnsureLoaded();
        PixelTypes.ThrowIfUnsupported(type, nameof(type));
        nint found = FindDriver(driver);
        GdalErrors.Reset();
        nint handle = NativeMethods.GDALCreate(found, path, width, height, bands, (int)type, list);
        return handle == 0 ? throw GdalErrors.Failure("GDALCreate", path) : new Dataset(handle, path, []);
    }

    private static nint FindDriver(string name) => NativeMethods.GDALGetDriverByName(name) is var driver and not 0
        ? driver
        : throw new ArgumentException(
            $"Found the driver {name}, expected one of {string.Join(", ", GdalLibrary.RegisteredDrivers)}.", nameof(name));

    private static string?[] CreationOptions(string[] options)
    {
        foreach (string option in options)
        {
            if (option.IndexOf('=', StringComparison.Ordinal) < 1)
                throw new ArgumentException($"Found the creation option '{option}', expected KEY=VALUE.", nameof(options));
        }
        return [.. options, null];
    }
}

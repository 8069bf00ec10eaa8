namespace RasterEngine.Gdal;

public sealed unsafe partial class RasterBand
{
    private const int ColourTableSize = 256;

    /// <summary>
    /// Writes a window row by row, converted to the band's type. A full disk shows no earlier than <see cref="Dataset.Close"/>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The window is empty or not inside the band, or the span is not as long as it has pixels.
    /// </exception>
    /// <exception cref="GdalException">The file is open for reading, or GDAL reported a failure.</exception>
    public void Write<T>(Window window, ReadOnlySpan<T> pixels)
        where T : unmanaged
    {
        using Lock.Scope use = dataset.Use();
        fixed (T* start = pixels)
            Transfer(handle, NativeMethods.GF_Write, window, window.Width, window.Height, start, pixels.Length, "GDALRasterIOEx");
    }

    /// <summary>Writes the whole of the mask that the dataset was given.</summary>
    internal void WriteMask(ReadOnlySpan<byte> mask)
    {
        using Lock.Scope use = dataset.Use();
        fixed (byte* start = mask)
            Transfer(NativeMethods.GDALGetMaskBand(handle), NativeMethods.GF_Write, new Window(0, 0, dataset.Width, dataset.Height), dataset.Width, dataset.Height, start, mask.Length, "GDALRasterIOEx");
    }

    /// <summary>Sets the value that means "no data". A TIFF has one for all its bands, the last one set.</summary>
    /// <exception cref="ArgumentException">The band holds 64-bit integers and the value is not one.</exception>
    /// <exception cref="GdalException">The file is open for reading, or the format cannot hold it.</exception>
    public void SetNoData(double value)
    {
        using Lock.Scope use = dataset.Use();
        bool isWide = PixelType is PixelType.Int64 or PixelType.UInt64;
        if (isWide && (!double.IsInteger(value) || value < (PixelType == PixelType.UInt64 ? 0 : long.MinValue) || value >= ulong.MaxValue
            || (PixelType == PixelType.Int64 && value >= long.MaxValue)))
        {
            throw new ArgumentException($"Found the nodata value {value:R}, expected one that {PixelType} can hold.", nameof(value));
        }
        GdalErrors.Reset();
        int error = PixelType switch
        {
            PixelType.Int64 => NativeMethods.GDALSetRasterNoDataValueAsInt64(handle, (long)value),
            PixelType.UInt64 => NativeMethods.GDALSetRasterNoDataValueAsUInt64(handle, (ulong)value),
            _ => NativeMethods.GDALSetRasterNoDataValue(handle, value),
        };
        GdalErrors.ThrowIfFailed(error, "GDALSetRasterNoDataValue", dataset.Path);
    }

    /// <exception cref="GdalException">The file is open for reading, or the format cannot hold it.</exception>
    public void SetScale(double scale)
    {
        using Lock.Scope use = dataset.Use();
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(NativeMethods.GDALSetRasterScale(handle, scale), "GDALSetRasterScale", dataset.Path);
    }

    /// <exception cref="GdalException">The file is open for reading, or the format cannot hold it.</exception>
    public void SetOffset(double offset)
    {
        using Lock.Scope use = dataset.Use();
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(NativeMethods.GDALSetRasterOffset(handle, offset), "GDALSetRasterOffset", dataset.Path);
    }

    /// <exception cref="GdalException">GDAL refuses it.</exception>
    public void SetDescription(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        using Lock.Scope use = dataset.Use();
        GdalErrors.Reset();
        NativeMethods.GDALSetDescription(handle, description);
        GdalErrors.ThrowIfReported("GDALSetDescription", dataset.Path);
    }

    /// <summary>Sets one entry of the band's metadata, in the default domain unless one is named.</summary>
    /// <exception cref="GdalException">GDAL refuses it.</exception>
    public void SetMetadata(string key, string value, string? domain = null)
    {
        using Lock.Scope use = dataset.Use();
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(NativeMethods.GDALSetMetadataItem(handle, key, value, domain), "GDALSetMetadataItem", dataset.Path);
    }

    /// <summary>
    /// Says which colour shows which value; values left out are transparent black. A TIFF takes it before its first pixel only, in bands of
    /// bytes, and does not keep alpha.
    /// </summary>
    /// <exception cref="GdalException">The format cannot hold it, or it is too late.</exception>
    public void SetColourTable(IReadOnlyList<ColourEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using Lock.Scope use = dataset.Use();
        nint table = NativeMethods.GDALCreateColorTable(NativeMethods.GPI_RGB);
        try
        {
            short* parts = stackalloc short[4];
            new Span<short>(parts, 4).Clear();
            for (int value = 0; value < ColourTableSize; value++)
                NativeMethods.GDALSetColorEntry(table, value, parts);
            foreach (ColourEntry entry in entries)
            {
                (parts[0], parts[1], parts[2], parts[3]) = (entry.Red, entry.Green, entry.Blue, entry.Alpha);
                NativeMethods.GDALSetColorEntry(table, entry.Value, parts);
            }
            GdalErrors.Reset();
            GdalErrors.ThrowIfFailed(NativeMethods.GDALSetRasterColorTable(handle, table), "GDALSetRasterColorTable", dataset.Path);
        }
        finally
        {
            NativeMethods.GDALDestroyColorTable(table);
        }
    }

    /// <param name="name">One of GDAL's names: Gray, Palette, Red, Green, Blue, Alpha, Undefined …</param>
    /// <exception cref="ArgumentException">GDAL has no such name.</exception>
    /// <exception cref="GdalException">The format cannot hold it, or it is too late.</exception>
    public void SetColourInterpretation(string name)
    {
        using Lock.Scope use = dataset.Use();
        int interpretation = NativeMethods.GDALGetColorInterpretationByName(name);
        // A name it does not know is Undefined to GDAL.
        string? known = NativeMethods.Text(NativeMethods.GDALGetColorInterpretationName(interpretation));
        if (!string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"Found the colour interpretation '{name}', expected one of GDAL's names such as Gray or Alpha.", nameof(name));
        }
        GdalErrors.Reset();
        GdalErrors.ThrowIfFailed(
            NativeMethods.GDALSetRasterColorInterpretation(handle, interpretation), "GDALSetRasterColorInterpretation", dataset.Path);
    }
}

namespace RasterEngine.Gdal;

/// <summary>
/// One band of a <see cref="Dataset"/>. It lives as long as its dataset is open and is used by the dataset's thread: every member that asks
/// GDAL throws <see cref="ObjectDisposedException"/> after the close and <see cref="InvalidOperationException"/> in another thread.
/// </summary>
public sealed unsafe partial class RasterBand
{
    private readonly Dataset dataset;
    private readonly nint handle;

    /// <summary>Called by the dataset, which holds its own lock.</summary>
    internal RasterBand(Dataset dataset, nint handle, int number)
    {
        this.dataset = dataset;
        this.handle = handle;
        Number = number;
        PixelType = PixelTypes.FromNative(NativeMethods.GDALGetRasterDataType(handle));
        NativeMethods.GDALGetBlockSize(handle, out int blockWidth, out int blockHeight);
        BlockWidth = blockWidth;
        BlockHeight = blockHeight;
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public PixelType PixelType { get; }

    /// <summary>Columns of one block as stored; blocks at the right edge may hold fewer that count.</summary>
    public int BlockWidth { get; }

    /// <summary>Rows of one block as stored.</summary>
    public int BlockHeight { get; }

    /// <summary>
    /// The value that means "no data", in stored numbers; null when there is none. Inexact beyond 2^53 for 64-bit integers.
    /// </summary>
    public double? NoData
    {
        get
        {
            using Lock.Scope use = dataset.Use();
            return dataset.Label(Number) is { } label ? label.NoData : BandLabel.NoDataOf(handle);
        }
    }

    /// <summary>Physical value = stored × Scale + <see cref="Offset"/>; null when the file does not say.</summary>
    public double? Scale
    {
        get
        {
            using Lock.Scope use = dataset.Use();
            double value = NativeMethods.GDALGetRasterScale(handle, out int found);
            return found == 0 ? null : value;
        }
    }

    /// <summary>Added after <see cref="Scale"/>; null when the file does not say.</summary>
    public double? Offset
    {
        get
        {
            using Lock.Scope use = dataset.Use();
            double value = NativeMethods.GDALGetRasterOffset(handle, out int found);
            return found == 0 ? null : value;
        }
    }

    /// <summary>Empty when there is none.</summary>
    public string Description
    {
        get
        {
            using Lock.Scope use = dataset.Use();
            return dataset.Label(Number)?.Description ?? NativeMethods.Text(NativeMethods.GDALGetDescription(handle)) ?? "";
        }
    }

    /// <summary>GDAL's name of what the band shows, such as Gray, Red, Palette, Alpha or Undefined.</summary>
    public string ColourInterpretation
    {
        get
        {
            using Lock.Scope use = dataset.Use();
            int interpretation = NativeMethods.GDALGetRasterColorInterpretation(handle);
            return NativeMethods.Text(NativeMethods.GDALGetColorInterpretationName(interpretation)) ?? "";
        }
    }

    /// <summary>Where the mask that <see cref="ReadMask"/> reads comes from.</summary>
    public MaskFlags MaskFlags
    {
        get
        {
            using Lock.Scope use = dataset.Use();
            return (MaskFlags)NativeMethods.GDALGetMaskFlags(handle);
        }
    }

    /// <summary>One entry of the band's metadata, of the default domain unless one is named; null when there is none.</summary>
    public string? Metadata(string key, string? domain = null)
    {
        using Lock.Scope use = dataset.Use();
        return NativeMethods.Text(NativeMethods.GDALGetMetadataItem(handle, key, domain));
    }

    /// <summary>The colour of every value, from 0 up; empty when the band has no colour table.</summary>
    public IReadOnlyList<ColourEntry> ColourTable()
    {
        using Lock.Scope use = dataset.Use();
        nint table = NativeMethods.GDALGetRasterColorTable(handle);
        var entries = new ColourEntry[table == 0 ? 0 : Math.Min(NativeMethods.GDALGetColorEntryCount(table), ColourTableSize)];
        for (int value = 0; value < entries.Length; value++)
        {
            short* parts = NativeMethods.GDALGetColorEntry(table, value);
            entries[value] = new ColourEntry((byte)value, (byte)parts[0], (byte)parts[1], (byte)parts[2], (byte)parts[3]);
        }
        return entries;
    }

    /// <summary>
    /// Reads a window row by row, converted to <typeparamref name="T"/> as GDAL converts: rounded and clamped to its range.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The window is empty or not inside the band, or the span is not as long as it has pixels.
    /// </exception>
    /// <exception cref="GdalException">The file cannot be read or decoded there.</exception>
    public void Read<T>(Window window, Span<T> pixels)
        where T : unmanaged =>
        Read(window, window.Width, window.Height, pixels);

    /// <summary>
    /// Reads a window into <paramref name="width"/> × <paramref name="height"/> pixels: each takes its nearest stored pixel.
    /// </summary>
    /// <inheritdoc cref="Read{T}(Window, Span{T})" path="/exception"/>
    public void Read<T>(Window window, int width, int height, Span<T> pixels)
        where T : unmanaged
    {
        using Lock.Scope use = dataset.Use();
        fixed (T* start = pixels)
            Transfer(handle, NativeMethods.GF_Read, window, width, height, start, pixels.Length, "GDALRasterIOEx");
    }

    /// <summary>Reads the band's mask: 0 is not valid; anything else is valid (255, or an alpha value).</summary>
    /// <inheritdoc cref="Read{T}(Window, Span{T})" path="/exception"/>
    public void ReadMask(Window window, Span<byte> mask)
    {
        using Lock.Scope use = dataset.Use();
        GdalErrors.Reset();
        nint maskBand = NativeMethods.GDALGetMaskBand(handle);
        if (maskBand == 0)
            throw GdalErrors.Failure("GDALGetMaskBand", dataset.Path);
        fixed (byte* start = mask)
            Transfer(maskBand, NativeMethods.GF_Read, window, window.Width, window.Height, start, mask.Length, "GDALRasterIOEx");
    }

    /// <summary>Checks everything that C would take on trust, then moves the pixels; the caller holds the dataset.</summary>
    private void Transfer<T>(
        nint band, int direction, Window window, int width, int height, T* pixels, int length, string function)
        where T : unmanaged
    {
        PixelType type = PixelTypes.Of<T>();
        PixelTypes.ThrowIfUnsupported(type, nameof(pixels));
        var whole = new Window(0, 0, dataset.Width, dataset.Height);
        if (window.IsEmpty || !whole.Contains(window))
        {
            throw new ArgumentException(
                $"Found the window of {window.Width} × {window.Height} pixels at column {window.Column}, row {window.Row}, "
                + $"expected one inside the {whole.Width} × {whole.Height} pixels of {dataset.Name}.", nameof(window));
        }
        if (width <= 0 || height <= 0)
            throw new ArgumentException($"Found {width} × {height} pixels to read into, expected at least one.", nameof(width));
        if (length != (long)width * height)
        {
            throw new ArgumentException(
                $"Found {length} pixels in the span, expected {width} × {height} = {(long)width * height}.", nameof(pixels));
        }
        GdalErrors.Reset();
        int error = NativeMethods.GDALRasterIOEx(
            band, direction, window.Column, window.Row, window.Width, window.Height, pixels, width, height, (int)type, 0, 0, 0);
        if (error >= NativeMethods.CE_Failure)
        {
            GdalException said = GdalErrors.Failure(function, dataset.Path);
            throw new GdalException(said.Function, said.Path,
                $"band {Number}, the {window.Width} × {window.Height} pixels at column {window.Column}, row {window.Row}: "
                + said.GdalMessage);
        }
    }
}

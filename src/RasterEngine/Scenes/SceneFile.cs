using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>Opens a raster that a question names, refusing in the analyst's terms.</summary>
public static class SceneFile
{
    /// <param name="path">As written, for messages.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <exception cref="ScanException">Missing, a folder, not a raster, refused by <see cref="HeaderGate"/>, or not readable.</exception>
    public static Dataset Open(string path, string fullPath)
    {
        _ = Check(path, fullPath);
        try
        {
            return Dataset.Open(fullPath);
        }
        catch (GdalException e)
        {
            throw new ScanException("not-a-raster", $"{path}: is not a GeoTIFF or JPEG 2000 file that can be read ({Words(e)}).", e);
        }
    }

    /// <summary>Looks at what a name leads to, and at its header, before anything opens it.</summary>
    /// <returns>What a TIFF's header says of its first image; null for JPEG 2000.</returns>
    /// <exception cref="ScanException">Missing, a folder, not a raster, or refused by <see cref="HeaderGate"/>.</exception>
    internal static TiffHeader? Check(string path, string fullPath)
    {
        if (Directory.Exists(fullPath))
        {
            throw new ScanException("not-a-raster", $"{path}: is a folder; expected a GeoTIFF or JPEG 2000 file.");
        }

        if (!File.Exists(fullPath))
        {
            throw new ScanException("missing-file", $"{path}: there is no such file.");
        }

        if (!RasterFile.IsRegular(fullPath))
        {
            throw new ScanException("not-a-raster", $"{path}: is a pipe, a socket or a device; expected a GeoTIFF or JPEG 2000 file.");
        }

        return HeaderGate.Check(path, fullPath);
    }

    /// <summary>Reads a window of a band, refusing in the analyst's terms.</summary>
    /// <exception cref="ScanException">The file is truncated or corrupt there.</exception>
    public static void Read<T>(Dataset dataset, BandSource source, string role, Window window, Span<T> pixels)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            dataset.Band(source.Number).Read(window, pixels);
        }
        catch (GdalException e)
        {
            throw Corrupt(source, role, window, e);
        }
    }

    /// <summary>Reads the mask that goes with a band: 0 where there is nothing.</summary>
    /// <exception cref="ScanException">The file is truncated or corrupt there.</exception>
    public static void ReadMask(Dataset dataset, BandSource source, string role, Window window, Span<byte> mask)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            dataset.Band(source.Number).ReadMask(window, mask);
        }
        catch (GdalException e)
        {
            throw Corrupt(source, role, window, e);
        }
    }

    private static ScanException Corrupt(BandSource source, string role, Window window, GdalException e) => new(
        "corrupt-tile",
        $"{source.Path}: band {source.Number} ({role}) cannot be read in the tile at column {window.Column}, row {window.Row} ({window.Width} × {window.Height} pixels): the file is truncated or corrupt ({Words(e)}).",
        e);

    /// <summary>GDAL's words without the path in front and the full stop behind.</summary>
    public static string Words(GdalException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.GdalMessage.Trim().TrimEnd('.');
    }
}

using System.Text;
using RasterEngine.Gdal;

namespace RasterEngine.Scenes;

/// <summary>
/// Looks at a raster's header before libgdal does, in managed code that reads little of it, and refuses what is no raster, is not whole,
/// would exhaust the machine, or would have other files read.
/// </summary>
public static class HeaderGate
{
    /// <summary>Checks a file that is there.</summary>
    /// <param name="path">As written, for messages.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <param name="limits">Null: <see cref="GateLimits.Default"/>.</param>
    /// <returns>What a TIFF's header says of its first image; null for JPEG 2000.</returns>
    /// <exception cref="ScanException">It must not be opened; the sentence says why.</exception>
    public static TiffHeader? Check(string path, string fullPath, GateLimits? limits = null)
    {
        try
        {
            using FileStream file = new(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 16 << 10);
            return Check(path, file, limits);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{path}: cannot be read ({e.Message})", e);
        }
    }

    /// <summary>Checks the bytes of a file, wherever they are.</summary>
    /// <param name="path">As written, for messages.</param>
    /// <param name="stream">The whole file; must seek.</param>
    /// <param name="limits">Null: <see cref="GateLimits.Default"/>.</param>
    /// <returns>What a TIFF's header says of its first image; null for JPEG 2000.</returns>
    /// <exception cref="ScanException">It must not be opened; the sentence says why.</exception>
    public static TiffHeader? Check(string path, Stream stream, GateLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> start = stackalloc byte[RasterFile.SignatureLength];
        stream.Position = 0;
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (IsTiff(start))
        {
            return TiffHeader.Read(path, stream, limits ?? GateLimits.Default);
        }

        if (RasterFile.IsJpeg2000(start))
        {
            _ = Jp2Header.Read(path, stream, limits ?? GateLimits.Default);
            return null;
        }

        throw new ScanException("not-a-raster", $"{path}: is not a GeoTIFF or JPEG 2000 file: {Found(start)}.");
    }

    // Classic and BigTIFF, either byte order.
    private static bool IsTiff(ReadOnlySpan<byte> start) =>
        start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8);

    private static string Found(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return "it is empty";
        }

        string text = Encoding.Latin1.GetString(start).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return text switch
        {
            _ when text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => "it is a web page (HTML)",
            _ when text.StartsWith('<') => $"it is XML (“{Printable(text)}”)",
            _ when text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) => "it is a ZIP archive",
            _ when text.StartsWith("\u001F\u008B", StringComparison.Ordinal) => "it is compressed by gzip",
            _ when text.StartsWith("\u0089PNG", StringComparison.Ordinal) => "it is a PNG picture",
            _ when text.StartsWith("\u00FF\u00D8\u00FF", StringComparison.Ordinal) => "it is a JPEG picture",
            _ when text.StartsWith("\u0089HDF", StringComparison.Ordinal) => "it is an HDF5 file",
            _ => $"it begins with the bytes {Convert.ToHexString(start)}",
        };
    }

    private static string Printable(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~'));
}

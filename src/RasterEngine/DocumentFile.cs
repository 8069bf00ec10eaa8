using RasterEngine.Gdal;

namespace RasterEngine;

/// <summary>A small file that a person wrote: a document or a table, read whole.</summary>
public static class DocumentFile
{
    private const long LargestBytes = 64 << 20;

    /// <param name="file">Its path.</param>
    /// <param name="expected">What it should be, for messages: “an error matrix”.</param>
    /// <exception cref="ScanException">No such file, none that can be read, or one too large to have been meant.</exception>
    public static byte[] Read(string file, string expected)
    {
        ArgumentNullException.ThrowIfNull(file);
        string full = Path.GetFullPath(file);
        if (!File.Exists(full))
        {
            throw new ScanException("missing-file", $"{file}: there is no such file; expected {expected}.");
        }

        // Reading a pipe or a terminal would wait for its writer, a device might never end.
        if (!RasterFile.IsRegular(full))
        {
            throw new ScanException("missing-file", $"{file}: is a pipe, a socket or a device; expected {expected}.");
        }

        try
        {
            long bytes = new FileInfo(full).Length;
            return bytes <= LargestBytes ? File.ReadAllBytes(full) : throw new ScanException("bad-document", $"{file}: has {bytes} bytes; expected {expected} of at most {LargestBytes}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{file}: cannot be read ({e.Message})", e);
        }
    }
}

using RasterEngine.Gdal;

namespace RasterEngine.Samples;

/// <summary>Reads a document or table whole.</summary>
internal static class SampleFile
{
    /// <summary>Documents and tables of labels beyond this are refused: a sample has thousands of units, not millions.</summary>
    public const long LargestBytes = 256 << 20;

    /// <param name="path">As written, from the working folder.</param>
    /// <param name="expected">What it should be, for messages.</param>
    /// <exception cref="ScanException">Missing, a folder or a pipe, too large, or not readable.</exception>
    public static byte[] Bytes(string path, string expected)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full) || !RasterFile.IsRegular(full))
        {
            throw new ScanException("missing-file", $"{path}: there is no such file; expected {expected}.");
        }

        if (new FileInfo(full).Length > LargestBytes)
        {
            throw new ScanException("too-large", $"{path}: holds {new FileInfo(full).Length:N0} bytes; expected {expected} of at most {LargestBytes:N0}.");
        }

        try
        {
            return File.ReadAllBytes(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanException("missing-file", $"{path}: cannot be read ({e.Message}); expected {expected}.", e);
        }
    }
}

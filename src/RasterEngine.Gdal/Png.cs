namespace RasterEngine.Gdal;

/// <summary>
/// A check of written pictures: GDAL 3.6's PNG driver does not look at what its last write and its close return, so on a full disk
/// it says nothing and leaves a picture without its end.
/// </summary>
internal static class Png
{
    // The closing chunk of every PNG: length 0, "IEND", its checksum (PNG specification, 11.2.5).
    private static ReadOnlySpan<byte> End => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <exception cref="GdalException">The file does not end as a PNG does, or cannot be read back.</exception>
    public static void ThrowIfCut(string path)
    {
        Span<byte> tail = stackalloc byte[End.Length];
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.CanSeek && file.Length >= tail.Length)
            {
                file.Position = file.Length - tail.Length;
                file.ReadExactly(tail);
            }
        }
        catch (IOException e)
        {
            throw new GdalException("GDALCreateCopy", path, $"the picture cannot be read back: {e.Message}");
        }
        if (!tail.SequenceEqual(End))
            throw new GdalException("GDALCreateCopy", path, "the picture is cut short, as on a full disk.");
    }
}

namespace RasterEngine.Scenes;

/// <summary>What the header of a JPEG 2000 file says of its image, checked: all boxes and all tiles lie inside the file.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bands">Components of the codestream.</param>
/// <param name="BitsPerSample">Of the widest component.</param>
/// <param name="TileWidth">Columns of a tile, which is decoded as a whole.</param>
/// <param name="TileHeight">Rows of a tile.</param>
/// <param name="TileCount">Tiles, each of which is there.</param>
public sealed record Jp2Header(int Width, int Height, int Bands, int BitsPerSample, long TileWidth, long TileHeight, int TileCount)
{
    /// <summary>Reads and checks every box, and every tile-part's header.</summary>
    /// <param name="path">As written, for messages.</param>
    /// <param name="stream">The whole file; must seek.</param>
    /// <param name="limits">What is let through.</param>
    /// <exception cref="ScanException">The header promises what is not there, what would hurt, or names other files.</exception>
    public static Jp2Header Read(string path, Stream stream, GateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new GateReader(path, stream, limits) { IsBigEndian = true };
        var parts = new Jp2Parts(reader);
        // A file of boxes begins with the length of the first.
        return reader.Unsigned(0, 2) == 0xFF4F
            ? new Jp2Codestream(reader, parts, 0, reader.Length).Read()
            : new Jp2Boxes(reader, parts).Read();
    }
}

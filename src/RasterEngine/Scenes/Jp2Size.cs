namespace RasterEngine.Scenes;

/// <summary>The segment SIZ of a codestream (ITU-T T.800, A.5.1): the image, its components and its tiles, held against the limits.</summary>
internal sealed record Jp2Size(Jp2Header Header)
{
    private const int Fixed = 36, OfComponent = 3, MostTiles = 65_535;

    /// <param name="reader">The file.</param>
    /// <param name="position">Of the segment's length.</param>
    /// <param name="length">Of the segment, its own two bytes included.</param>
    public static Jp2Size Read(GateReader reader, long position, long length)
    {
        byte[] bytes = new byte[length - 2];
        reader.Read(position + 2, bytes);
        if (bytes.Length < Fixed + OfComponent)
        {
            throw reader.Refused("its codestream has a SIZ segment that is too short");
        }

        long Number(int at) => reader.Unsigned(bytes.AsSpan(at, 4));
        (long right, long bottom, long left, long top) = (Number(2), Number(6), Number(10), Number(14));
        (long tileWidth, long tileHeight, long tileLeft, long tileTop) = (Number(18), Number(22), Number(26), Number(30));
        (long width, long height) = (right - left, bottom - top);
        int bands = (int)reader.Unsigned(bytes.AsSpan(34, 2));
        CheckSize(reader, width, height, bands, bytes.Length);
        if (tileWidth < 1 || tileHeight < 1 || tileLeft > left || tileTop > top || tileLeft + tileWidth <= left || tileTop + tileHeight <= top)
        {
            throw reader.Refused("its tiles do not cover its image");
        }

        int bits = 0;
        for (int at = Fixed; at < bytes.Length; at += OfComponent)
        {
            // Sign in the highest bit, precision less one in the others.
            bits = Math.Max(bits, (bytes[at] & 0x7F) + 1);
            if (bits > 32 || bytes[at + 1] == 0 || bytes[at + 2] == 0)
            {
                throw reader.Refused("it has a component of more than 32 bits or without a spacing");
            }
        }

        (long usedWidth, long usedHeight) = (Math.Min(tileWidth, width), Math.Min(tileHeight, height));
        if (usedWidth * usedHeight > reader.Limits.BlockBytes / bands / ((bits + 7) / 8))
        {
            throw reader.Refused($"it has tiles of {GateReader.Words(usedWidth)} × {GateReader.Words(usedHeight)} pixels, more than {GateReader.Words(reader.Limits.BlockBytes)} bytes each");
        }

        long tiles = (right - tileLeft + tileWidth - 1) / tileWidth * ((bottom - tileTop + tileHeight - 1) / tileHeight);
        return tiles <= MostTiles
            ? new Jp2Size(new Jp2Header((int)width, (int)height, bands, bits, usedWidth, usedHeight, (int)tiles))
            : throw reader.Refused($"it has {GateReader.Words(tiles)} tiles; expected at most {GateReader.Words(MostTiles)}");
    }

    private static void CheckSize(GateReader reader, long width, long height, int bands, int length)
    {
        if (width < 1 || height < 1 || width > int.MaxValue || height > int.MaxValue || width * height > reader.Limits.Pixels)
        {
            throw reader.Refused($"it has {GateReader.Words(width)} × {GateReader.Words(height)} pixels; expected 1 to {GateReader.Words(reader.Limits.Pixels)} of them");
        }

        if (bands < 1 || bands > reader.Limits.Bands || length != Fixed + (bands * OfComponent))
        {
            throw reader.Refused($"it has {GateReader.Words(bands)} bands in a SIZ segment of {length + 2} bytes; expected 1 to {GateReader.Words(reader.Limits.Bands)}, each with its 3 bytes");
        }
    }
}

namespace RasterEngine.Scenes;

/// <summary>What the header of a TIFF says of its first image, checked: every block has a place, and lies inside the file.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bands">From 1.</param>
/// <param name="SampleFormat">TIFF's number: 1 unsigned, 2 signed, 3 floating-point, 5 and 6 complex.</param>
/// <param name="BitsPerSample">Of the widest band.</param>
/// <param name="Codec">How blocks are compressed.</param>
/// <param name="IsPlanar">Each band has blocks of its own; else a block holds all bands, pixel by pixel.</param>
/// <param name="IsTiled">Blocks are tiles; else strips of whole rows.</param>
/// <param name="BlockWidth">Columns of a block; a tile may reach beyond the image.</param>
/// <param name="BlockHeight">Rows of a block.</param>
/// <param name="BlockCount">Blocks of all bands.</param>
/// <param name="MissingBlocks">Those left out, which mean nodata: 0 unless <paramref name="HasNoData"/>.</param>
/// <param name="HasNoData">The file declares a nodata value.</param>
/// <param name="Directories">Images of the file, with overviews and masks.</param>
public sealed record TiffHeader(
    int Width,
    int Height,
    int Bands,
    int SampleFormat,
    int BitsPerSample,
    TiffCodec Codec,
    bool IsPlanar,
    bool IsTiled,
    int BlockWidth,
    int BlockHeight,
    long BlockCount,
    long MissingBlocks,
    bool HasNoData,
    int Directories)
{
    /// <summary>Where its blocks are and how their numbers are written.</summary>
    internal TiffLayout? Layout { get; init; }

    /// <summary>Why libgdal decodes its blocks; null when the engine does.</summary>
    public string? LeftToGdal => Layout?.Unfit;

    /// <summary>Reads and checks every directory of a TIFF, classic or BigTIFF, of either byte order.</summary>
    /// <param name="path">As written, for messages.</param>
    /// <param name="stream">The whole file; must seek.</param>
    /// <param name="limits">What is let through.</param>
    /// <exception cref="ScanException">The header promises what is not there, what would hurt, or names other files.</exception>
    public static TiffHeader Read(string path, Stream stream, GateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new GateReader(path, stream, limits);
        Span<byte> start = stackalloc byte[8];
        reader.Read(0, start);
        reader.IsBigEndian = start[0] == 'M';
        bool isBig = reader.Unsigned(start[2..4]) == 43;
        long next = isBig ? FirstOfBig(reader, start) : reader.Unsigned(start[4..]);
        if (next == 0)
        {
            throw reader.Refused("it has no image");
        }

        TiffHeader? header = null;
        var places = new HashSet<long>();
        while (next != 0)
        {
            if (!places.Add(next))
            {
                throw reader.Refused($"its directory {places.Count} leads back to an earlier one");
            }

            if (places.Count > limits.Directories)
            {
                throw reader.Refused($"it has more than {limits.Directories} directories");
            }

            TiffDirectory directory = TiffDirectory.Read(reader, next, isBig, places.Count);
            var image = new TiffImage(reader, directory);
            header ??= image.Describe();
            image.CheckBlocks(header.HasNoData);
            header = places.Count == 1 ? header with { MissingBlocks = image.MissingBlocks } : header;
            next = directory.Next;
        }

        return header! with { Directories = places.Count };
    }

    private static long FirstOfBig(GateReader reader, ReadOnlySpan<byte> start)
    {
        return reader.Unsigned(start[4..6]) == 8 && reader.Unsigned(start[6..8]) == 0
            ? reader.Unsigned(8, 8)
            : throw reader.Refused("it is a BigTIFF whose places do not have 8 bytes");
    }
}

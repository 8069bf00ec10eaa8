namespace RasterEngine.Scenes;

/// <summary>The image of one directory: how it is cut into blocks, held against the limits.</summary>
internal sealed class TiffImage
{
    private readonly GateReader reader;
    private readonly TiffDirectory directory;
    private readonly long width, height, bands, bits, blockWidth, blockHeight;
    private readonly bool isPlanar, isTiled;
    private readonly TiffCodec codec;

    /// <exception cref="ScanException">It cannot be, or must not be read.</exception>
    public TiffImage(GateReader reader, TiffDirectory directory)
    {
        (this.reader, this.directory) = (reader, directory);
        if (directory.Has(TiffTag.SubIFDs))
        {
            throw Refused("has directories of its own (SubIFDs)");
        }

        TiffMetadata.Check(reader, directory);
        codec = Codec();
        (width, height) = (directory.Number1(TiffTag.ImageWidth, 0), directory.Number1(TiffTag.ImageLength, 0));
        CheckSize();
        bands = directory.Number1(TiffTag.SamplesPerPixel, 1);
        if (bands < 1 || bands > reader.Limits.Bands)
        {
            throw Refused($"has {GateReader.Words(bands)} bands; expected 1 to {GateReader.Words(reader.Limits.Bands)}");
        }

        bits = directory.NumberOfEach(TiffTag.BitsPerSample, 1).Max();
        if (bits is < 1 or > 128)
        {
            throw Refused($"has numbers of {GateReader.Words(bits)} bits; expected 1 to 128");
        }

        isPlanar = directory.Number1(TiffTag.PlanarConfiguration, 1) switch
        {
            1 => false,
            2 => bands > 1,
            long other => throw Refused($"has the planar configuration {GateReader.Words(other)}; expected 1 or 2"),
        };
        isTiled = directory.Has(TiffTag.TileWidth) || directory.Has(TiffTag.TileLength);
        blockWidth = isTiled ? directory.Number1(TiffTag.TileWidth, 0) : width;
        blockHeight = isTiled ? directory.Number1(TiffTag.TileLength, 0) : Math.Min(directory.Number1(TiffTag.RowsPerStrip, height), height);
        CheckBlockSize();
    }

    /// <summary>Known after <see cref="CheckBlocks"/>.</summary>
    public long MissingBlocks { get; private set; }

    private long RowBytes => ((blockWidth * (isPlanar ? 1 : bands) * bits) + 7) / 8;

    private long BlocksDown => (height + blockHeight - 1) / blockHeight;

    private long BlockCount => (width + blockWidth - 1) / blockWidth * BlocksDown * (isPlanar ? bands : 1);

    public TiffHeader Describe()
    {
        (TiffField offsets, TiffField counts) = new TiffBlocks(reader, directory, isTiled).Find();
        return Header() with { Layout = TiffLayout.Of(reader, directory, codec, RowBytes * blockHeight, offsets, counts) };
    }

    private TiffHeader Header() => new(
        (int)width,
        (int)height,
        (int)bands,
        (int)Math.Min(directory.NumberOfEach(TiffTag.SampleFormat, 1)[0], int.MaxValue),
        (int)bits,
        codec,
        isPlanar,
        isTiled,
        (int)blockWidth,
        (int)blockHeight,
        BlockCount,
        MissingBlocks: 0,
        directory.Has(TiffTag.GdalNoData),
        Directories: 1);

    /// <summary>Looks at the place of every block.</summary>
    /// <param name="hasNoData">A block may be missing, because it then means nodata. Overviews are never read and may always lack some.</param>
    public void CheckBlocks(bool hasNoData)
    {
        bool isOverview = (directory.Number1(TiffTag.NewSubfileType, 0) & 1) != 0;
        var blocks = new TiffBlocks(reader, directory, isTiled);
        blocks.Check(BlockCount, LeastBytes);
        MissingBlocks = blocks.Missing;
        if (MissingBlocks > 0 && !hasNoData && !isOverview)
        {
            throw Refused($"lacks {GateReader.Words(MissingBlocks)} of {GateReader.Words(BlockCount)} blocks and declares no nodata value that they could mean");
        }

        double expansion = (double)(BlockCount - MissingBlocks) * RowBytes * blockHeight / reader.Length;
        if (expansion > reader.Limits.Expansion)
        {
            throw Refused($"is {GateReader.Words((long)expansion)} times the file when decoded; expected at most {GateReader.Words((long)reader.Limits.Expansion)} times");
        }
    }

    // Of a single uncompressed strip that says too little, libtiff reads on into what follows. Subsampled colours take less than their samples.
    private long LeastBytes(long block)
    {
        if (codec != TiffCodec.None || directory.Number1(TiffTag.PhotometricInterpretation, 0) == 6)
        {
            return 1;
        }

        long rows = isTiled ? blockHeight : Math.Min(blockHeight, height - (block % BlocksDown * blockHeight));
        return RowBytes * rows;
    }

    private TiffCodec Codec()
    {
        long number = directory.Number1(TiffTag.Compression, 1);
        string name = number switch
        {
            2 or 3 or 4 or 32771 => "fax (CCITT)",
            6 => "old-style JPEG",
            9 or 10 => "JBIG",
            32809 => "ThunderScan",
            33003 or 33005 or 34712 => "JPEG 2000 inside a TIFF",
            34676 or 34677 => "SGI Log",
            34925 => "LZMA",
            50002 or 52546 => "JPEG XL",
            _ => "a compression of this number",
        };
        return number <= ushort.MaxValue && Enum.IsDefined((TiffCodec)number)
            ? (TiffCodec)number
            : throw Refused($"is compressed by {name} ({number}); expected none, LZW, DEFLATE, ZSTD, LERC, PackBits, JPEG or WebP");
    }

    private void CheckSize()
    {
        if (width < 1 || height < 1)
        {
            throw Refused($"has {GateReader.Words(width)} × {GateReader.Words(height)} pixels");
        }

        if (width > int.MaxValue || height > int.MaxValue || width * height > reader.Limits.Pixels)
        {
            throw Refused($"has {GateReader.Words(width)} × {GateReader.Words(height)} pixels; expected at most {GateReader.Words(reader.Limits.Pixels)} of them");
        }

        // A depth multiplies the blocks.
        if (directory.Number1(TiffTag.ImageDepth, 1) != 1 || directory.Number1(TiffTag.TileDepth, 1) != 1)
        {
            throw Refused("has a depth");
        }
    }

    private void CheckBlockSize()
    {
        if (blockWidth < 1 || blockHeight < 1)
        {
            throw Refused($"has blocks of {GateReader.Words(blockWidth)} × {GateReader.Words(blockHeight)} pixels");
        }

        // Each factor below 2³¹ · 2¹⁷, so that neither product overflows before it is compared.
        if (blockWidth > int.MaxValue || blockHeight > int.MaxValue || RowBytes > reader.Limits.BlockBytes / blockHeight)
        {
            throw Refused($"has blocks of {GateReader.Words(blockWidth)} × {GateReader.Words(blockHeight)} pixels, more than {GateReader.Words(reader.Limits.BlockBytes)} bytes each");
        }

        if (BlockCount > reader.Limits.Blocks)
        {
            throw Refused($"has {GateReader.Words(BlockCount)} blocks; expected at most {GateReader.Words(reader.Limits.Blocks)}");
        }
    }

    private ScanException Refused(string found) => reader.Refused($"its image {directory.Number} {found}");
}

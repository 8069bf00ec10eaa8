namespace RasterEngine.Scenes;

/// <summary>What <see cref="HeaderGate"/> lets through at most. The defaults admit every real raster we know and no file that could exhaust a machine.</summary>
public sealed record GateLimits
{
    /// <summary>The limits that hold unless others are given.</summary>
    public static GateLimits Default { get; } = new();

    /// <summary>Bands of one image; stacks of 206 monthly bands exist.</summary>
    public int Bands { get; init; } = 1024;

    /// <summary>Bytes of one block when decoded: of all bands where they are interleaved by pixel, else of one.</summary>
    public long BlockBytes { get; init; } = 256L << 20;

    /// <summary>Width × height.</summary>
    public long Pixels { get; init; } = 4_000_000_000;

    /// <summary>Blocks of one directory, whose places are all looked at.</summary>
    public long Blocks { get; init; } = 16L << 20;

    /// <summary>TIFF directories: the image, its overviews, their masks. GDAL walks the whole chain, in quadratic time.</summary>
    public int Directories { get; init; } = 40;

    /// <summary>Tags of one directory; GeoTIFFs have about twenty.</summary>
    public int Tags { get; init; } = 4096;

    /// <summary>Bytes of one tag other than the places of blocks: colour profiles and editing histories are large, and libtiff holds them all.</summary>
    public long TagBytes { get; init; } = 16L << 20;

    /// <summary>
    /// Bytes of GDAL_METADATA, and of one XML or UUID box. 206 bands with a name each take 15 KB, so 1,024 bands with a name, a role, a scale
    /// and an offset each take about 250 KB.
    /// </summary>
    public int MetadataBytes { get; init; } = 256 << 10;

    /// <summary>Decoded bytes of a TIFF per byte of the file. The emptiest real raster we know reaches 464.</summary>
    public double Expansion { get; init; } = 2000;

    /// <summary>Bytes of tags and boxes read before giving up; the places of blocks, which are streamed, come on top.</summary>
    public long HeaderBytes { get; init; } = 4L << 20;

    /// <summary>Boxes, marker segments and tile-parts of a JPEG 2000 file, together.</summary>
    public int Jp2Parts { get; init; } = 200_000;

    /// <summary>Precincts and code-blocks of one JPEG 2000 tile: a decoder allocates a record for each before it decodes any.</summary>
    public long Jp2CodeBlocks { get; init; } = 4L << 20;
}

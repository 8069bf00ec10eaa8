using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Cogs;

/// <summary>
/// A Cloud Optimised GeoTIFF of bytes, or of 16-bit numbers, on its way to disk. Workers append tiles in any order, each through a <see cref="CogEncoder"/> of its own;
/// <see cref="Complete"/> lays out what they compressed. The file's bytes depend on pixels and place alone: not on the tiles, their order, the
/// number of workers, the machine or a library's version.
/// </summary>
internal sealed class CogWriter : IDisposable
{
    private readonly Grid grid;
    private readonly IReadOnlyList<CogBand> bands;

    /// <param name="path">Where the file is to be; its spool lies beside it.</param>
    /// <param name="grid">Its place.</param>
    /// <param name="bands">What it says about its bands, one or more.</param>
    /// <param name="type">Byte: classes, of which an overview cell has the most frequent. UInt16: numbers, of which it has the one in its upper-left corner.</param>
    /// <param name="spoolSuffix">Of the spool's name, for a second file that is made from a first of the same name.</param>
    public CogWriter(string path, Grid grid, IReadOnlyList<CogBand> bands, PixelType type = PixelType.Byte, string spoolSuffix = ".spool")
    {
        ArgumentOutOfRangeException.ThrowIfZero(bands.Count);
        if (type is not (PixelType.Byte or PixelType.UInt16))
        {
            throw new ArgumentException($"cells of {type}; expected Byte or UInt16", nameof(type));
        }

        (Path, this.grid, this.bands, Type) = (path, grid, bands, type);
        Pyramid = new CogPyramid(grid.Width, grid.Height);
        Open = new OpenBlocks(Pyramid, bands.Count, SampleBytes);
        Spool = new CogSpool(path + spoolSuffix, Pyramid);
    }

    /// <summary>Where the file is to be.</summary>
    public string Path { get; }

    /// <summary>A longer file becomes a BigTIFF. Places of a classic one have 32 bits.</summary>
    public long LargestClassicBytes { get; init; } = uint.MaxValue;

    /// <summary>A raster of more pixels becomes parts: see <see cref="CogParts"/>.</summary>
    public long LargestFilePixels { get; init; } = CogParts.LargestFilePixels;

    public int Bands => bands.Count;

    /// <summary>Byte or UInt16.</summary>
    public PixelType Type { get; }

    public int SampleBytes => Type.SizeInBytes();

    /// <summary>Bytes of a block with all its bands.</summary>
    public int BlockBytes => Bands * SampleBytes * CogPyramid.BlockSide * CogPyramid.BlockSide;

    public CogPyramid Pyramid { get; }

    /// <summary>What is encoded.</summary>
    public CogSpool Spool { get; }

    /// <summary>What is not yet, because cells are still to come.</summary>
    public OpenBlocks Open { get; }

    /// <summary>Lays out and verifies the file, or its parts: every block is read from it, decoded and held against what was appended. Until then nothing is at its path.</summary>
    /// <exception cref="InvalidOperationException">Not every pixel was appended.</exception>
    /// <exception cref="IOException">A write failed, or what is on disk is not what was appended.</exception>
    public void Complete()
    {
        if (grid.Bounds.PixelCount <= LargestFilePixels)
        {
            Write(Path, new CogImage(grid, [.. Enumerable.Range(0, Pyramid.LevelCount).Select(level => Spool.Whole(Pyramid, level))]));
            return;
        }

        (string Path, CogImage Image)[] parts = [.. CogParts.Cut(Path, grid, Pyramid, Spool, LargestFilePixels)];
        foreach ((string path, CogImage image) in parts)
        {
            Write(path, image);
        }

        CogVirtual.Write(CogParts.Virtual(Path), grid, bands, Type, [.. parts.Where(p => p.Path != CogParts.Overviews(Path))]);
    }

    public void Dispose() => Spool.Dispose();

    private void Write(string path, CogImage image)
    {
        string part = path + ".part";
        try
        {
            byte[] header = new CogHeader(image, CogTemplate.Read(part, image.Grid, bands, Type), LargestClassicBytes).Bytes();
            CogFile.Write(part, header, image, Spool);
            CogFile.Verify(part, header, image, Bands, BlockBytes);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}

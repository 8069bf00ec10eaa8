using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RasterEngine.Gdal;

namespace RasterEngine.Cogs;

/// <summary>
/// One worker's way into a <see cref="CogWriter"/>: it compresses the blocks that its tiles fill, and the overview blocks that they complete. Used by one thread; allocates
/// nothing after its first tiles.
/// </summary>
internal sealed class CogEncoder
{
    private const int Side = CogPyramid.BlockSide, BlockCells = Side * Side, LeaderBytes = 4, TrailerBytes = 4;

    private readonly CogWriter writer;
    private readonly RowDeflate deflate;
    private readonly BlockModes[] modes;
    private readonly byte[] block, interleaved, record;

    public CogEncoder(CogWriter writer)
    {
        this.writer = writer;
        int bytes = writer.BlockBytes;
        modes = [.. Enumerable.Range(0, writer.Type == PixelType.Byte ? writer.Bands : 0).Select(_ => new BlockModes(writer.Pyramid.LevelCount - 1))];
        block = new byte[bytes];
        interleaved = new byte[writer.Bands > 1 ? bytes : 0];
        deflate = new RowDeflate(bytes, bytes / BlockCells, bytes / Side);
        record = new byte[RowDeflate.Bound(bytes) + CogBlock.RecordOverhead];
    }

    /// <summary>Takes a tile of the image; any place and size, once for every pixel.</summary>
    /// <param name="window">Its place.</param>
    /// <param name="pixels">The bytes of its bands one after the other, each row by row.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Append(Window window, ReadOnlySpan<byte> pixels)
    {
        if (!writer.Pyramid.Level(0).Contains(window) || pixels.Length != writer.Bands * writer.SampleBytes * window.PixelCount)
        {
            throw new ArgumentException($"{pixels.Length} bytes for {window.Width} × {window.Height} at column {window.Column}, row {window.Row}; expected {writer.Bands} bands of a window of the image");
        }

        for (int row = window.Row / Side; row * Side < window.EndRow; row++)
        {
            for (int column = window.Column / Side; column * Side < window.EndColumn; column++)
            {
                AppendTo((row * writer.Pyramid.BlockColumns(0)) + column, window, pixels);
            }
        }
    }

    /// <summary>Takes a block of which some cells came to another writer of the same image.</summary>
    public void Join(int level, int index, ReadOnlySpan<byte> cells, long taken)
    {
        if (writer.Open.Join(level, index, cells, taken) is not { } complete)
        {
            return;
        }

        if (level == 0)
        {
            Finish(index, complete.Cells);
        }
        else
        {
            Encode(level, index, complete.Cells);
        }

        writer.Open.GiveBack(complete);
    }

    private void AppendTo(int index, Window window, ReadOnlySpan<byte> pixels)
    {
        Window whole = writer.Pyramid.Block(0, index), part = whole.Intersect(window);
        if (window == whole && whole.PixelCount == BlockCells)
        {
            Finish(index, pixels);
            return;
        }

        int bandStride = window.Width * window.Height;
        ReadOnlySpan<byte> cells = pixels[((((part.Row - window.Row) * window.Width) + part.Column - window.Column) * writer.SampleBytes)..];
        if (part == whole)
        {
            Array.Clear(block);
            OpenBlocks.CopyIn(block, whole, part, cells, window.Width, bandStride, writer.Bands, writer.SampleBytes);
            Finish(index, block);
        }
        else if (writer.Open.Add(0, index, part, cells, window.Width, bandStride) is { } complete)
        {
            Finish(index, complete.Cells);
            writer.Open.GiveBack(complete);
        }
    }

    // A whole block of the image: it and its part of every overview.
    private void Finish(int index, ReadOnlySpan<byte> pixels)
    {
        Encode(0, index, pixels);
        for (int band = 0; band < modes.Length; band++)
        {
            modes[band].Count(pixels.Slice(band * BlockCells, BlockCells));
        }

        Window place = writer.Pyramid.Block(0, index);
        for (int level = 1; level < writer.Pyramid.LevelCount; level++)
        {
            Window window = CogPyramid.Cells(place, level);
            int width = Side >> level, overview = (window.Row / Side * writer.Pyramid.BlockColumns(level)) + (window.Column / Side);
            if (modes.Length == 0)
            {
                Halve(MemoryMarshal.Cast<byte, ushort>(level == 1 ? pixels : block), MemoryMarshal.Cast<byte, ushort>(block.AsSpan()), width, writer.Bands);
            }

            for (int band = 0; band < modes.Length; band++)
            {
                modes[band].Cells(level).CopyTo(block.AsSpan(band * width * width));
            }

            if (writer.Open.Add(level, overview, window, block, width, width * width) is { } complete)
            {
                Encode(level, overview, complete.Cells);
                writer.Open.GiveBack(complete);
            }
        }
    }

    // Every second number of every second row, so that after n times it is the upper-left one of 2ⁿ × 2ⁿ. In place: none is written before it is read.
    private static void Halve(ReadOnlySpan<ushort> finer, Span<ushort> coarser, int width, int bands)
    {
        for (int row = 0; row < bands * width; row++)
        {
            for (int column = 0; column < width; column++)
            {
                coarser[(row * width) + column] = finer[(4 * row * width) + (2 * column)];
            }
        }
    }

    private void Encode(int level, int index, ReadOnlySpan<byte> planes)
    {
        ReadOnlySpan<byte> raw = Interleave(planes);
        int bytes = deflate.Encode(raw, record.AsSpan(LeaderBytes));
        BinaryPrimitives.WriteInt32LittleEndian(record, bytes);
        record.AsSpan(bytes, TrailerBytes).CopyTo(record.AsSpan(LeaderBytes + bytes));
        writer.Spool.Append(level, index, record.AsSpan(0, LeaderBytes + bytes + TrailerBytes), ContentHash.Of(raw));
    }

    // TIFF has the bands of a pixel side by side.
    private ReadOnlySpan<byte> Interleave(ReadOnlySpan<byte> planes)
    {
        if (writer.Bands == 1)
        {
            return planes;
        }

        if (writer.Type == PixelType.Byte)
        {
            Interleave(planes, interleaved.AsSpan());
        }
        else
        {
            Interleave(MemoryMarshal.Cast<byte, ushort>(planes), MemoryMarshal.Cast<byte, ushort>(interleaved.AsSpan()));
        }

        return interleaved;
    }
    private void Interleave<T>(ReadOnlySpan<T> planes, Span<T> pixels)
    {
        for (int band = 0; band < writer.Bands; band++)
        {
            ReadOnlySpan<T> plane = planes.Slice(band * BlockCells, BlockCells);
            for (int i = 0, at = band; i < plane.Length; i++, at += writer.Bands)
            {
                pixels[at] = plane[i];
            }
        }
    }
}

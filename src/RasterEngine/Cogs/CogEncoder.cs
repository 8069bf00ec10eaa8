using System.Buffers.Binary;
using System.IO.Hashing;
using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Cogs;

/// <summary>
/// One worker's way into a <see cref="CogWriter"/>: it compresses the blocks that its tiles fill, and the overview blocks that they complete. Made, used
/// and disposed on its own thread; allocates nothing after its first tiles.
/// </summary>
internal sealed class CogEncoder : IDisposable
{
    private const int Side = CogPyramid.BlockSide, BlockCells = Side * Side, LeaderBytes = 4, TrailerBytes = 4;

    private readonly CogWriter writer;
    private readonly DeflateEncoder deflate = new(CogWriter.DeflateLevel);
    private readonly BlockModes[] modes;
    private readonly byte[] block, interleaved, record;

    public CogEncoder(CogWriter writer)
    {
        this.writer = writer;
        int bytes = writer.Bands * BlockCells;
        modes = [.. Enumerable.Range(0, writer.Bands).Select(_ => new BlockModes(writer.Pyramid.LevelCount - 1))];
        block = new byte[bytes];
        interleaved = new byte[writer.Bands > 1 ? bytes : 0];
        record = new byte[deflate.Bound(bytes) + CogBlock.RecordOverhead];
    }

    /// <summary>Takes a tile of the image; any place and size, once for every pixel.</summary>
    /// <param name="window">Its place.</param>
    /// <param name="pixels">Its bands one after the other, each row by row.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public void Append(Window window, ReadOnlySpan<byte> pixels)
    {
        if (!writer.Pyramid.Level(0).Contains(window) || pixels.Length != writer.Bands * window.PixelCount)
        {
            throw new ArgumentException($"{pixels.Length} pixels for {window.Width} × {window.Height} at column {window.Column}, row {window.Row}; expected {writer.Bands} bands of a window of the image");
        }

        for (int row = window.Row / Side; row * Side < window.EndRow; row++)
        {
            for (int column = window.Column / Side; column * Side < window.EndColumn; column++)
            {
                AppendTo((row * writer.Pyramid.BlockColumns(0)) + column, window, pixels);
            }
        }
    }

    public void Dispose() => deflate.Dispose();

    private void AppendTo(int index, Window window, ReadOnlySpan<byte> pixels)
    {
        Window whole = writer.Pyramid.Block(0, index), part = whole.Intersect(window);
        int bandStride = window.Width * window.Height;
        ReadOnlySpan<byte> cells = pixels[(((part.Row - window.Row) * window.Width) + part.Column - window.Column)..];
        if (part == whole)
        {
            Array.Clear(block);
            OpenBlocks.CopyIn(block, whole, part, cells, window.Width, bandStride, writer.Bands);
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

    private void Encode(int level, int index, ReadOnlySpan<byte> planes)
    {
        ReadOnlySpan<byte> raw = Interleave(planes);
        int bytes = deflate.Encode(raw, record.AsSpan(LeaderBytes));
        BinaryPrimitives.WriteInt32LittleEndian(record, bytes);
        record.AsSpan(bytes, TrailerBytes).CopyTo(record.AsSpan(LeaderBytes + bytes));
        writer.Spool.Append(level, index, record.AsSpan(0, LeaderBytes + bytes + TrailerBytes), XxHash128.HashToUInt128(raw));
    }

    // TIFF has the bands of a pixel side by side.
    private ReadOnlySpan<byte> Interleave(ReadOnlySpan<byte> planes)
    {
        if (writer.Bands == 1)
        {
            return planes;
        }

        for (int band = 0; band < writer.Bands; band++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(band * BlockCells, BlockCells);
            for (int i = 0, at = band; i < plane.Length; i++, at += writer.Bands)
            {
                interleaved[at] = plane[i];
            }
        }

        return interleaved;
    }
}

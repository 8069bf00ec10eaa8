using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Cogs;

/// <summary>Reads back what a <see cref="CogWriter"/> was given, once all of it was. Owned by one thread.</summary>
internal sealed class CogReader(CogWriter writer) : IDisposable
{
    private const int Side = CogPyramid.BlockSide;

    private readonly DeflateDecoder deflate = new();
    private readonly byte[] pixels = new byte[writer.Bands * Side * Side];
    private byte[] record = [];

    /// <summary>Reads the first band. Every block that the window touches is decoded: rows of blocks are read at the least cost.</summary>
    /// <exception cref="IOException">The spool is not what was written.</exception>
    public void Read(Window window, Span<byte> classes)
    {
        for (int row = window.Row / Side; row * Side < window.EndRow; row++)
        {
            for (int column = window.Column / Side; column * Side < window.EndColumn; column++)
            {
                int block = (row * writer.Pyramid.BlockColumns(0)) + column;
                Decode(block);
                Window whole = writer.Pyramid.Block(0, block), part = whole.Intersect(window);
                for (int y = part.Row; y < part.EndRow; y++)
                {
                    int from = (((y - whole.Row) * Side) + part.Column - whole.Column) * writer.Bands, to = ((y - window.Row) * window.Width) + part.Column - window.Column;
                    for (int i = 0; i < part.Width; i++)
                    {
                        classes[to + i] = pixels[from + (i * writer.Bands)];
                    }
                }
            }
        }
    }

    public void Dispose() => deflate.Dispose();

    private void Decode(int block)
    {
        CogBlock encoded = writer.Spool[0, block];
        if (encoded.Bytes == 0)
        {
            throw new InvalidOperationException($"block {block} is not there; expected every pixel to be appended before any is read");
        }

        if (record.Length < encoded.RecordBytes)
        {
            record = new byte[encoded.RecordBytes];
        }

        writer.Spool.Read(encoded, record);
        if (!deflate.TryDecode(record.AsSpan(4, encoded.Bytes), pixels))
        {
            throw new IOException($"{writer.Path}: block {block} cannot be decoded again; the disk or its file system is at fault");
        }
    }
}

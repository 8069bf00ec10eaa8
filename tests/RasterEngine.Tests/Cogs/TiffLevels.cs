using System.Buffers.Binary;
using System.IO.Compression;
using RasterEngine.Gdal;

namespace RasterEngine.Tests.Cogs;

/// <summary>A tiled, DEFLATE-compressed, little-endian TIFF of bytes read with nothing of the engine: TIFF 6.0 and BigTIFF by the book, and .NET's zlib.</summary>
internal sealed class TiffLevels
{
    private readonly byte[] file;
    private readonly bool isBig;
    private readonly List<Dictionary<int, long[]>> directories = [];

    public TiffLevels(string path)
    {
        file = File.ReadAllBytes(path);
        isBig = file[2] == 43;
        long next = isBig ? BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4));
        while (next != 0)
        {
            Places.Add(next);
            next = Directory((int)next);
        }
    }

    public bool IsBig => isBig;

    public int Count => directories.Count;

    /// <summary>Where each directory begins.</summary>
    public List<long> Places { get; } = [];

    public long[] Tag(int level, int tag) => directories[level][tag];

    public bool Has(int level, int tag) => directories[level].ContainsKey(tag);

    public (int Width, int Height) Size(int level) => ((int)Tag(level, 256)[0], (int)Tag(level, 257)[0]);

    /// <summary>The four bytes before a block and the four behind it, and its own last four.</summary>
    public (int Leader, byte[] Trailer, byte[] Last) Around(int level, int block)
    {
        (int offset, int bytes) = ((int)Tag(level, 324)[block], (int)Tag(level, 325)[block]);
        return (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset - 4)), file[(offset + bytes)..(offset + bytes + 4)], file[(offset + bytes - 4)..(offset + bytes)]);
    }

    /// <summary>One band of a level, row by row.</summary>
    public byte[] Pixels(int level, int band, int bands)
    {
        (int width, int height) = Size(level);
        byte[] pixels = new byte[width * height];
        int across = (width + 511) / 512;
        for (int block = 0; block < Tag(level, 324).Length; block++)
        {
            byte[] decoded = new byte[512 * 512 * bands];
            using var stream = new ZLibStream(new MemoryStream(file, (int)Tag(level, 324)[block], (int)Tag(level, 325)[block]), CompressionMode.Decompress);
            stream.ReadExactly(decoded);
            var place = new Window(block % across * 512, block / across * 512, 512, 512);
            for (int row = place.Row; row < Math.Min(place.EndRow, height); row++)
            {
                for (int column = place.Column; column < Math.Min(place.EndColumn, width); column++)
                {
                    pixels[(row * width) + column] = decoded[((((row - place.Row) * 512) + column - place.Column) * bands) + band];
                }
            }
        }

        return pixels;
    }

    private long Directory(int at)
    {
        var tags = new Dictionary<int, long[]>();
        (int head, int entry, int place) = isBig ? (8, 20, 8) : (2, 12, 4);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> e = file.AsSpan(at + head + (i * entry), entry);
            int type = BinaryPrimitives.ReadUInt16LittleEndian(e[2..]), size = type switch { 1 or 2 => 1, 3 => 2, 4 => 4, 12 or 16 => 8, _ => throw new InvalidDataException($"type {type}") };
            int values = (int)BinaryPrimitives.ReadUInt32LittleEndian(e[4..]);
            ReadOnlySpan<byte> bytes = values * size <= place ? e[(4 + place)..] : file.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(e[(4 + place)..]));
            long[] numbers = new long[values];
            for (int v = 0; v < values; v++)
            {
                ReadOnlySpan<byte> b = bytes.Slice(v * size, size);
                numbers[v] = size switch { 1 => b[0], 2 => BinaryPrimitives.ReadUInt16LittleEndian(b), 4 => BinaryPrimitives.ReadUInt32LittleEndian(b), _ => BinaryPrimitives.ReadInt64LittleEndian(b) };
            }

            tags.Add(BinaryPrimitives.ReadUInt16LittleEndian(e), numbers);
        }

        directories.Add(tags);
        ReadOnlySpan<byte> next = file.AsSpan(at + head + (count * entry));
        return isBig ? BinaryPrimitives.ReadInt64LittleEndian(next) : BinaryPrimitives.ReadUInt32LittleEndian(next);
    }
}

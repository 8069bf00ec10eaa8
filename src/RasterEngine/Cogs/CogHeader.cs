using System.Buffers.Binary;
using System.Text;
using RasterEngine.Scenes;

namespace RasterEngine.Cogs;

/// <summary>
/// Everything before the first block: signature, what libgdal calls the structural metadata (which promises the layout to readers that can use it), a directory for
/// the image and one for each overview, then the places of blocks. Little-endian; BigTIFF where 4 GiB do not suffice.
/// </summary>
/// <remarks>
/// TIFF 6.0; BigTIFF; https://gdal.org/drivers/raster/cog.html for the layout: directories first, blocks of the smallest overview first and of the
/// image last, each level in row order, every block between its length and its last four bytes once more.
/// </remarks>
internal sealed class CogHeader
{
    private const ushort Short = 3, Long = 4, Long8 = 16;

    // The first line's number counts the bytes after that line. The blank is room for a reader to say that it broke the promise.
    private const string Structure =
        "GDAL_STRUCTURAL_METADATA_SIZE=000140 bytes\nLAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\nBLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ";

    // What an overview's directory repeats of the image's; TIFF 6.0 and GDAL name these.
    private static readonly ushort[] OfEveryLevel = [258, 262, 277, 284, 320, 338, 339, 42113];

    private readonly IReadOnlyList<CogLevel> levels;
    private readonly IReadOnlyList<CogTag> template;
    private readonly long largestClassic;

    /// <param name="image">Its blocks and their encoded lengths.</param>
    /// <param name="template">Tags of the image that are not about blocks.</param>
    /// <param name="largestClassic">Bytes of the largest file that is no BigTIFF.</param>
    public CogHeader(CogImage image, IReadOnlyList<CogTag> template, long largestClassic) =>
        (levels, this.template, this.largestClassic) = (image.Levels, template, largestClassic);

    /// <summary>The bytes, up to the first block's leader.</summary>
    /// <exception cref="InvalidOperationException">A block is missing.</exception>
    public byte[] Bytes()
    {
        long blocks = 0;
        for (int level = 0; level < levels.Count; level++)
        {
            foreach (CogBlock block in levels[level].Blocks.Span)
            {
                blocks += block.Bytes == 0 ? throw new InvalidOperationException($"level {level} lacks a block; expected every pixel to be appended") : block.RecordBytes;
            }
        }

        byte[] classic = Bytes(isBig: false);
        return classic.Length + blocks <= largestClassic ? classic : Bytes(isBig: true);
    }

    private byte[] Bytes(bool isBig)
    {
        var bytes = new CogHeaderBytes(isBig);
        bytes.Append(isBig ? [(byte)'I', (byte)'I', 43, 0, 8, 0, 0, 0] : "II*\0"u8);
        int next = bytes.AppendPlace();
        bytes.Append(Encoding.ASCII.GetBytes(Structure));
        var places = new (int Offsets, int Counts)[levels.Count];
        for (int level = 0; level < levels.Count; level++)
        {
            bytes.Align();
            bytes.PutPlace(next, bytes.Length);
            next = Directory(bytes, level, isBig, out places[level]);
        }

        for (int level = 0; level < levels.Count; level++)
        {
            places[level] = (bytes.Reserve(places[level].Offsets, levels[level].Blocks.Length, isBig ? 8 : 4), bytes.Reserve(places[level].Counts, levels[level].Blocks.Length, 4));
        }

        byte[] header = bytes.ToArray();
        Fill(header, places, isBig);
        return header;
    }

    // Writes the directory and the values that do not fit into it; returns where the next one's place is to be put.
    private int Directory(CogHeaderBytes bytes, int level, bool isBig, out (int Offsets, int Counts) places)
    {
        CogLevel size = levels[level];
        int count = size.Blocks.Length;
        var tags = new List<CogTag>
        {
            Number(TiffTag.ImageWidth, Long, size.Width),
            Number(TiffTag.ImageLength, Long, size.Height),
            Number(TiffTag.Compression, Short, (int)TiffCodec.Deflate),
            Number(TiffTag.TileWidth, Short, CogPyramid.BlockSide),
            Number(TiffTag.TileLength, Short, CogPyramid.BlockSide),
            new((ushort)TiffTag.TileOffsets, isBig ? Long8 : Long, count, null),
            new((ushort)TiffTag.TileByteCounts, Long, count, null),
        };
        if (level > 0)
        {
            tags.Add(Number(TiffTag.NewSubfileType, Long, 1));
        }

        tags.AddRange(template.Where(t => level == 0 || OfEveryLevel.Contains(t.Tag)));
        return bytes.AppendDirectory([.. tags.OrderBy(t => (int)t.Tag)], out places);
    }

    private static CogTag Number(TiffTag tag, ushort type, int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return new((ushort)tag, type, 1, bytes[..(type == Short ? 2 : 4)]);
    }

    // Smallest overview first, the image last.
    private void Fill(byte[] header, (int Offsets, int Counts)[] places, bool isBig)
    {
        long position = header.Length;
        for (int level = levels.Count - 1; level >= 0; level--)
        {
            ReadOnlySpan<CogBlock> blocks = levels[level].Blocks.Span;
            for (int i = 0; i < blocks.Length; i++)
            {
                if (isBig)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(places[level].Offsets + (8 * i)), position + 4);
                }
                else
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(places[level].Offsets + (4 * i)), unchecked((uint)(position + 4)));
                }

                BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(places[level].Counts + (4 * i)), blocks[i].Bytes);
                position += blocks[i].RecordBytes;
            }
        }
    }
}

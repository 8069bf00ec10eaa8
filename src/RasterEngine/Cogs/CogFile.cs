using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using RasterEngine.Gdal;
using RasterEngine.Gdal.Codecs;

namespace RasterEngine.Cogs;

/// <summary>The finished file: a header and the spool's records in their final order. Written, flushed to disk and read back.</summary>
internal static class CogFile
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Writes the file and flushes it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> header, CogImage image, CogSpool spool)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, header, 0);
        long position = header.Length;
        byte[] buffer = new byte[BufferBytes];
        int filled = 0;
        for (int level = image.Levels.Count - 1; level >= 0; level--)
        {
            foreach (CogBlock block in image.Levels[level].Blocks.Span)
            {
                if (filled + block.RecordBytes > buffer.Length)
                {
                    Flush();
                    buffer = block.RecordBytes > buffer.Length ? new byte[block.RecordBytes] : buffer;
                }

                spool.Read(block, buffer.AsSpan(filled));
                filled += block.RecordBytes;
            }
        }

        Flush();
        RandomAccess.FlushToDisk(file);

        void Flush()
        {
            RandomAccess.Write(file, buffer.AsSpan(0, filled), position);
            position += filled;
            filled = 0;
        }
    }

    /// <summary>Reads the file back: the header byte for byte, every block decoded and held against its hash, and libgdal asked whether it sees the same image.</summary>
    /// <exception cref="IOException">It is not what was written.</exception>
    public static void Verify(string path, ReadOnlySpan<byte> header, CogImage image, int bands, int blockBytes)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        byte[] head = new byte[header.Length];
        if (!TryRead(file, head, 0) || !header.SequenceEqual(head))
        {
            throw Broken("its header");
        }

        long position = header.Length;
        using var deflate = new DeflateDecoder();
        byte[] pixels = new byte[blockBytes], record = new byte[BufferBytes];
        for (int level = image.Levels.Count - 1; level >= 0; level--)
        {
            ReadOnlySpan<CogBlock> blocks = image.Levels[level].Blocks.Span;
            for (int i = 0; i < blocks.Length; position += blocks[i++].RecordBytes)
            {
                record = blocks[i].RecordBytes > record.Length ? new byte[blocks[i].RecordBytes] : record;
                if (!IsWhole(file, position, blocks[i], record, deflate, pixels))
                {
                    throw Broken($"block {i} of its {(level == 0 ? "image" : $"overview {level}")}");
                }
            }
        }

        if (RandomAccess.GetLength(file) != position)
        {
            throw Broken("its end");
        }

        using Dataset seen = Dataset.Open(path);
        if ((seen.Width, seen.Height, seen.BandCount) != (image.Grid.Width, image.Grid.Height, bands) || seen.Metadata("LAYOUT", "IMAGE_STRUCTURE") != "COG")
        {
            throw Broken("its image, as libgdal sees it,");
        }

        IOException Broken(string what) => new($"{path}: {what} reads back otherwise than it was written; the disk or its file system is at fault");
    }

    /// <summary>Reads as many bytes as there is room for; false where the file ends before.</summary>
    public static bool TryRead(SafeFileHandle file, Span<byte> bytes, long position)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(file, bytes, position);
            if (read == 0)
            {
                return false;
            }

            bytes = bytes[read..];
            position += read;
        }

        return true;
    }

    private static bool IsWhole(SafeFileHandle file, long position, CogBlock block, byte[] buffer, DeflateDecoder deflate, byte[] pixels)
    {
        Span<byte> record = buffer.AsSpan(0, block.RecordBytes);
        return TryRead(file, record, position)
            && XxHash3.HashToUInt64(record) == block.RecordHash
            && deflate.TryDecode(record[4..^4], pixels)
            && ContentHash.Of(pixels) == block.Hash;
    }
}

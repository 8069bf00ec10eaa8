namespace RasterEngine.Cogs;

/// <summary>What one process made of an image that several make: the blocks it encoded, and the cells of those that others complete.</summary>
internal static class CogPart
{
    private const int End = -1;

    /// <summary>Writes all that came to a writer.</summary>
    public static void Write(BinaryWriter part, CogWriter writer)
    {
        byte[] record = [];
        Span<byte> hash = stackalloc byte[ContentHash.Bytes];
        for (int level = 0; level < writer.Pyramid.LevelCount; level++)
        {
            foreach (int index in Enumerable.Range(0, writer.Pyramid.BlockCount(level)).Where(i => writer.Spool[level, i].Bytes != 0))
            {
                CogBlock block = writer.Spool[level, index];
                record = block.RecordBytes > record.Length ? new byte[block.RecordBytes] : record;
                writer.Spool.Read(block, record);
                block.Hash.Write(hash);
                part.Write(level);
                part.Write(index);
                part.Write(hash);
                part.Write(block.RecordBytes);
                part.Write(record.AsSpan(0, block.RecordBytes));
            }
        }

        part.Write(End);
        foreach ((int level, int index, OpenBlock block, long taken) in writer.Open.Waiting)
        {
            part.Write(level);
            part.Write(index);
            part.Write(taken);
            part.Write(block.Cells);
        }

        part.Write(End);
    }

    /// <summary>Has a writer of the same image take it.</summary>
    public static void Read(BinaryReader part, CogWriter writer)
    {
        byte[] record = [], cells = new byte[writer.BlockBytes];
        Span<byte> hash = stackalloc byte[ContentHash.Bytes];
        for (int level; (level = part.ReadInt32()) != End;)
        {
            int index = part.ReadInt32();
            part.ReadExactly(hash);
            int length = part.ReadInt32();
            record = length > record.Length ? new byte[length] : record;
            part.ReadExactly(record.AsSpan(0, length));
            writer.Spool.Append(level, index, record.AsSpan(0, length), ContentHash.Read(hash));
        }

        var encoder = new CogEncoder(writer);
        for (int level; (level = part.ReadInt32()) != End;)
        {
            int index = part.ReadInt32();
            long taken = part.ReadInt64();
            part.ReadExactly(cells);
            encoder.Join(level, index, cells, taken);
        }
    }
}

namespace RasterEngine.Scenes;

/// <summary>One directory of a TIFF: its tags by number, and where the next one is. Every tag's values are known to lie inside the file.</summary>
internal sealed class TiffDirectory
{
    private readonly GateReader reader;
    private readonly Dictionary<int, TiffField> fields = [];

    private TiffDirectory(GateReader reader, int number, long next)
    {
        this.reader = reader;
        Number = number;
        Next = next;
    }

    /// <summary>From 1, for messages.</summary>
    public int Number { get; }

    /// <summary>Where the next directory begins; 0 after the last.</summary>
    public long Next { get; }

    /// <summary>Reads the directory at a place.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="position">Of its count of tags.</param>
    /// <param name="isBig">BigTIFF: counts and places of 8 bytes.</param>
    /// <param name="number">From 1.</param>
    public static TiffDirectory Read(GateReader reader, long position, bool isBig, int number)
    {
        (int countSize, int placeSize) = isBig ? (8, 8) : (2, 4);
        int entrySize = 4 + (2 * placeSize);
        long count = reader.Unsigned(position, countSize);
        if (count == 0 || count > reader.Limits.Tags)
        {
            throw reader.Refused($"its directory {number} has {GateReader.Words(count)} tags; expected 1 to {GateReader.Words(reader.Limits.Tags)}");
        }

        long first = position + countSize;
        byte[] entries = new byte[(count * entrySize) + placeSize];
        reader.Read(first, entries);
        var directory = new TiffDirectory(reader, number, reader.Unsigned(entries.AsSpan(^placeSize..)));
        for (int i = 0; i < (int)count; i++)
        {
            directory.Add(entries.AsSpan(i * entrySize, entrySize), first + ((long)i * entrySize), placeSize);
        }

        return directory;
    }

    /// <summary>Every tag, in no order.</summary>
    public IEnumerable<TiffField> Fields => fields.Values;

    public bool Has(TiffTag tag) => fields.ContainsKey((int)tag);

    public TiffField? Find(TiffTag tag) => fields.GetValueOrDefault((int)tag);

    /// <summary>The one unsigned integer of a tag, or what TIFF 6.0 has it mean when it is not there.</summary>
    public long Number1(TiffTag tag, long otherwise)
    {
        if (Find(tag) is not { } field)
        {
            return otherwise;
        }

        return field is { IsUnsigned: true, Count: 1 } ? reader.Unsigned(field.Position, field.Size) : throw Wrong(tag, "one unsigned number");
    }

    /// <summary>The unsigned integers of a tag that has one for each band.</summary>
    public long[] NumberOfEach(TiffTag tag, long otherwise)
    {
        if (Find(tag) is not { } field)
        {
            return [otherwise];
        }

        if (!field.IsUnsigned || field.Count < 1 || field.Count > reader.Limits.Bands)
        {
            throw Wrong(tag, "one unsigned number for each band");
        }

        byte[] bytes = new byte[field.Count * field.Size];
        reader.Read(field.Position, bytes);
        return [.. Enumerable.Range(0, (int)field.Count).Select(i => reader.Unsigned(bytes.AsSpan(i * field.Size, field.Size)))];
    }

    /// <summary>The bytes of a tag.</summary>
    public byte[] Bytes(TiffField field)
    {
        byte[] bytes = new byte[field.Count * field.Size];
        reader.Read(field.Position, bytes);
        return bytes;
    }

    public ScanException Wrong(TiffTag tag, string expected) =>
        reader.Refused($"its directory {Number} has a tag {tag} ({(ushort)tag}) that is not {expected}");

    private void Add(ReadOnlySpan<byte> entry, long position, int placeSize)
    {
        ushort tag = (ushort)reader.Unsigned(entry[..2]), type = (ushort)reader.Unsigned(entry[2..4]);
        long count = reader.Unsigned(entry.Slice(4, placeSize));
        ReadOnlySpan<byte> value = entry[(4 + placeSize)..];
        int size = TiffField.SizeOf(type);
        // Libtiff leaves such a tag out. One that matters is missed by whoever asks for it, or must not be here at all.
        if (size == 0)
        {
            if (Enum.IsDefined((TiffTag)tag))
            {
                throw Wrong((TiffTag)tag, "of a type that TIFF has");
            }

            return;
        }

        bool isInline = count <= placeSize / size;
        long start = isInline ? position + 4 + placeSize : reader.Unsigned(value);
        long most = reader.Length / size;
        if (count > most)
        {
            throw reader.Truncated(((decimal)count * size) + start);
        }

        reader.Need(start, count * size);
        if ((TiffTag)tag is not (TiffTag.StripOffsets or TiffTag.StripByteCounts or TiffTag.TileOffsets or TiffTag.TileByteCounts)
            && count * size > reader.Limits.TagBytes)
        {
            throw reader.Refused($"its tag {tag} has {GateReader.Words(count * size)} bytes; expected at most {GateReader.Words(reader.Limits.TagBytes)}");
        }

        if (!fields.TryAdd(tag, new TiffField(tag, type, count, start)))
        {
            throw reader.Refused($"its directory {Number} has the tag {tag} twice");
        }
    }
}

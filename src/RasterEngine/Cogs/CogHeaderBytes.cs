using System.Buffers.Binary;

namespace RasterEngine.Cogs;

/// <summary>The bytes of a little-endian TIFF header while it grows: 4-byte places in a classic file, 8-byte ones in a BigTIFF.</summary>
internal sealed class CogHeaderBytes(bool isBig)
{
    private readonly List<byte> bytes = [];

    public int Length => bytes.Count;

    private int PlaceSize => isBig ? 8 : 4;

    public void Append(ReadOnlySpan<byte> part) => bytes.AddRange(part);

    /// <summary>TIFF wants directories and values at even places.</summary>
    public void Align() => Append(new byte[bytes.Count & 1]);

    /// <summary>Appends room for a place within the file.</summary>
    /// <returns>Where it is.</returns>
    public int AppendPlace()
    {
        int at = bytes.Count;
        Append(new byte[PlaceSize]);
        return at;
    }

    public void PutPlace(int at, long place)
    {
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, place);
        Put(at, value[..PlaceSize]);
    }

    /// <summary>Appends a directory, its tags in the order of their numbers, and the values that do not fit into it.</summary>
    /// <param name="tags">Those without values are the places of blocks: first where blocks are, then their lengths.</param>
    /// <param name="places">Where the values, or the place of the values, of those two are to be put.</param>
    /// <returns>Where the place of the next directory is to be put; it is 0 now.</returns>
    public int AppendDirectory(IReadOnlyList<CogTag> tags, out (int Offsets, int Counts) places)
    {
        places = default;
        var values = new List<(int At, byte[] Values)>();
        AppendNumber(tags.Count, isBig ? 8 : 2);
        foreach (CogTag tag in tags)
        {
            AppendNumber(tag.Tag, 2);
            AppendNumber(tag.Type, 2);
            AppendNumber(tag.Count, PlaceSize);
            int at = AppendPlace();
            if (tag.Values is null)
            {
                places = places.Offsets == 0 ? (at, 0) : (places.Offsets, at);
            }
            else if (tag.Values.Length <= PlaceSize)
            {
                Put(at, tag.Values);
            }
            else
            {
                values.Add((at, tag.Values));
            }
        }

        int next = AppendPlace();
        foreach ((int at, byte[] value) in values)
        {
            Align();
            PutPlace(at, bytes.Count);
            Append(value);
        }

        return next;
    }

    /// <summary>Makes room for a tag's numbers: in the directory itself where they fit, else at the end.</summary>
    /// <returns>Where they are to be written.</returns>
    public int Reserve(int at, int count, int size)
    {
        if (count * size <= PlaceSize)
        {
            return at;
        }

        Align();
        int start = bytes.Count;
        PutPlace(at, start);
        Append(new byte[checked(count * size)]);
        return start;
    }

    public byte[] ToArray() => [.. bytes];

    private void AppendNumber(long value, int size)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        Append(number[..size]);
    }

    private void Put(int at, ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bytes[at + i] = value[i];
        }
    }
}

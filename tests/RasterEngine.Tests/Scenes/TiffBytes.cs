using System.Buffers.Binary;
using System.Text;

namespace RasterEngine.Tests.Scenes;

/// <summary>A TIFF made tag by tag, so that any of them can be wrong: at first 16 × 16 bytes in one uncompressed strip, right in every way.</summary>
internal sealed class TiffBytes
{
    public const int DataAt = 16, DataLength = 256;
    private readonly bool isBig, isBigEndian;
    private readonly SortedDictionary<int, (int Type, ulong Count, byte[] Bytes)> tags = [];

    public TiffBytes(bool isBig = false, bool isBigEndian = false)
    {
        (this.isBig, this.isBigEndian) = (isBig, isBigEndian);
        _ = With(256, 4, 16).With(257, 4, 16).With(258, 3, 8).With(259, 3, 1).With(262, 3, 1).With(277, 3, 1).With(278, 4, 16)
            .With(273, isBig ? 16 : 4, DataAt).With(279, 4, DataLength);
    }

    /// <summary>Directories in the chain, all alike.</summary>
    public int Directories { get; init; } = 1;

    /// <summary>The last directory leads back to the first.</summary>
    public bool IsLoop { get; init; }

    /// <summary>Sets a tag to unsigned numbers of a type of 1, 2, 4 or 8 bytes.</summary>
    public TiffBytes With(int tag, int type, params ulong[] values)
    {
        int size = type switch { 1 or 7 => 1, 3 => 2, 4 or 13 => 4, _ => 8 };
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
        {
            Put(bytes.AsSpan(i * size, size), values[i]);
        }

        return With(tag, type, (ulong)values.Length, bytes);
    }

    public TiffBytes With(int tag, string text) => With(tag, 2, (ulong)text.Length + 1, Encoding.Latin1.GetBytes(text + "\0"));

    /// <summary>Sets a tag whose count need not be that of its values.</summary>
    public TiffBytes With(int tag, int type, ulong count, byte[] bytes)
    {
        tags[tag] = (type, count, bytes);
        return this;
    }

    public TiffBytes Without(int tag)
    {
        tags.Remove(tag);
        return this;
    }

    public byte[] Build()
    {
        var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(isBigEndian ? "MM" : "II"));
        Write(file, isBig ? 43u : 42u, 2);
        if (isBig)
        {
            Write(file, 8, 2);
            Write(file, 0, 2);
        }

        int place = isBig ? 8 : 4;
        long first = DataAt + DataLength;
        Write(file, (ulong)first, place);
        file.Position = DataAt;
        file.Write(new byte[DataLength]);
        for (int i = 0; i < Directories; i++)
        {
            WriteDirectory(file, isLast: i == Directories - 1, first, place);
        }

        return file.ToArray();
    }

    private void WriteDirectory(MemoryStream file, bool isLast, long first, int place)
    {
        int countSize = isBig ? 8 : 2;
        long start = file.Position, behind = start + countSize + (tags.Count * (4 + (2 * place))) + place;
        long next = behind + tags.Values.Where(t => t.Bytes.Length > place).Sum(t => t.Bytes.Length);
        Write(file, (ulong)tags.Count, countSize);
        foreach ((int tag, (int type, ulong count, byte[] bytes)) in tags)
        {
            Write(file, (ulong)tag, 2);
            Write(file, (ulong)type, 2);
            Write(file, count, place);
            if (bytes.Length <= place)
            {
                file.Write([.. bytes, .. new byte[place - bytes.Length]]);
                continue;
            }

            Write(file, (ulong)behind, place);
            long here = file.Position;
            file.Position = behind;
            file.Write(bytes);
            behind = file.Position;
            file.Position = here;
        }

        Write(file, (ulong)(!isLast ? next : IsLoop ? first : 0), place);
        file.Position = next;
    }

    private void Write(MemoryStream file, ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[size];
        Put(bytes, value);
        file.Write(bytes);
    }

    private void Put(Span<byte> bytes, ulong value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        eight[..bytes.Length].CopyTo(bytes);
        if (isBigEndian)
        {
            bytes.Reverse();
        }
    }
}

using System.Text;

namespace RasterEngine.Scenes;

/// <summary>The boxes of a JPEG 2000 file (ITU-T T.800, annex I, and T.801, annex M): all inside it, and none that leads out of it.</summary>
internal sealed class Jp2Boxes(GateReader reader, Jp2Parts parts)
{
    private const int Deepest = 8;
    private Jp2Header? header;

    public Jp2Header Read()
    {
        Walk(0, reader.Length, 0);
        return header ?? throw reader.Refused("it has no codestream (box jp2c)");
    }

    private void Walk(long position, long end, int depth)
    {
        if (depth > Deepest)
        {
            throw reader.Refused($"its boxes are nested more than {Deepest} deep");
        }

        while (position < end)
        {
            parts.Count();
            (string name, long content, long next) = Open(position, end);
            Look(name, content, next, depth);
            position = next;
        }
    }

    private (string Name, long Content, long Next) Open(long position, long end)
    {
        Span<byte> head = stackalloc byte[8];
        Inside(position + 8, end, "a box");
        reader.Read(position, head);
        string name = Encoding.Latin1.GetString(head[4..]);
        long length = reader.Unsigned(head[..4]), content = position + 8;
        if (length == 1)
        {
            Inside(position + 16, end, "a box");
            length = reader.Unsigned(content, 8);
            content += 8;
        }

        // Length 0: up to the end of the file.
        long next = length == 0 ? end : length > end - position ? long.MaxValue : position + length;
        if (next == long.MaxValue)
        {
            Inside((ulong)position + (ulong)length, end, $"its box {Printable(name)}");
        }

        return next >= content ? (name, content, next) : throw reader.Refused($"its box {Printable(name)} at byte {position} is {length} bytes long");
    }

    private void Look(string name, long content, long next, int depth)
    {
        switch (name)
        {
            case "jp2c" when depth > 0 || header is not null:
                throw reader.Refused("it has more than one codestream (box jp2c)");
            case "jp2c":
                header = new Jp2Codestream(reader, parts, content, next).Read();
                break;
            case "jp2h" or "asoc" or "jpch" or "jplh":
                Walk(content, next, depth + 1);
                break;
            case "dtbl" or "ftbl" or "flst" or "cref":
                throw reader.External($"its box {name} says that parts of it are in other files");
            case "xml " or "uuid" or "lbl ":
                CheckText(name, content, next);
                break;
        }
    }

    // GDAL's metadata, GML with coordinate systems, or a small GeoTIFF that holds the place.
    private void CheckText(string name, long content, long next)
    {
        if (next - content > reader.Limits.MetadataBytes)
        {
            throw reader.Refused($"its box {name.Trim()} has {GateReader.Words(next - content)} bytes; expected at most {GateReader.Words(reader.Limits.MetadataBytes)}");
        }

        byte[] bytes = new byte[next - content];
        reader.Read(content, bytes);
        if (TiffMetadata.Reference(bytes, isText: name != "uuid") is { } found)
        {
            throw reader.External($"its box {name.Trim()} {found}");
        }
    }

    // A box that leaves its own box, but not the file, is no sign of a cut.
    private void Inside(ulong last, long end, string what) =>
        _ = last <= (ulong)end ? true
            : last > (ulong)reader.Length ? throw reader.Truncated(last)
            : throw reader.Refused($"{what} reaches beyond the box that it is in");

    private void Inside(long last, long end, string what) => Inside((ulong)last, end, what);

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '?'));
}

namespace RasterEngine.Scenes;

/// <summary>The codestream of a JPEG 2000 file (ITU-T T.800, annex A): its size, and the headers of all its tile-parts.</summary>
internal sealed class Jp2Codestream(GateReader reader, Jp2Parts parts, long start, long end)
{
    private const int Soc = 0xFF4F, Siz = 0xFF51, Cod = 0xFF52, Coc = 0xFF53, Sot = 0xFF90, Sod = 0xFF93, Eoc = 0xFFD9;
    private Jp2Size? size;

    public Jp2Header Read()
    {
        if (Marker(start) != Soc || Marker(start + 2) != Siz)
        {
            throw reader.Refused("its codestream does not begin with SOC and SIZ");
        }

        size = Jp2Size.Read(reader, start + 4, Segment(start + 2));
        WalkTiles(WalkHeader(start + 2, Sot, end));
        return size.Header;
    }

    // Every tile must be there: a decoder would leave a lost one at zero.
    private void WalkTiles(long position)
    {
        var missing = new HashSet<long>(Enumerable.Range(0, size!.Header.TileCount).Select(t => (long)t));
        while (position < end && Marker(position) != Eoc)
        {
            parts.Count();
            if (Marker(position) != Sot || Segment(position) < 10)
            {
                throw reader.Refused($"its codestream has no tile-part at byte {position}, where one is due");
            }

            long tile = reader.Unsigned(position + 4, 2), length = reader.Unsigned(position + 6, 4);
            // Length 0: the last tile-part, up to the end marker.
            long next = length == 0 ? end : position + length;
            if (length is > 0 and < 14)
            {
                throw reader.Refused($"its tile-part at byte {position} is {length} bytes long");
            }

            if (next > end)
            {
                throw next > reader.Length ? reader.Truncated(next) : reader.Refused($"its tile-part at byte {position} reaches beyond the codestream");
            }

            missing.Remove(tile);
            _ = WalkHeader(position + 12, Sod, next);
            position = next;
        }

        if (missing.Count > 0)
        {
            throw reader.Refused($"it lacks {GateReader.Words(missing.Count)} of {GateReader.Words(size.Header.TileCount)} tiles");
        }
    }

    // Passes marker segments up to the one that ends a header, and tells where that one is.
    private long WalkHeader(long position, int last, long limit)
    {
        for (int marker = Marker(position); marker != last; marker = Marker(position))
        {
            parts.Count();
            long length = Segment(position);
            if (marker is Cod or Coc)
            {
                new Jp2Coding(reader, size!).Check(position + 4, length - 2, isOfComponent: marker == Coc);
            }

            position += 2 + length;
            if (position + 2 > limit)
            {
                throw position + 2 > reader.Length ? reader.Truncated(position + 2) : reader.Refused("a header of its codestream has no end");
            }
        }

        return position;
    }

    private int Marker(long position) => (int)reader.Unsigned(position, 2);

    // The length counts its own two bytes.
    private long Segment(long position)
    {
        long length = reader.Unsigned(position + 2, 2);
        if (length < 2)
        {
            throw reader.Refused($"its codestream has a marker segment of {length} bytes at byte {position}");
        }

        reader.Need(position + 2, length);
        return length;
    }
}

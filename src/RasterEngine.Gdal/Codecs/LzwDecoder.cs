namespace RasterEngine.Gdal.Codecs;

/// <summary>
/// Decodes TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, high bits first, one code early. Streams in the order of bits from
/// before TIFF 6.0 are not its own. Used by one thread at a time.
/// </summary>
public sealed unsafe class LzwDecoder
{
    private const int Clear = 256, End = 257, First = 258, FewestBits = 9, MostBits = 12;

    // Every string of the table has already been written: it is a place and a length in the output.
    private readonly int[] starts = new int[1 << MostBits], lengths = new int[1 << MostBits];

    /// <summary>Decodes a stream that fills the destination; what is left of the stream then is not looked at, as libtiff does.</summary>
    /// <returns>False for a stream that is broken or too short; what then lies in the destination means nothing.</returns>
    public bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        fixed (int* start = starts, length = lengths)
        {
            return TryDecode(from, from + source.Length, to, destination.Length, start, length);
        }
    }

    private static bool TryDecode(byte* from, byte* end, byte* to, int size, int* starts, int* lengths)
    {
        ulong bits = 0;
        int held = 0, width = FewestBits, next = First, at = 0, oldStart = -1, oldLength = 0;
        bool hasBegun = false;
        while (at < size)
        {
            while (held < width)
            {
                if (from == end)
                    return false;
                bits = (bits << 8) | *from++;
                held += 8;
            }
            held -= width;
            int code = (int)(bits >> held) & ((1 << width) - 1);
            if (code == Clear)
            {
                (width, next, oldStart, hasBegun) = (FewestBits, First, -1, true);
                continue;
            }
            // A stream begins with a clear code, and after one comes a byte.
            if (!hasBegun || code == End || (oldStart < 0 && code > End))
                return false;

            int here = at;
            if (code < Clear)
            {
                to[at++] = (byte)code;
            }
            else
            {
                // The one code that is not in the table yet stands for the last string and its own first byte, which lies behind it.
                bool isNew = code == next;
                if (code > next)
                    return false;
                int start = isNew ? oldStart : starts[code], length = Math.Min(isNew ? oldLength + 1 : lengths[code], size - at);
                Copy(to + start, to + at, length, size - at);
                at += length;
            }

            if (oldStart >= 0)
            {
                if (next >= 1 << MostBits)
                    return false;
                (starts[next], lengths[next]) = (oldStart, oldLength + 1);
                next++;
                if (next == (1 << width) - 1 && width < MostBits)
                    width++;
            }
            (oldStart, oldLength) = (here, at - here);
        }
        return true;
    }

    // Eight bytes at a time where source and destination are that far apart and what is written too much lies inside the destination.
    private static void Copy(byte* from, byte* to, int length, int room)
    {
        int i = 0;
        if (to - from >= 8 && room >= length + 8)
        {
            for (; i < length; i += 8)
                *(ulong*)(to + i) = *(ulong*)(from + i);
            return;
        }
        for (; i < length; i++)
            to[i] = from[i];
    }
}

using System.Buffers.Binary;
using System.Globalization;

namespace RasterEngine.Scenes;

/// <summary>Bytes of a file that nobody has checked: never outside it, never more than a header can need.</summary>
internal sealed class GateReader(string path, Stream stream, GateLimits limits)
{
    private long left = limits.HeaderBytes;

    public GateLimits Limits => limits;

    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = stream.Length;

    public bool IsBigEndian { get; set; }

    /// <summary>Reads a piece of the header.</summary>
    /// <exception cref="ScanException">It is not in the file, or the header has no end.</exception>
    public void Read(long position, Span<byte> bytes)
    {
        left -= bytes.Length;
        if (left < 0)
        {
            throw Refused($"its header takes more than {Words(limits.HeaderBytes)} bytes to read");
        }

        Stream(position, bytes);
    }

    /// <summary>Reads places of blocks, of which there may be many; the caller keeps count.</summary>
    public void Stream(long position, Span<byte> bytes)
    {
        Need(position, bytes.Length);
        stream.Position = position;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Truncated(position + bytes.Length);
        }
    }

    /// <exception cref="ScanException">Not all of these bytes are in the file.</exception>
    public void Need(long position, long bytes)
    {
        if (position < 0 || bytes > Length - position)
        {
            throw Truncated((decimal)(ulong)position + bytes);
        }
    }

    public long Unsigned(long position, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        Read(position, bytes[..size]);
        return Unsigned(bytes[..size]);
    }

    /// <summary>A number of 1, 2, 4 or 8 bytes in the file's order; one beyond 63 bits is told as the largest of them, which lies outside any file.</summary>
    public long Unsigned(ReadOnlySpan<byte> bytes)
    {
        ulong value = (bytes.Length, IsBigEndian) switch
        {
            (1, _) => bytes[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (8, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            (8, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            _ => throw new ArgumentException($"Found {bytes.Length} bytes, expected 1, 2, 4 or 8.", nameof(bytes)),
        };
        return (long)Math.Min(value, long.MaxValue);
    }

    /// <summary>What the header says is impossible, or too much.</summary>
    public ScanException Refused(string found) => new("header-refused", $"{path}: is not read, because {found}.");

    /// <summary>The header speaks of bytes behind the end.</summary>
    /// <param name="promised">The bytes that the file would have to have.</param>
    public ScanException Truncated(decimal promised) => new(
        "truncated-file",
        $"{path}: is truncated: {Words(Length)} bytes are there, and its header promises at least {promised.ToString("N0", CultureInfo.InvariantCulture)}.");

    /// <summary>The file would have others read.</summary>
    public ScanException External(string found) => new(
        "external-reference",
        $"{path}: is not read, because {found}; expected a file that stands for itself.");

    /// <summary>A number as sentences have it.</summary>
    public static string Words(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

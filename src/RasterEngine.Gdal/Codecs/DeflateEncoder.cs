using System.IO.Compression;

namespace RasterEngine.Gdal.Codecs;

/// <summary>
/// Encodes zlib streams (RFC 1950), one after the other; the handle is made once. Used by one thread at a time. The same bytes, level and
/// library give the same stream; libdeflate and .NET's zlib give different ones.
/// </summary>
public sealed unsafe class DeflateEncoder : IDisposable
{
    private const int HighestLevel = 12, HighestOfZlib = 9;
    private static readonly byte[] EmptyStream = [0x78, 0x9C, 3, 0, 0, 0, 0, 1];

    private readonly DeflateEncoderHandle? handle;
    private readonly ZLibCompressionOptions options;

    /// <param name="level">From 0 (stored) or 1 (fast) to 12 (small); .NET's own zlib takes those above 9 for 9.</param>
    /// <param name="native">False: .NET's own zlib even where libdeflate is there.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such level.</exception>
    public DeflateEncoder(int level, bool native = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        NativeImports.Ready();
        options = new ZLibCompressionOptions { CompressionLevel = Math.Min(level, HighestOfZlib) };
        handle = native && CodecLibrary.Deflate.IsFound ? CodecMethods.libdeflate_alloc_compressor(level) : null;
        if (handle is { IsInvalid: true })
            throw new InsufficientMemoryException("libdeflate has no memory for a compressor.");
    }

    /// <summary>True: libdeflate; false: .NET's own zlib.</summary>
    public bool IsNative => handle is not null;

    /// <summary>Bytes that a stream of this many bytes can come to at most.</summary>
    public int Bound(int sourceBytes) => handle is null
        ? checked(sourceBytes + (sourceBytes >> 3) + 64) // level 1 of zlib-ng takes 9 bits for a byte it cannot predict
        : checked((int)CodecMethods.libdeflate_zlib_compress_bound(handle, (nuint)sourceBytes));

    /// <returns>Bytes of the stream, which begins where the destination does.</returns>
    /// <exception cref="ArgumentException">The stream does not fit; one as long as <see cref="Bound"/> says always holds it.</exception>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            int written = handle is null
                ? EncodeManaged(source, to, destination.Length)
                : (int)CodecMethods.libdeflate_zlib_compress(handle, from, (nuint)source.Length, to, (nuint)destination.Length);
            return written > 0
                ? written
                : throw new ArgumentException($"Found room for {destination.Length} bytes, expected {Bound(source.Length)} for {source.Length} bytes to encode.", nameof(destination));
        }
    }

    public void Dispose() => handle?.Dispose();

    private int EncodeManaged(ReadOnlySpan<byte> source, byte* destination, int length)
    {
        // ZLibStream writes nothing at all for nothing.
        if (source.IsEmpty)
            return EmptyStream.AsSpan().TryCopyTo(new Span<byte>(destination, length)) ? EmptyStream.Length : 0;
        using var packed = new UnmanagedMemoryStream(destination, 0, length, FileAccess.Write);
        try
        {
            using (var stream = new ZLibStream(packed, options, leaveOpen: true))
                stream.Write(source);
            return (int)packed.Position;
        }
        catch (NotSupportedException)
        {
            return 0; // an UnmanagedMemoryStream at its end says so
        }
    }
}

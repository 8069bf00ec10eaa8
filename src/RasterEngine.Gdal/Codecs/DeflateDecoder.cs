using System.IO.Compression;

namespace RasterEngine.Gdal.Codecs;

/// <summary>Decodes zlib streams (RFC 1950), one after the other; the handle is made once. Used by one thread at a time.</summary>
public sealed unsafe class DeflateDecoder : IDisposable
{
    private readonly DeflateDecoderHandle? handle;
    private readonly Inflater? own;

    public DeflateDecoder(DeflateCodec codec = DeflateCodec.Fastest)
    {
        NativeImports.Ready();
        own = codec == DeflateCodec.Fastest && Inflater.IsSupported && !CodecLibrary.IsManagedOnly ? new Inflater() : null;
        handle = codec != DeflateCodec.Managed && CodecLibrary.Deflate.IsFound ? CodecMethods.libdeflate_alloc_decompressor() : null;
        if (handle is { IsInvalid: true })
            throw new InsufficientMemoryException("libdeflate has no memory for a decompressor.");
    }

    /// <summary>Whether our own decoder is asked first.</summary>
    public bool IsOwn => own is not null;

    /// <summary>True: libdeflate decodes what our own decoder does not; false: .NET's own zlib.</summary>
    public bool IsNative => handle is not null;

    /// <summary>
    /// Decodes a stream that holds exactly as many bytes as there is room for; its checksum is checked, by .NET's zlib only
    /// where it is whole. Bytes after the stream do not matter.
    /// </summary>
    /// <returns>False for a stream that is broken, or of more or fewer bytes; what then lies in the destination means nothing.</returns>
    public bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
            return false;
        if (own is not null && own.TryDecode(source, destination))
            return true;
        fixed (byte* from = source, to = destination)
        {
            return handle is null
                ? TryDecodeManaged(from, source.Length, destination)
                : CodecMethods.libdeflate_zlib_decompress(handle, from, (nuint)source.Length, to, (nuint)destination.Length, null) == CodecMethods.LIBDEFLATE_SUCCESS;
        }
    }

    public void Dispose() => handle?.Dispose();

    private static bool TryDecodeManaged(byte* source, int length, Span<byte> destination)
    {
        try
        {
            using var packed = new UnmanagedMemoryStream(source, length);
            using var stream = new ZLibStream(packed, CompressionMode.Decompress);
            // The byte too many also makes the stream come to its end, where the checksum is.
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length && stream.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

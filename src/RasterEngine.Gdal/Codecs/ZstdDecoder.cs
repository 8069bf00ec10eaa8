namespace RasterEngine.Gdal.Codecs;

/// <summary>Decodes Zstandard frames (RFC 8878), one block after the other; the context is made once. Used by one thread at a time.</summary>
public sealed unsafe class ZstdDecoder : IDisposable
{
    private readonly ZstdDecoderHandle handle;

    /// <exception cref="InvalidOperationException">libzstd was not found: ask <see cref="CodecLibrary.Zstd"/> first.</exception>
    public ZstdDecoder()
    {
        NativeImports.Ready();
        if (!CodecLibrary.Zstd.IsFound)
            throw new InvalidOperationException("libzstd was not found.");
        handle = CodecMethods.ZSTD_createDCtx();
        if (handle.IsInvalid)
            throw new InsufficientMemoryException("libzstd has no memory for a context.");
    }

    /// <summary>Decodes frames that hold exactly as many bytes as there is room for. No window is allocated: it is the destination.</summary>
    /// <returns>False for frames that are broken, or of more or fewer bytes; what then lies in the destination means nothing.</returns>
    public bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            // An error is a number beyond any length.
            return CodecMethods.ZSTD_decompressDCtx(handle, to, (nuint)destination.Length, from, (nuint)source.Length) == (nuint)destination.Length;
        }
    }

    public void Dispose() => handle.Dispose();
}

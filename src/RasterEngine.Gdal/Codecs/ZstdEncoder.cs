namespace RasterEngine.Gdal.Codecs;

/// <summary>Encodes Zstandard frames (RFC 8878), one block after the other; the context is made once. Used by one thread at a time.</summary>
public sealed unsafe class ZstdEncoder : IDisposable
{
    private const int HighestLevel = 22;

    private readonly ZstdEncoderHandle handle;
    private readonly int level;

    /// <param name="level">From 1 (fast) to 22 (small).</param>
    /// <exception cref="ArgumentOutOfRangeException">No such level.</exception>
    /// <exception cref="InvalidOperationException">libzstd was not found: ask <see cref="CodecLibrary.Zstd"/> first.</exception>
    public ZstdEncoder(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        NativeImports.Ready();
        if (!CodecLibrary.Zstd.IsFound)
            throw new InvalidOperationException("libzstd was not found.");
        this.level = level;
        handle = CodecMethods.ZSTD_createCCtx();
        if (handle.IsInvalid)
            throw new InsufficientMemoryException("libzstd has no memory for a context.");
    }

    /// <summary>Bytes that a frame of this many bytes can come to at most.</summary>
    public static int Bound(int sourceBytes)
    {
        NativeImports.Ready();
        return checked((int)CodecMethods.ZSTD_compressBound((nuint)sourceBytes));
    }

    /// <returns>Bytes of the frame, which begins where the destination does.</returns>
    /// <exception cref="ArgumentException">The frame does not fit; one as long as <see cref="Bound"/> says always holds it.</exception>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            nuint written = CodecMethods.ZSTD_compressCCtx(handle, to, (nuint)destination.Length, from, (nuint)source.Length, level);
            return CodecMethods.ZSTD_isError(written) == 0
                ? (int)written
                : throw new ArgumentException($"Found room for {destination.Length} bytes, expected {Bound(source.Length)} for {source.Length} bytes to encode.", nameof(destination));
        }
    }

    public void Dispose() => handle.Dispose();
}

using System.Runtime.InteropServices;

namespace RasterEngine.Gdal.Codecs;

/// <summary>The C functions of libdeflate and libzstd under their own names, grouped by header.</summary>
internal static unsafe partial class CodecMethods
{
    /// <summary>The import names that <see cref="NativeImports"/> resolves.</summary>
    public const string Deflate = "deflate", Zstd = "zstd";

    // libdeflate.h. A handle is used by one thread at a time.
    public const int LIBDEFLATE_SUCCESS = 0;

    [LibraryImport(Deflate)] public static partial DeflateDecoderHandle libdeflate_alloc_decompressor();
    [LibraryImport(Deflate)] public static partial void libdeflate_free_decompressor(nint decompressor);

    /// <summary>Without <paramref name="actual"/>, a stream of fewer bytes than there is room for is an error, as one of more always is.</summary>
    [LibraryImport(Deflate)]
    public static partial int libdeflate_zlib_decompress(
        DeflateDecoderHandle decompressor, void* source, nuint sourceBytes, void* destination, nuint destinationBytes, nuint* actual);

    // zstd.h
    [LibraryImport(Zstd)] public static partial ZstdDecoderHandle ZSTD_createDCtx();
    [LibraryImport(Zstd)] public static partial nuint ZSTD_freeDCtx(nint context);
    [LibraryImport(Zstd)]
    public static partial nuint ZSTD_decompressDCtx(
        ZstdDecoderHandle context, void* destination, nuint destinationBytes, void* source, nuint sourceBytes);

    [LibraryImport(Zstd)] public static partial ZstdEncoderHandle ZSTD_createCCtx();
    [LibraryImport(Zstd)] public static partial nuint ZSTD_freeCCtx(nint context);
    [LibraryImport(Zstd)] public static partial nuint ZSTD_compressBound(nuint sourceBytes);
    [LibraryImport(Zstd)]
    public static partial nuint ZSTD_compressCCtx(
        ZstdEncoderHandle context, void* destination, nuint destinationBytes, void* source, nuint sourceBytes, int level);
    [LibraryImport(Zstd)] public static partial uint ZSTD_isError(nuint code);
}

namespace RasterEngine.Scenes;

/// <summary>The compressions of a TIFF that are read; the numbers are those of its tag 259.</summary>
public enum TiffCodec
{
    None = 1,
    Lzw = 5,
    Jpeg = 7,
    Deflate = 8,
    PackBits = 32773,

    /// <summary>The same as <see cref="Deflate"/>, under its number from before it was registered.</summary>
    OldDeflate = 32946,
    Lerc = 34887,
    Zstd = 50000,
    WebP = 50001,
}

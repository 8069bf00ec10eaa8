namespace RasterEngine.Gdal.Codecs;

/// <summary>Who decodes zlib streams.</summary>
public enum DeflateCodec
{
    /// <summary>Our own decoder what it is made for, libdeflate the rest; .NET's zlib where there is no libdeflate.</summary>
    Fastest,

    /// <summary>libdeflate alone; .NET's zlib where it is missing.</summary>
    Libdeflate,

    /// <summary>.NET's zlib.</summary>
    Managed,
}

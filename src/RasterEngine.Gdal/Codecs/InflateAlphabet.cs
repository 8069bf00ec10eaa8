namespace RasterEngine.Gdal.Codecs;

/// <summary>What DEFLATE's symbols stand for (RFC 1951 §3.2.5).</summary>
internal static class InflateAlphabet
{
    /// <summary>Symbols below are bytes; this one ends a block.</summary>
    public const int EndOfBlock = 256;

    /// <summary>Symbols from here on are lengths of matches.</summary>
    public const int FirstLength = 257;

    /// <summary>Those below this one stand for one length each, 3 to 10.</summary>
    public const int FirstWideLength = 265;

    /// <summary>Symbols of bytes and lengths that a code may give bits to.</summary>
    public const int Literals = 288;

    /// <summary>Symbols of distances that a code may give bits to.</summary>
    public const int Distances = 32;

    private const int PerDoubling = 2;

    /// <summary>The shortest length of each length symbol, from <see cref="FirstLength"/> on.</summary>
    public static readonly ushort[] ShortestLengths =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    /// <summary>The bits that follow it and are added.</summary>
    public static readonly byte[] LengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>The bits that follow each distance symbol and are added.</summary>
    public static readonly byte[] DistanceBits = [.. Enumerable.Range(0, 30).Select(s => (byte)Math.Max(0, (s / PerDoubling) - 1))];

    /// <summary>The shortest distance of each distance symbol: each doubling of it has two.</summary>
    public static readonly ushort[] ShortestDistances =
        [.. Enumerable.Range(0, 30).Select(s => (ushort)(s < PerDoubling ? s + 1 : ((PerDoubling + (s & 1)) << ((s / PerDoubling) - 1)) + 1))];

    /// <summary>The order in which a block gives the lengths of the code of its code lengths.</summary>
    public static readonly byte[] Order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
}

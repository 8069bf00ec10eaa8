using System.Buffers.Binary;
using System.Text;

namespace RasterEngine.Tests.Scenes;

/// <summary>JPEG 2000 made piece by piece: headers that are right in every way unless told otherwise, and tiles without a bit of image.</summary>
internal static class Jp2Bytes
{
    /// <summary>A box: length, name, content.</summary>
    public static byte[] Box(string name, params byte[] content) => [.. Number((uint)content.Length + 8, 4), .. Encoding.Latin1.GetBytes(name), .. content];

    public static byte[] Box(string name, string content) => Box(name, Encoding.Latin1.GetBytes(content));

    /// <summary>A file: signature, the given boxes, and the codestream in its own.</summary>
    public static byte[] Boxed(byte[]? codestream = null, params byte[][] boxes) =>
    [
        .. Box("jP  ", 13, 10, 0x87, 10), .. Box("ftyp", "jp2 \0\0\0\0jp2 "), .. Box("jp2h", Box("ihdr", new byte[14])),
        .. boxes.SelectMany(b => b), .. Box("jp2c", codestream ?? Codestream()),
    ];

    /// <summary>32 × 32 pixels in tiles of 16 × 16, two components of bytes.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="tile">Columns and rows of a tile.</param>
    /// <param name="bands">Components.</param>
    /// <param name="levels">Of decomposition.</param>
    /// <param name="precinct">Exponents of precincts, one byte for all resolutions; null: as large as can be.</param>
    /// <param name="tiles">How many tile-parts follow.</param>
    public static byte[] Codestream(uint width = 32, uint tile = 16, int bands = 2, byte levels = 1, byte? precinct = null, int tiles = 4) =>
    [
        .. Number(0xFF4F, 2), .. Size(width, tile, bands), .. Coding(levels, precinct),
        .. Segment(0xFF5C, [0x40, .. new byte[1 + (3 * levels)]]),
        .. Enumerable.Range(0, tiles).SelectMany(TilePart), .. Number(0xFFD9, 2),
    ];

    private static byte[] Size(uint width, uint tile, int bands) => Segment(
        0xFF51,
        [
            .. Number(0, 2), .. Number(width, 4), .. Number(32, 4), .. new byte[8], .. Number(tile, 4), .. Number(tile, 4), .. new byte[8],
            .. Number((uint)bands, 2), .. Enumerable.Repeat<byte[]>([7, 1, 1], bands).SelectMany(c => c),
        ]);

    private static byte[] Coding(byte levels, byte? precinct) => Segment(
        0xFF52,
        [(byte)(precinct is null ? 0 : 1), 0, 0, 1, 0, levels, 4, 4, 0, 1, .. precinct is { } p ? Enumerable.Repeat(p, levels + 1) : []]);

    private static byte[] TilePart(int index) =>
        [.. Number(0xFF90, 2), .. Number(10, 2), .. Number((uint)index, 2), .. Number(16, 4), 0, 1, .. Number(0xFF93, 2), 0x80, 0x80];

    private static byte[] Segment(uint marker, byte[] content) => [.. Number(marker, 2), .. Number((uint)content.Length + 2, 2), .. content];

    private static byte[] Number(uint value, int size)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes[^size..];
    }
}

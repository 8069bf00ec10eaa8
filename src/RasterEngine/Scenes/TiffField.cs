namespace RasterEngine.Scenes;

/// <summary>One entry of a TIFF directory. Its values are known to lie inside the file.</summary>
/// <param name="Tag">What it says.</param>
/// <param name="Type">TIFF's number of its values' type.</param>
/// <param name="Count">How many values.</param>
/// <param name="Position">Of the first value in the file.</param>
internal sealed record TiffField(ushort Tag, ushort Type, long Count, long Position)
{
    /// <summary>Bytes of one value.</summary>
    public int Size => SizeOf(Type);

    /// <summary>True for the unsigned integers, which are all that sizes and places are told in.</summary>
    public bool IsUnsigned => Type is 1 or 3 or 4 or 13 or 16 or 18;

    /// <summary>Bytes of a value of a type; 0 for a type that TIFF 6.0 and BigTIFF do not have, whose tags libtiff leaves out.</summary>
    public static int SizeOf(ushort type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };
}

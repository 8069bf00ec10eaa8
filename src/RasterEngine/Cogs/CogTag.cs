namespace RasterEngine.Cogs;

/// <summary>One tag of a little-endian TIFF with its values as bytes.</summary>
/// <param name="Tag">Its number.</param>
/// <param name="Type">TIFF's number of its values' type.</param>
/// <param name="Count">How many values.</param>
/// <param name="Values">Their bytes; null for the places of blocks, which are filled in last.</param>
internal sealed record CogTag(ushort Tag, ushort Type, long Count, byte[]? Values);

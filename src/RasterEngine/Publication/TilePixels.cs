namespace RasterEngine.Publication;

/// <summary>What a layer holds at the 256 × 256 pixels of a tile, row by row.</summary>
/// <param name="Bands">Stored numbers, an array a band.</param>
/// <param name="Seen">0 where the layer holds nothing.</param>
public sealed record TilePixels(IReadOnlyList<ushort[]> Bands, byte[] Seen);

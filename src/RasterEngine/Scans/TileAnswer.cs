using RasterEngine.Tiling;

namespace RasterEngine.Scans;

/// <summary>What a worker hands over for one tile.</summary>
/// <param name="Tile">Which.</param>
/// <param name="Classes">A class byte a pixel.</param>
/// <param name="Samples">Four stored numbers for each sampled pixel, row by row.</param>
internal sealed record TileAnswer(Tile Tile, byte[] Classes, float[] Samples)
{
    public ReadOnlySpan<byte> ClassSpan => Classes.AsSpan(0, (int)Tile.Window.PixelCount);
}

namespace RasterEngine.Tiling;

/// <summary>Neighbouring rows of tiles, from the first to before the end.</summary>
public readonly record struct TileRows(int First, int End)
{
    public int Count => End - First;
}

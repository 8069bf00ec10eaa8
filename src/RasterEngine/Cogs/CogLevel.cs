namespace RasterEngine.Cogs;

/// <param name="Width">Cells.</param>
/// <param name="Height">Cells.</param>
/// <param name="Blocks">All of it, row by row.</param>
internal sealed record CogLevel(int Width, int Height, ReadOnlyMemory<CogBlock> Blocks);

using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>One unit of memory and work: a window of the scanned grid. Tiles are counted from 0 along rows, then down.</summary>
public readonly record struct Tile(int Index, int ColumnIndex, int RowIndex, Window Window);

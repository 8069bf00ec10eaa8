using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Cuts a grid into tiles that are unions of whole source blocks, so that every block is decoded once.
/// Depends only on the grid and the blocks: the same for any number of workers.
/// </summary>
public sealed class TilePlan
{
    private const int IdealSide = 512;
    private const int LargestTile = 4 << 20;

    private readonly int columnStart, rowStart;

    /// <param name="width">Columns of the scanned grid.</param>
    /// <param name="height">Rows of the scanned grid.</param>
    /// <param name="columnInSource">The grid's first column in the source whose blocks count.</param>
    /// <param name="rowInSource">The grid's first row there.</param>
    /// <param name="blockWidth">That source's block width in pixels.</param>
    /// <param name="blockHeight">Its block height.</param>
    /// <param name="idealSide">Columns, and rows, that a tile would have if blocks were no matter.</param>
    public TilePlan(int width, int height, int columnInSource, int rowInSource, int blockWidth, int blockHeight, int idealSide = IdealSide)
    {
        if (width < 1 || height < 1 || blockWidth < 1 || blockHeight < 1)
        {
            throw new ArgumentException($"a grid of {width} × {height} and blocks of {blockWidth} × {blockHeight}; expected at least 1 everywhere");
        }

        Width = width;
        Height = height;
        // Low blocks, such as strips of few rows, may be as wide as the image: cut, each would be decoded for every part.
        TileWidth = Multiple(blockWidth, idealSide, LargestTile / Math.Min(blockHeight, IdealSide));
        TileHeight = Multiple(blockHeight, Math.Max(1, idealSide * idealSide / Math.Min(TileWidth, width)), Math.Max(1, LargestTile / Math.Min(TileWidth, width)));
        columnStart = -Modulo(columnInSource, TileWidth);
        rowStart = -Modulo(rowInSource, TileHeight);
        Columns = (width - columnStart + TileWidth - 1) / TileWidth;
        Rows = (height - rowStart + TileHeight - 1) / TileHeight;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Columns of a whole tile; those at the grid's edges can be smaller.</summary>
    public int TileWidth { get; }

    public int TileHeight { get; }

    /// <summary>Tiles in a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of tiles.</summary>
    public int Rows { get; }

    public int Count => checked(Columns * Rows);

    /// <summary>Columns of the widest tile.</summary>
    public int WidestTile => Math.Min(TileWidth, Width);

    /// <summary>Pixels of the longest side of a tile.</summary>
    public int LongestEdge => Math.Max(WidestTile, Math.Min(TileHeight, Height));

    /// <summary>Pixels of the largest tile: the length of a worker's buffers.</summary>
    public int LargestTilePixels => WidestTile * Math.Min(TileHeight, Height);

    public Tile this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            int c = index % Columns, r = index / Columns;
            var whole = new Window(columnStart + (c * TileWidth), rowStart + (r * TileHeight), TileWidth, TileHeight);
            return new Tile(index, c, r, whole.Intersect(new Window(0, 0, Width, Height)));
        }
    }

    /// <summary>The part of the grid that some rows of tiles cover.</summary>
    public Window Window(TileRows rows)
    {
        if (rows.First < 0 || rows.Count < 1 || rows.End > Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), $"rows {rows.First}..{rows.End} of tiles; expected one or more of 0..{Rows}");
        }

        int first = this[rows.First * Columns].Window.Row;
        return new Window(0, first, Width, this[(rows.End * Columns) - 1].Window.EndRow - first);
    }

    // The multiple of the block nearest the ideal, at least one block; a block over the limit is cut, at the price of decoding it more than once.
    private static int Multiple(int block, int ideal, int limit) => block > limit ? limit : block * Math.Max(1, (int)Math.Round((double)ideal / block));

    private static int Modulo(int value, int divisor) => ((value % divisor) + divisor) % divisor;
}

using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>How a monitored grid is cut: tiles, each of strips of rows small enough that the history of a strip fits into memory. Follows from grid and history alone.</summary>
internal sealed class StateLayout
{
    /// <summary>Of the hash behind each tile.</summary>
    public const int HashBytes = 16;

    private const int Block = 512;
    private const long HistoryBytes = 32 << 20;

    private readonly MonitorDesign design;
    private readonly int historyDates;
    private readonly long[] offsets;

    public StateLayout(MonitorDesign design, Grid grid, int historyDates)
    {
        (this.design, this.historyDates) = (design, historyDates);
        Tiles = new TilePlan(grid.Width, grid.Height, 0, 0, Block, Block);
        offsets = new long[Tiles.Count + 1];
        for (int tile = 0; tile < Tiles.Count; tile++)
        {
            offsets[tile + 1] = offsets[tile] + TileBytes(Tiles[tile].Window) + HashBytes;
        }
    }

    public TilePlan Tiles { get; }

    /// <summary>Where a tile's bytes begin behind the head; that of one more tile than there are is the end.</summary>
    public long Offset(int tile) => offsets[tile];

    /// <summary>Bytes of a tile, without its hash.</summary>
    public int TileBytes(Window window) => Strips(window).Sum(strip => MonitorTile.BytesOf(design, (int)strip.PixelCount, historyDates));

    public IEnumerable<Window> Strips(Window window)
    {
        int rows = (int)Math.Clamp(HistoryBytes / ((long)sizeof(double) * historyDates * window.Width), 1, window.Height);
        for (int row = window.Row; row < window.EndRow; row += rows)
        {
            yield return new Window(window.Column, row, window.Width, Math.Min(rows, window.EndRow - row));
        }
    }

    /// <summary>An empty strip.</summary>
    public MonitorTile Empty(Window strip) => new(design, (int)strip.PixelCount, historyDates);
}

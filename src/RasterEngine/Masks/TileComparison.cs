using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;

namespace RasterEngine.Masks;

/// <summary>
/// Reads one tile of both dates and compares it: as it lies, and with the later date moved by a pixel each way.
/// Owns its readers and buffers; one a worker.
/// </summary>
internal sealed class TileComparison<TStored> : IDisposable
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    private readonly IDateReader<TStored> before, after;
    private readonly PairKernel<TStored> kernel;
    private readonly TStored[] x1, y1, x2, y2;
    private readonly byte[] excluded1, excluded2, cells;
    private readonly byte[][] moved;
    private readonly DateStates beforeStates;

    // The later date's rows above, at and below the row being compared.
    private readonly DateStates[] afterStates;
    private Window window;

    public TileComparison(IDateReader<TStored> before, IDateReader<TStored> after, PairKernel<TStored> kernel, int largestTilePixels, int widestTile)
    {
        (this.before, this.after, this.kernel) = (before, after, kernel);
        x1 = new TStored[largestTilePixels];
        y1 = new TStored[largestTilePixels];
        x2 = new TStored[largestTilePixels];
        y2 = new TStored[largestTilePixels];
        excluded1 = new byte[before.Excludes ? largestTilePixels : 0];
        excluded2 = new byte[after.Excludes ? largestTilePixels : 0];
        cells = new byte[largestTilePixels];
        moved = [.. Move.All.Select(_ => new byte[largestTilePixels])];
        beforeStates = new DateStates(widestTile);
        afterStates = [new DateStates(widestTile), new DateStates(widestTile), new DateStates(widestTile)];
    }

    private int Length => (int)window.PixelCount;

    /// <summary>Reads the tile into this worker's buffers.</summary>
    public void Read(Window tile)
    {
        window = tile;
        before.Read(window, x1.AsSpan(0, Length), y1.AsSpan(0, Length), Part(excluded1, 0, Length));
        after.Read(window, x2.AsSpan(0, Length), y2.AsSpan(0, Length), Part(excluded2, 0, Length));
    }

    /// <summary>Compares what was read, row by row: each row is prepared once and then met by its neighbours too.</summary>
    public void Compare()
    {
        PrepareAfter(0);
        for (int row = 0; row < window.Height; row++)
        {
            if (row + 1 < window.Height)
            {
                PrepareAfter(row + 1);
            }

            kernel.PrepareBefore(Before(row, 0, window.Width), beforeStates);
            Compare(row, default, cells);
            foreach ((int index, Move move) in Move.All.Index())
            {
                Compare(row, move, moved[index]);
            }
        }
    }

    /// <summary>Cells of one row of the tile.</summary>
    public ReadOnlySpan<byte> Row(int row) => cells.AsSpan(row * window.Width, window.Width);

    /// <summary>Marks pixels of one row that are not asked about as not seen, in the moved comparisons too.</summary>
    /// <param name="row">Of the tile.</param>
    /// <param name="shares">0 for a pixel that is not asked about.</param>
    public void LeaveOut(int row, ReadOnlySpan<int> shares)
    {
        for (int column = 0; column < shares.Length; column++)
        {
            if (shares[column] == 0)
            {
                foreach (byte[] cellsOfMove in moved)
                {
                    cellsOfMove[(row * window.Width) + column] = Cell.NotSeen(Cell.NoData, Cell.NoData);
                }
            }
        }
    }

    /// <summary>Cells of one row with the later date moved: those of its pixels, from <paramref name="firstColumn"/> on, that have a partner inside the tile.</summary>
    public ReadOnlySpan<byte> MovedRow(int move, int row, out int firstColumn)
    {
        Move m = Move.All[move];
        firstColumn = Math.Max(m.Columns, 0);
        int from = row - m.Rows;
        int width = from < 0 || from >= window.Height ? 0 : window.Width - Math.Abs(m.Columns);
        return moved[move].AsSpan((row * window.Width) + firstColumn, width);
    }

    /// <summary>Compares across a seam: this edge's earlier date with the neighbour's later one.</summary>
    public void CompareEdges(TileEdge<TStored> own, TileEdge<TStored> neighbour, Span<byte> destination) =>
        kernel.Compare(new DatePixels<TStored>(own.X1, own.Y1, own.Excluded1), new DatePixels<TStored>(neighbour.X2, neighbour.Y2, neighbour.Excluded2), destination);

    /// <summary>One outermost column (or row) of the tile with its areas.</summary>
    /// <param name="alongRow">True for a row, false for a column.</param>
    /// <param name="last">The last one rather than the first.</param>
    /// <param name="areas">Its pixels' areas.</param>
    public TileEdge<TStored> Edge(bool alongRow, bool last, long[] areas)
    {
        int start = !last ? 0 : alongRow ? (window.Height - 1) * window.Width : window.Width - 1;
        int stride = alongRow ? 1 : window.Width, length = alongRow ? window.Width : window.Height;
        return new(Take(x1), Take(y1), Take(x2), Take(y2), Take(excluded1), Take(excluded2), areas);

        T[] Take<T>(T[] source)
        {
            if (source.Length == 0)
            {
                return [];
            }

            var edge = new T[length];
            for (int i = 0; i < length; i++)
            {
                edge[i] = source[start + (i * stride)];
            }

            return edge;
        }
    }

    /// <summary>Stored numbers of one pixel of the tile, to draw from: before x, y, after x, y; NaN where a date's masks exclude it.</summary>
    public float[] Sample(int column, int row)
    {
        int i = (row * window.Width) + column;
        bool seen1 = excluded1.Length == 0 || excluded1[i] == 0, seen2 = excluded2.Length == 0 || excluded2[i] == 0;
        return [Number(x1[i], seen1), Number(y1[i], seen1), Number(x2[i], seen2), Number(y2[i], seen2)];

        static float Number(TStored stored, bool isSeen) => isSeen ? float.CreateSaturating(stored) : float.NaN;
    }

    /// <summary>What was read, for statistics of both dates.</summary>
    public void AddTo(PairHistogram<TStored> histogram, int row, ReadOnlySpan<int> shares)
    {
        for (int start = 0; start < window.Width;)
        {
            int end = start;
            while (end < window.Width && (shares.IsEmpty || shares[end] > 0))
            {
                end++;
            }

            histogram.AddPair(Before(row, start, end - start), After(row, start, end - start));
            start = end + 1;
        }
    }

    public void Dispose()
    {
        before.Dispose();
        after.Dispose();
    }

    private void PrepareAfter(int row) => kernel.PrepareAfter(After(row, 0, window.Width), afterStates[row % afterStates.Length]);

    // One row of the earlier date with the later one moved; pixels without a partner inside the tile are left out.
    private void Compare(int row, Move move, byte[] destination)
    {
        int from = row - move.Rows, first = Math.Max(move.Columns, 0), later = Math.Max(-move.Columns, 0), length = window.Width - Math.Abs(move.Columns);
        if (from >= 0 && from < window.Height)
        {
            kernel.Compare(
                Before(row, first, length),
                beforeStates,
                first,
                After(from, later, length),
                afterStates[from % afterStates.Length],
                later,
                destination.AsSpan((row * window.Width) + first, length));
        }
    }

    private DatePixels<TStored> Before(int row, int column, int length) => Pixels(x1, y1, excluded1, (row * window.Width) + column, length);

    private DatePixels<TStored> After(int row, int column, int length) => Pixels(x2, y2, excluded2, (row * window.Width) + column, length);

    private static DatePixels<TStored> Pixels(TStored[] x, TStored[] y, byte[] excluded, int start, int length) =>
        new(x.AsSpan(start, length), y.AsSpan(start, length), Part(excluded, start, length));

    private static Span<byte> Part(byte[] optional, int start, int length) => optional.Length == 0 ? [] : optional.AsSpan(start, length);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

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
    private readonly byte[] excluded1, excluded2, cells, crossings;
    private readonly DateStates beforeStates;

    // The later date's rows above, at and below the row being compared.
    private readonly DateStates[] afterStates;
    private Window window;

    public TileComparison(IDateReader<TStored> before, IDateReader<TStored> after, PairKernel<TStored> kernel, TilePlan tiles)
    {
        (int largestTilePixels, int widestTile) = (tiles.LargestTilePixels, tiles.WidestTile);
        (this.before, this.after, this.kernel) = (before, after, kernel);
        x1 = new TStored[largestTilePixels];
        y1 = new TStored[largestTilePixels];
        x2 = new TStored[largestTilePixels];
        y2 = new TStored[largestTilePixels];
        excluded1 = new byte[before.Excludes ? largestTilePixels : 0];
        excluded2 = new byte[after.Excludes ? largestTilePixels : 0];
        cells = new byte[widestTile];
        crossings = new byte[widestTile];
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

    /// <summary>Cells of one row of what was read. Rows are asked for from 0 on: each is prepared once and then met by its neighbours too.</summary>
    public ReadOnlySpan<byte> CompareRow(int row)
    {
        for (int next = row == 0 ? 0 : row + 1; next <= row + 1 && next < window.Height; next++)
        {
            kernel.PrepareAfter(After(next, 0, window.Width), AfterStates(next));
        }

        DatePixels<TStored> before = Before(row, 0, window.Width);
        kernel.PrepareBefore(before, beforeStates);
        Span<byte> rowCells = cells.AsSpan(0, window.Width);
        kernel.Compare(before, beforeStates, 0, After(row, 0, window.Width), AfterStates(row), 0, rowCells);
        return rowCells;
    }

    /// <summary>Pairs of <see cref="JointBins"/> of the row last compared, before any of it is left out.</summary>
    public void BinRow(PairBins<TStored> bins, int row, Span<short> pairs) =>
        bins.Write(Before(row, 0, window.Width), beforeStates, After(row, 0, window.Width), AfterStates(row), pairs);

    /// <summary>Marks pixels of the row last compared that are not asked about: they are not seen in moved comparisons.</summary>
    /// <param name="shares">0 for a pixel that is not asked about.</param>
    public void LeaveOut(ReadOnlySpan<int> shares)
    {
        for (int column = 0; column < shares.Length; column++)
        {
            if (shares[column] == 0)
            {
                beforeStates.States[column] = Cell.NoData;
            }
        }
    }

    /// <summary>Crossings of the row last compared with the later date moved: of its pixels, from <paramref name="firstColumn"/> on, that have a partner inside the tile.</summary>
    public ReadOnlySpan<byte> Cross(Move move, int row, out int firstColumn)
    {
        firstColumn = Math.Max(move.Columns, 0);
        int from = row - move.Rows, later = Math.Max(-move.Columns, 0), length = window.Width - Math.Abs(move.Columns);
        if (from < 0 || from >= window.Height)
        {
            return [];
        }

        Span<byte> rowCrossings = crossings.AsSpan(0, length);
        kernel.Cross(Before(row, firstColumn, length), beforeStates, firstColumn, After(from, later, length), AfterStates(from), later, rowCrossings);
        return rowCrossings;
    }

    /// <summary>Adds all crossings of the row last compared with the later date moved, of pixels that have a partner inside the tile.</summary>
    /// <param name="to">Receives them.</param>
    /// <param name="row">Of the tile.</param>
    /// <param name="floor">What all areas have.</param>
    /// <param name="areas">What each pixel's has more, an array of <see cref="MovedCrossings.Areas"/>.</param>
    public void Cross(MovedCrossings to, int row, long floor, ushort[] areas) =>
        to.Add(kernel, new(Before(row, 0, window.Width), beforeStates), Prepared(row), row > 0 ? Prepared(row - 1) : default, row < window.Height - 1 ? Prepared(row + 1) : default, floor, areas);

    /// <summary>Fills one outermost column (or row) of the tile, all but its areas.</summary>
    /// <param name="alongRow">True for a row, false for a column.</param>
    /// <param name="last">The last one rather than the first.</param>
    /// <param name="edge">To be filled.</param>
    public void FillEdge(bool alongRow, bool last, TileEdge<TStored> edge)
    {
        int start = !last ? 0 : alongRow ? (window.Height - 1) * window.Width : window.Width - 1;
        DatePixels<TStored> before = Pixels(x1, y1, excluded1, start, Length - start), after = Pixels(x2, y2, excluded2, start, Length - start);
        edge.Fill(before, after, alongRow ? 1 : window.Width, alongRow ? window.Width : window.Height);
    }

    /// <summary>Stored numbers of one row of what was read.</summary>
    /// <param name="band">0 and 1 of the earlier date, 2 and 3 of the later one.</param>
    /// <param name="row">Of the tile.</param>
    /// <param name="excluded">0 where a number is not masked; empty when none is.</param>
    public ReadOnlySpan<TStored> Line(int band, int row, out ReadOnlySpan<byte> excluded)
    {
        excluded = Part(band < 2 ? excluded1 : excluded2, row * window.Width, window.Width);
        TStored[] numbers = band switch { 0 => x1, 1 => y1, 2 => x2, _ => y2 };
        return numbers.AsSpan(row * window.Width, window.Width);
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

    private PreparedRow<TStored> Prepared(int row) => new(After(row, 0, window.Width), AfterStates(row));

    private DateStates AfterStates(int row) => afterStates[row % afterStates.Length];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DatePixels<TStored> Before(int row, int column, int length) => Pixels(x1, y1, excluded1, (row * window.Width) + column, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DatePixels<TStored> After(int row, int column, int length) => Pixels(x2, y2, excluded2, (row * window.Width) + column, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DatePixels<TStored> Pixels(TStored[] x, TStored[] y, byte[] excluded, int start, int length) =>
        new(x.AsSpan(start, length), y.AsSpan(start, length), Part(excluded, start, length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<byte> Part(byte[] optional, int start, int length) => optional.Length == 0 ? [] : optional.AsSpan(start, length);
}

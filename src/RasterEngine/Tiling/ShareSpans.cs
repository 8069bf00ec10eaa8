using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Covered areas of pixels, as whole numbers. Each piece of an edge adds the area between it and its pixel's right side, and its height to all
/// pixels further right; a closed ring's sums are then the area inside (the accumulation of font rasterisers, exact here).
/// </summary>
internal sealed class ShareSpans : ZoneSpans
{
    // A polygon's pieces: pixel in the window << 32 | piece, which sorts by row, column, then along the rings.
    private long[] keys = new long[256];
    private EdgePiece[] pieces = new EdgePiece[256];
    private EdgePiece[] sorted = new EdgePiece[256];
    private int sortedCount, count;
    private long[] leftCover = [];
    private int firstRow, endRow;

    /// <summary>The pieces of all polygons so far, in the order that spans refer to.</summary>
    public ReadOnlySpan<EdgePiece> Pieces => sorted.AsSpan(0, sortedCount);

    public override void Start(Window window)
    {
        base.Start(window);
        if (leftCover.Length < window.Height)
        {
            leftCover = new long[window.Height];
        }

        (sortedCount, firstRow, endRow) = (0, window.Height, 0);
    }

    protected override void AddEdge(in SubPixelEdge edge)
    {
        long first = Math.Max(SubPixel.Pixel(edge.Y0), Window.Row);
        long last = Math.Min(edge.Y0 == edge.Y1 ? SubPixel.Pixel(edge.Y0) : SubPixel.Pixel(edge.Y1 - 1), Window.EndRow - 1);
        for (long row = first; row <= last; row++)
        {
            long top = Math.Max(edge.Y0, row << SubPixel.Bits), bottom = Math.Min(edge.Y1, (row + 1) << SubPixel.Bits);
            AddPart(edge, (int)(row - Window.Row), top, bottom);
        }
    }

    /// <summary>Level edges are kept too: they add no area but can cross from one pixel to the next, which unions must know.</summary>
    private void AddPart(in SubPixelEdge edge, int row, long top, long bottom)
    {
        firstRow = Math.Min(firstRow, row);
        endRow = Math.Max(endRow, row + 1);
        long left = (long)Window.Column << SubPixel.Bits, right = (long)Window.EndColumn << SubPixel.Bits;
        long x = edge.Y0 == edge.Y1 ? edge.X0 : edge.XAt(top), y = top, endX = edge.Y0 == edge.Y1 ? edge.X1 : edge.XAt(bottom), endY = bottom;
        bool isRightward = endX >= x;
        if (Math.Min(x, endX) >= right)
        {
            return;
        }

        // A part that only touches the window's left side from outside lies outside.
        if (isRightward ? endX < left || (endX == left && x < left) : x <= left)
        {
            leftCover[row] += edge.Direction * (bottom - top);
            return;
        }

        if (x < left)
        {
            y = edge.YAt(left, top, bottom);
            leftCover[row] += edge.Direction * (y - top);
            x = left;
        }
        else if (x > right)
        {
            y = edge.YAt(right, top, bottom);
            x = right;
        }

        if (endX < left)
        {
            endY = edge.YAt(left, top, bottom);
            leftCover[row] += edge.Direction * (bottom - endY);
            endX = left;
        }
        else if (endX > right)
        {
            endY = edge.YAt(right, top, bottom);
            endX = right;
        }

        while (true)
        {
            // The pixel entered next: the one to the left when going left from a boundary.
            long column = SubPixel.Pixel(isRightward ? x : x - 1), boundary = (isRightward ? column + 1 : column) << SubPixel.Bits;
            bool isLast = isRightward ? boundary >= endX : boundary <= endX;
            long nextX = isLast ? endX : boundary, nextY = isLast ? endY : edge.YAt(boundary, top, bottom);
            Append(row, (int)(column - Window.Column), edge.Direction, x - (column << SubPixel.Bits), y, nextX - (column << SubPixel.Bits), nextY);
            if (isLast)
            {
                return;
            }

            (x, y) = (nextX, nextY);
        }
    }

    private void Append(int row, int column, int direction, long startX, long startY, long endX, long endY)
    {
        if (count == keys.Length)
        {
            Array.Resize(ref keys, count * 2);
            Array.Resize(ref pieces, count * 2);
        }

        long origin = (long)(row + Window.Row) << SubPixel.Bits;
        (int x0, int y0, int x1, int y1) = ((int)startX, (int)(startY - origin), (int)endX, (int)(endY - origin));
        keys[count] = (((long)row * Window.Width) + column) << 32 | (uint)count;
        pieces[count++] = direction > 0 ? new EdgePiece(x0, y0, x1, y1) : new EdgePiece(x1, y1, x0, y0);
    }

    protected override void Finish(int polygon)
    {
        Array.Sort(keys, 0, count);
        if (sorted.Length < sortedCount + count)
        {
            Array.Resize(ref sorted, Math.Max(sorted.Length * 2, sortedCount + count));
        }

        int next = 0;
        for (int row = firstRow; row < endRow; row++)
        {
            FinishRow(polygon, row, ref next);
            leftCover[row] = 0;
        }

        sortedCount += count;
        (count, firstRow, endRow) = (0, Window.Height, 0);
    }

    private void FinishRow(int polygon, int row, ref int next)
    {
        long cover = leftCover[row], rowStart = (long)row * Window.Width;
        int column = 0;
        while (next < count && keys[next] >> 32 < rowStart + Window.Width)
        {
            long pixel = keys[next] >> 32, area = cover * 2 * SubPixel.One, left = cover;
            AddWhole(polygon, row, ref column, (int)(pixel - rowStart), cover);
            int first = sortedCount + next;
            for (; next < count && keys[next] >> 32 == pixel; next++)
            {
                EdgePiece piece = pieces[(int)(uint)keys[next]];
                sorted[sortedCount + next] = piece;
                area += piece.AreaTwice;
                cover += piece.Height;
            }

            if (area > 0)
            {
                Spans.Add(new ZoneSpan(row, column, 1, polygon, Math.Min(area, SubPixel.WholeTwice), first, sortedCount + next - first, left));
            }

            column++;
        }

        AddWhole(polygon, row, ref column, Window.Width, cover);
    }

    /// <summary>Pixels that no edge passes are inside wholly or not at all.</summary>
    private void AddWhole(int polygon, int row, ref int column, int end, long cover)
    {
        if (cover >= SubPixel.One && end > column)
        {
            Spans.Add(new ZoneSpan(row, column, end - column, polygon, SubPixel.WholeTwice, 0, 0, 0));
        }

        column = end;
    }
}

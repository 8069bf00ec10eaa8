namespace RasterEngine.Tiling;

/// <summary>Pixels whose centres are inside: where the line through the centres of a row crosses edges, inside and outside change.</summary>
internal sealed class CentreSpans : ZoneSpans
{
    // Row, column where the change begins, and its sign, in one number each that sorts by row, then column.
    private long[] changes = new long[256];
    private int count;

    protected override void AddEdge(in SubPixelEdge edge)
    {
        // Half-open in both axes: an edge owns the centre on its upper end and not on its lower one, and a centre on an edge is to the left of it.
        // This is GDAL's choice (gvBurnPolygon fills from floor(x1 + 0.5) to floor(x2 + 0.5) - 1), so counts agree with other tools' on drawn, round coordinates.
        long first = Math.Max(SubPixel.CentreFrom(edge.Y0), Window.Row), end = Math.Min(SubPixel.CentreFrom(edge.Y1), Window.EndRow);
        for (long row = first; row < end; row++)
        {
            long column = SubPixel.CentreBeyond(edge.XAt((row << SubPixel.Bits) + (SubPixel.One / 2))) - Window.Column;
            if (column < Window.Width)
            {
                Append(((((row - Window.Row) * Window.Width) + Math.Max(column, 0)) << 1) | (edge.Direction > 0 ? 1L : 0));
            }
        }
    }

    protected override void Finish(int polygon)
    {
        Array.Sort(changes, 0, count);
        for (int i = 0; i < count;)
        {
            long row = (changes[i] >> 1) / Window.Width, rowEnd = (row + 1) * Window.Width, start = -1;
            int winding = 0;
            for (; i < count && changes[i] >> 1 < rowEnd; i++)
            {
                winding += (changes[i] & 1) != 0 ? 1 : -1;
                long place = changes[i] >> 1;
                bool isLastHere = i + 1 == count || changes[i + 1] >> 1 != place;
                if (isLastHere && (winding > 0) != (start >= 0))
                {
                    start = Close(polygon, row, start, place);
                }
            }

            if (start >= 0)
            {
                Close(polygon, row, start, rowEnd);
            }
        }

        count = 0;
    }

    private long Close(int polygon, long row, long start, long end)
    {
        if (start < 0)
        {
            return end;
        }

        Spans.Add(new ZoneSpan((int)row, (int)(start - (row * Window.Width)), (int)(end - start), polygon, SubPixel.WholeTwice, 0, 0, 0));
        return -1;
    }

    private void Append(long change)
    {
        if (count == changes.Length)
        {
            Array.Resize(ref changes, count * 2);
        }

        changes[count++] = change;
    }
}

using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Polygons as flat arrays. Vertices of ring r: <c>RingStarts[r]</c> to <c>RingStarts[r + 1]</c>, the first repeated as the last; rings of polygon p:
/// <c>PolygonStarts[p]</c> to <c>PolygonStarts[p + 1]</c>. A ring's direction is 1 when it is to be taken as stored, −1 when the other way round,
/// so that pixels inside count 1.
/// </summary>
internal sealed record ZoneShapes(long[] X, long[] Y, int[] RingStarts, sbyte[] RingDirections, int[] PolygonStarts, int[] PolygonZones)
{
    /// <summary>Edges that are passed over together when none of them meets a window's rows.</summary>
    public const int BlockEdges = 64;

    // Rows and columns of 64 edges each, counted over all rings: those between two rings belong to no ring and only widen a block.
    private int[] firstRows = [], lastRows = [], firstColumns = [];

    public void MeasureBlocks()
    {
        int blocks = (X.Length + BlockEdges - 1) / BlockEdges;
        (firstRows, lastRows, firstColumns) = (new int[blocks], new int[blocks], new int[blocks]);
        for (int block = 0; block < blocks; block++)
        {
            int start = block * BlockEdges, end = Math.Min(X.Length, start + BlockEdges + 1);
            (long top, long bottom) = Range(Y.AsSpan(start..end));
            firstRows[block] = Pixel(top);
            lastRows[block] = Pixel(bottom);
            firstColumns[block] = Pixel(Range(X.AsSpan(start..end)).Smallest);
        }
    }

    /// <summary>True when no edge of a block adds anything to a window: all above, below or to the right.</summary>
    public bool BlockMisses(int block, Window window) =>
        firstRows[block] >= window.EndRow || lastRows[block] < window.Row || firstColumns[block] >= window.EndColumn;

    /// <summary>The grid's pixels that each polygon can touch.</summary>
    public Window[] Boxes(Window grid)
    {
        var boxes = new Window[PolygonZones.Length];
        for (int polygon = 0; polygon < boxes.Length; polygon++)
        {
            Range vertices = RingStarts[PolygonStarts[polygon]]..RingStarts[PolygonStarts[polygon + 1]];
            (long left, long right) = Range(X.AsSpan(vertices));
            (long top, long bottom) = Range(Y.AsSpan(vertices));
            int column = Math.Clamp(Pixel(left), 0, grid.Width), row = Math.Clamp(Pixel(top), 0, grid.Height);
            boxes[polygon] = new Window(column, row, Math.Min(Pixel(right), grid.Width - 1) + 1 - column, Math.Min(Pixel(bottom), grid.Height - 1) + 1 - row);
        }

        return boxes;
    }

    private static int Pixel(long place) => (int)Math.Clamp(SubPixel.Pixel(place), int.MinValue, int.MaxValue);

    private static (long Smallest, long Largest) Range(ReadOnlySpan<long> places)
    {
        (long smallest, long largest) = (places[0], places[0]);
        foreach (long place in places)
        {
            smallest = Math.Min(smallest, place);
            largest = Math.Max(largest, place);
        }

        return (smallest, largest);
    }
}

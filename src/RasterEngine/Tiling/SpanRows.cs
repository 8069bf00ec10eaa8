namespace RasterEngine.Tiling;

/// <summary>Sorts spans into the rows of a window, keeping their order within a row.</summary>
internal sealed class SpanRows
{
    private int[] starts = [];
    private int[] indices = [];

    /// <summary>The spans of one row, as indices.</summary>
    public ReadOnlySpan<int> this[int row] => indices.AsSpan(starts[row]..starts[row + 1]);

    /// <param name="spans">All spans.</param>
    /// <param name="first">The first that is sorted in; indices count from the first of all.</param>
    /// <param name="height">Rows of the window.</param>
    public void Sort(ReadOnlySpan<ZoneSpan> spans, int first, int height)
    {
        if (starts.Length < height + 2)
        {
            starts = new int[height + 2];
        }

        if (indices.Length < spans.Length - first)
        {
            indices = new int[Math.Max(spans.Length - first, 2 * indices.Length)];
        }

        // Counted one place further on, so that filling moves every start to where it belongs.
        starts.AsSpan(0, height + 2).Clear();
        foreach (ZoneSpan span in spans[first..])
        {
            starts[span.Row + 2]++;
        }

        for (int row = 2; row < height + 2; row++)
        {
            starts[row] += starts[row - 1];
        }

        for (int i = first; i < spans.Length; i++)
        {
            indices[starts[spans[i].Row + 1]++] = i;
        }
    }
}

namespace RasterEngine.Tiling;

/// <summary>The shares of a row's pixels that several polygons cover together.</summary>
internal sealed class ZoneUnion
{
    private readonly PixelUnion union = new();
    private readonly List<ZoneSpan> meeting = [];
    private int[] wholeChanges = [];
    private int[] heads = [];
    private int[] links = [];

    /// <summary>Fills the row's shares, 0 to 65,536.</summary>
    /// <param name="spans">All spans of the window.</param>
    /// <param name="row">Those of the row, as indices into them, in the polygons' order.</param>
    /// <param name="pieces">The edges' pieces to which spans refer.</param>
    /// <param name="shares">One a column of the window.</param>
    public void Fill(ReadOnlySpan<ZoneSpan> spans, ReadOnlySpan<int> row, ReadOnlySpan<EdgePiece> pieces, Span<int> shares)
    {
        shares.Clear();
        if (row.IsEmpty)
        {
            return;
        }

        Enter(spans, row, shares.Length);
        int whole = 0;
        for (int column = 0; column < shares.Length; column++)
        {
            whole += wholeChanges[column];
            int head = heads[column];
            if (whole > 0)
            {
                shares[column] = SubPixel.WholeShare;
            }
            else if (head >= 0)
            {
                shares[column] = links[head] < 0 ? spans[row[head]].Share : Meeting(spans, row, head, pieces);
            }
        }
    }

    private void Enter(ReadOnlySpan<ZoneSpan> spans, ReadOnlySpan<int> row, int width)
    {
        if (heads.Length < width)
        {
            heads = new int[width];
            wholeChanges = new int[width + 1];
        }

        if (links.Length < row.Length)
        {
            links = new int[Math.Max(row.Length, 2 * links.Length)];
        }

        wholeChanges.AsSpan(0, width + 1).Clear();
        heads.AsSpan(0, width).Fill(-1);

        // From the last to the first, so that lists run in the polygons' order.
        for (int i = row.Length - 1; i >= 0; i--)
        {
            ZoneSpan span = spans[row[i]];
            if (span.IsWhole)
            {
                wholeChanges[span.Column]++;
                wholeChanges[span.Column + span.Length]--;
            }
            else
            {
                links[i] = heads[span.Column];
                heads[span.Column] = i;
            }
        }
    }

    private int Meeting(ReadOnlySpan<ZoneSpan> spans, ReadOnlySpan<int> row, int head, ReadOnlySpan<EdgePiece> pieces)
    {
        meeting.Clear();
        for (int i = head; i >= 0; i = links[i])
        {
            meeting.Add(spans[row[i]]);
        }

        return union.Share(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(meeting), pieces);
    }
}

namespace RasterEngine.Tiling;

/// <summary>
/// The area of one pixel that several polygons cover together. Between neighbouring heights at which edges start, end or cross, no edges cross,
/// so what is inside any polygon there is made of trapezoids, whose area is their width at half height times that height.
/// </summary>
internal sealed class PixelUnion
{
    private readonly List<Line> lines = [];
    private readonly List<Line> active = [];
    private readonly List<double> levels = [];
    private readonly List<(int Part, int Y, int Change)> sides = [];
    private int[] windings = [];

    /// <summary>The share of the pixel in 1/65,536.</summary>
    /// <param name="spans">One a polygon, each covering the pixel in part, in the polygons' order.</param>
    /// <param name="pieces">All pieces, to which the spans refer.</param>
    public int Share(ReadOnlySpan<ZoneSpan> spans, ReadOnlySpan<EdgePiece> pieces)
    {
        int largest = 0;
        long sum = 0;
        foreach (ZoneSpan span in spans)
        {
            largest = Math.Max(largest, span.Share);
            sum += span.AreaTwice;
        }

        if (sum == SubPixel.WholeTwice && spans.Length == 2 && AreNeighbours(spans[0], spans[1], pieces))
        {
            return SubPixel.WholeShare;
        }

        double area = Area(spans, pieces) / ((double)SubPixel.One * SubPixel.One);
        return Math.Clamp((int)Math.Round(area * SubPixel.WholeShare), largest, Math.Max(largest, SubPixel.Share(Math.Min(sum, SubPixel.WholeTwice))));
    }

    /// <summary>
    /// True when one polygon's edges in the pixel are the other's, taken the other way: then how often both run round a place is the same all over the
    /// pixel. Most pixels on a border of two parcels are such.
    /// </summary>
    private static bool AreNeighbours(in ZoneSpan one, in ZoneSpan other, ReadOnlySpan<EdgePiece> pieces)
    {
        bool are = one.PieceCount == other.PieceCount;
        for (int i = 0; i < one.PieceCount && are; i++)
        {
            (EdgePiece a, EdgePiece b) = (pieces[one.FirstPiece + i], pieces[other.FirstPiece + other.PieceCount - 1 - i]);
            are = a.StartX == b.EndX && a.StartY == b.EndY && a.EndX == b.StartX && a.EndY == b.StartY;
        }

        return are;
    }

    private double Area(ReadOnlySpan<ZoneSpan> spans, ReadOnlySpan<EdgePiece> pieces)
    {
        Collect(spans, pieces);
        AddCrossings();
        levels.Sort();
        active.Clear();
        double area = 0;
        int next = 0;
        for (int i = 1; i < levels.Count; i++)
        {
            (double top, double bottom) = (levels[i - 1], levels[i]);
            if (top == bottom)
            {
                continue;
            }

            active.RemoveAll(line => line.Y1 <= top);
            for (; next < lines.Count && lines[next].Y0 <= top; next++)
            {
                active.Add(lines[next]);
            }

            area += (bottom - top) * Width(spans, top, (top + bottom) / 2);
        }

        return area;
    }

    private void Collect(ReadOnlySpan<ZoneSpan> spans, ReadOnlySpan<EdgePiece> pieces)
    {
        lines.Clear();
        sides.Clear();
        levels.Clear();
        levels.Add(0);
        levels.Add(SubPixel.One);
        if (windings.Length < 2 * spans.Length)
        {
            windings = new int[2 * spans.Length];
        }

        for (int part = 0; part < spans.Length; part++)
        {
            long left = spans[part].LeftCover;
            foreach (EdgePiece piece in pieces.Slice(spans[part].FirstPiece, spans[part].PieceCount))
            {
                if (piece.Height != 0)
                {
                    lines.Add(Line.Of(part, piece));
                }

                // Entering through the left side takes the ring off the left of everything below, leaving puts it there.
                left -= AddSide(part, piece.StartX, piece.StartY, -1) + AddSide(part, piece.EndX, piece.EndY, 1);
                levels.Add(piece.StartY);
                levels.Add(piece.EndY);
            }

            // What is left of the height belongs to how often the ring runs round the pixel's upper left corner.
            windings[spans.Length + part] = (int)(left / SubPixel.One);
        }

        lines.Sort();
    }

    private long AddSide(int part, int x, int y, int change)
    {
        if (x != 0)
        {
            return 0;
        }

        sides.Add((part, y, change));
        return change * (long)(SubPixel.One - y);
    }

    private void AddCrossings()
    {
        active.Clear();
        foreach (Line line in lines)
        {
            active.RemoveAll(other => other.Y1 <= line.Y0);
            foreach (Line other in active)
            {
                double top = line.Y0, bottom = Math.Min(line.Y1, other.Y1);
                if (other.Part != line.Part && line.XAt(top) - other.XAt(top) is var above && line.XAt(bottom) - other.XAt(bottom) is var below && above * below < 0)
                {
                    levels.Add(top + ((bottom - top) * (above / (above - below))));
                }
            }

            active.Add(line);
        }
    }

    /// <summary>How wide the inside of any polygon is at a height within a slab that begins at <paramref name="top"/>.</summary>
    private double Width(ReadOnlySpan<ZoneSpan> spans, double top, double middle)
    {
        Span<int> winding = windings.AsSpan(0, spans.Length);
        windings.AsSpan(spans.Length, spans.Length).CopyTo(winding);
        foreach ((int part, int y, int change) in sides)
        {
            winding[part] += y <= top ? change : 0;
        }

        int inside = 0;
        foreach (int turns in winding)
        {
            inside += turns > 0 ? 1 : 0;
        }

        SortActive(middle);
        double width = 0, from = 0;
        foreach (Line line in active)
        {
            double x = line.XAt(middle);
            int before = winding[line.Part], after = before + line.Direction;
            winding[line.Part] = after;
            int now = inside + (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
            if (inside > 0 && now == 0)
            {
                width += x - from;
            }
            else if (inside == 0 && now > 0)
            {
                from = x;
            }

            inside = now;
        }

        return inside > 0 ? width + SubPixel.One - from : width;
    }

    // Insertion: the lines are few and stay nearly sorted from slab to slab.
    private void SortActive(double y)
    {
        for (int i = 1; i < active.Count; i++)
        {
            Line line = active[i];
            double x = line.XAt(y);
            int place = i;
            for (; place > 0 && active[place - 1].XAt(y) > x; place--)
            {
                active[place] = active[place - 1];
            }

            active[place] = line;
        }
    }

    private readonly record struct Line(int Part, int Y0, int Y1, int X0, double Slope, int Direction) : IComparable<Line>
    {
        public static Line Of(int part, EdgePiece p) => p.Height > 0
            ? new Line(part, p.StartY, p.EndY, p.StartX, (double)(p.EndX - p.StartX) / p.Height, 1)
            : new Line(part, p.EndY, p.StartY, p.EndX, (double)(p.EndX - p.StartX) / p.Height, -1);

        public double XAt(double y) => X0 + ((y - Y0) * Slope);

        public int CompareTo(Line other)
        {
            int order = Y0.CompareTo(other.Y0);
            order = order != 0 ? order : X0.CompareTo(other.X0);
            order = order != 0 ? order : Slope.CompareTo(other.Slope);
            return order != 0 ? order : Part.CompareTo(other.Part);
        }
    }
}

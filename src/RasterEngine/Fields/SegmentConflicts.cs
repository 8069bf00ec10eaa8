namespace RasterEngine.Fields;

/// <summary>Finds segments of drawn arcs that meet where the borders they stand for do not.</summary>
internal sealed class SegmentConflicts
{
    // Side of the squares that segments are sorted into.
    private const int CellSide = 16;

    private readonly Dictionary<long, List<(int Arc, int Index)>> cells = [];

    /// <summary>Segments that must be drawn finer, as index of their arc and of their first corner in <see cref="Arc.Drawn"/>; empty when all is well.</summary>
    public HashSet<(int Arc, int Index)> Find(IReadOnlyList<Arc> arcs)
    {
        cells.Clear();
        var found = new HashSet<(int, int)>();
        for (int arc = 0; arc < arcs.Count; arc++)
        {
            for (int i = 0; i < arcs[arc].Drawn.Count - 1; i++)
            {
                Sort(arcs, arc, i);
            }

            // A ring needs three corners, and one of two pixels its four.
            if (arcs[arc].IsRing && arcs[arc].Drawn.Count < 5)
            {
                AddFiner(arcs, arc, found);
            }
        }

        foreach (List<(int Arc, int Index)> cell in cells.Values)
        {
            // Two that stand as they were never conflict: most squares hold few others.
            foreach ((int Arc, int Index) coarse in cell.Where(segment => IsCoarse(arcs, segment)))
            {
                foreach ((int Arc, int Index) other in cell.Where(other => Meet(arcs, coarse, other)))
                {
                    found.Add(coarse);
                    Add(arcs, other, found);
                }
            }
        }

        return found;
    }

    private static void AddFiner(IReadOnlyList<Arc> arcs, int arc, HashSet<(int, int)> found)
    {
        for (int i = 0; i < arcs[arc].Drawn.Count - 1; i++)
        {
            Add(arcs, (arc, i), found);
        }
    }

    private static void Add(IReadOnlyList<Arc> arcs, (int Arc, int Index) segment, HashSet<(int, int)> found)
    {
        if (IsCoarse(arcs, segment))
        {
            found.Add(segment);
        }
    }

    private static bool IsCoarse(IReadOnlyList<Arc> arcs, (int Arc, int Index) segment) =>
        arcs[segment.Arc].Drawn[segment.Index + 1] - arcs[segment.Arc].Drawn[segment.Index] > 1;

    private static (LatticePoint From, LatticePoint To) Ends(IReadOnlyList<Arc> arcs, (int Arc, int Index) segment)
    {
        Arc arc = arcs[segment.Arc];
        return (arc.Points[arc.Drawn[segment.Index]], arc.Points[arc.Drawn[segment.Index + 1]]);
    }

    // Segments may share one end and nothing else.
    private static bool Meet(IReadOnlyList<Arc> arcs, (int Arc, int Index) one, (int Arc, int Index) other)
    {
        if (one == other)
        {
            return false;
        }

        (LatticePoint a, LatticePoint b) = Ends(arcs, one);
        (LatticePoint c, LatticePoint d) = Ends(arcs, other);
        if (a == c || a == d || b == c || b == d)
        {
            (LatticePoint shared, LatticePoint mine) = a == c || a == d ? (a, b) : (b, a);
            LatticePoint theirs = shared == c ? d : c;
            return mine == theirs || (Turn(shared, mine, theirs) == 0 && IsSameWay(shared, mine, theirs));
        }

        return Turn(a, b, c) * Turn(a, b, d) <= 0 && Turn(c, d, a) * Turn(c, d, b) <= 0 && Overlap(a.X, b.X, c.X, d.X) && Overlap(a.Y, b.Y, c.Y, d.Y);
    }

    private static int Turn(LatticePoint from, LatticePoint to, LatticePoint point) =>
        Math.Sign((((long)to.X - from.X) * ((long)point.Y - from.Y)) - (((long)to.Y - from.Y) * ((long)point.X - from.X)));

    private static bool IsSameWay(LatticePoint from, LatticePoint one, LatticePoint other) =>
        (((long)one.X - from.X) * ((long)other.X - from.X)) + (((long)one.Y - from.Y) * ((long)other.Y - from.Y)) > 0;

    private static bool Overlap(int a, int b, int c, int d) => Math.Max(Math.Min(a, b), Math.Min(c, d)) <= Math.Min(Math.Max(a, b), Math.Max(c, d));

    // Into every square it passes: row by row of squares, the columns that the segment has there.
    private void Sort(IReadOnlyList<Arc> arcs, int arc, int index)
    {
        (LatticePoint a, LatticePoint b) = Ends(arcs, (arc, index));
        (LatticePoint top, LatticePoint bottom) = a.Y <= b.Y ? (a, b) : (b, a);
        for (int row = top.Y / CellSide; row <= bottom.Y / CellSide; row++)
        {
            double from = At(row * CellSide), to = At((row + 1) * CellSide);
            int left = (int)Math.Floor(Math.Min(from, to) - 0.01) / CellSide, right = (int)Math.Ceiling(Math.Max(from, to) + 0.01) / CellSide;
            for (int column = Math.Max(0, left); column <= right; column++)
            {
                long key = ((long)row << 32) | (uint)column;
                if (!cells.TryGetValue(key, out List<(int Arc, int Index)>? cell))
                {
                    cells[key] = cell = [];
                }

                cell.Add((arc, index));
            }
        }

        double At(int y) => top.Y == bottom.Y ? (y <= top.Y ? top.X : bottom.X)
            : top.X + (((double)bottom.X - top.X) * (Math.Clamp(y, top.Y, bottom.Y) - top.Y) / (bottom.Y - top.Y));
    }
}

namespace RasterEngine.Fields;

/// <summary>
/// Draws arcs with fewer corners (Douglas &amp; Peucker 1973, Cartographica 10:112), each arc once for both parts that share it. Whatever would then
/// cross or touch another border is drawn finer again, so neighbours neither overlap nor part.
/// </summary>
/// <remarks>
/// Below one pixel of tolerance nothing can be passed over: a field between a border and its chord would have to fit into a strip narrower
/// than a pixel.
/// </remarks>
internal static class ArcSimplification
{
    /// <param name="arcs">All arcs of the mask; their drawn corners become fewer.</param>
    /// <param name="tolerance">How far a border may move, in pixels: 0 or more, less than 1.</param>
    public static void Run(IReadOnlyList<Arc> arcs, double tolerance)
    {
        if (!(tolerance is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "expected 0 or more and less than 1 pixel");
        }

        if (tolerance == 0)
        {
            return;
        }

        foreach (Arc arc in arcs)
        {
            Thin(arc, tolerance * tolerance);
        }

        var conflicts = new SegmentConflicts();
        while (true)
        {
            HashSet<(int Arc, int Index)> finer = conflicts.Find(arcs);
            if (finer.Count == 0)
            {
                return;
            }

            // From the back of each arc, so that indices in front stay true.
            foreach ((int arc, int index) in finer.OrderBy(f => f.Arc).ThenByDescending(f => f.Index))
            {
                List<int> drawn = arcs[arc].Drawn;
                drawn.Insert(index + 1, Farthest(arcs[arc].Points, drawn[index], drawn[index + 1], out _));
            }
        }
    }

    private static void Thin(Arc arc, double squaredTolerance)
    {
        LatticePoint[] points = arc.Points;
        bool[] keep = new bool[points.Length];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int From, int To)>();
        open.Push((0, points.Length - 1));
        while (open.TryPop(out (int From, int To) piece))
        {
            if (piece.To - piece.From < 2)
            {
                continue;
            }

            int farthest = Farthest(points, piece.From, piece.To, out double squared);
            if (squared > squaredTolerance)
            {
                keep[farthest] = true;
                open.Push((piece.From, farthest));
                open.Push((farthest, piece.To));
            }
        }

        arc.Drawn.RemoveAll(i => !keep[i]);
    }

    // The corner farthest from the chord, the first of equals; between the ends of a ring, the one farthest from them.
    private static int Farthest(LatticePoint[] points, int from, int to, out double squared)
    {
        (double ax, double ay, double bx, double by) = (points[from].X, points[from].Y, points[to].X, points[to].Y);
        double dx = bx - ax, dy = by - ay, length = (dx * dx) + (dy * dy);
        int farthest = from + 1;
        squared = -1;
        for (int i = from + 1; i < to; i++)
        {
            double px = points[i].X - ax, py = points[i].Y - ay, along = (px * dx) + (py * dy), beside = (px * dy) - (py * dx);
            double distance = along <= 0 || length == 0 ? (px * px) + (py * py)
                : along >= length ? ((points[i].X - bx) * (points[i].X - bx)) + ((points[i].Y - by) * (points[i].Y - by))
                : beside * beside / length;
            (farthest, squared) = distance > squared ? (i, distance) : (farthest, squared);
        }

        return farthest;
    }
}

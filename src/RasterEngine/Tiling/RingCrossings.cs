using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Whether rings of one polygon cross themselves or each other. Touching in a point or along a line is not crossing. Edges are swept along the one of several
/// directions in which they are shortest together, so that only edges that overlap there are compared: about n log n for borders of any real kind.
/// </summary>
internal sealed class RingCrossings
{
    private const int Directions = 16;

    // Shewchuk 1997, "Adaptive precision floating-point arithmetic": ccwerrboundA. A turn smaller than its own rounding is none.
    private const double TurnError = (3 + (16 * Half)) * Half, Half = 1.1102230246251565e-16;

    private readonly Edge[] edges;

    private RingCrossings(IEnumerable<VectorRing> rings)
    {
        var all = new List<Edge>();
        foreach (VectorRing ring in rings)
        {
            Add(ring, all);
        }

        edges = [.. all];
    }

    /// <summary>A place where rings cross, in their coordinates, which must be finite; null when they do not.</summary>
    public static Place? Find(IReadOnlyList<VectorRing> rings) => new RingCrossings(rings).Sweep();

    private static void Add(VectorRing ring, List<Edge> edges)
    {
        var points = new List<Place>(ring.X.Length);
        for (int i = 0; i < ring.X.Length; i++)
        {
            var point = new Place(ring.X[i], ring.Y[i]);
            if (points.Count == 0 || points[^1] != point)
            {
                points.Add(point);
            }
        }

        while (points.Count > 1 && points[^1] == points[0])
        {
            points.RemoveAt(points.Count - 1);
        }

        int first = edges.Count, count = points.Count;
        for (int i = 0; count > 2 && i < count; i++)
        {
            edges.Add(new Edge(points[i], points[(i + 1) % count], first + ((i + count - 1) % count)));
        }
    }

    private Place? Sweep()
    {
        if (edges.Length == 0)
        {
            return null;
        }

        (double cos, double sin) = BestDirection();
        int count = edges.Length;
        var from = new double[count];
        var order = new int[count];
        var extents = new Extent[count];
        double slack = 0;
        for (int i = 0; i < count; i++)
        {
            (Place a, Place b) = (edges[i].Start, edges[i].End);
            double p = (a.X * cos) + (a.Y * sin), q = (b.X * cos) + (b.Y * sin), s = (a.Y * cos) - (a.X * sin), t = (b.Y * cos) - (b.X * sin);
            (order[i], from[i]) = (i, Math.Min(p, q));
            extents[i] = new Extent(i, Math.Max(p, q), Math.Min(s, t), Math.Max(s, t));
            slack = Math.Max(slack, Math.Abs(p) + Math.Abs(s));
        }

        // Turning the axes rounds; edges that touch must still be seen to.
        slack *= 1e-15;
        Array.Sort(from, order);
        var active = new Extent[16];
        int activeCount = 0;
        for (int i = 0; i < count; i++)
        {
            Extent now = extents[order[i]];
            int kept = 0;
            for (int k = 0; k < activeCount; k++)
            {
                Extent other = active[k];
                if (other.To < from[i] - slack)
                {
                    continue;
                }

                active[kept++] = other;
                if (other.Low <= now.High + slack && now.Low <= other.High + slack && Crossing(other.Edge, now.Edge) is { } place)
                {
                    return place;
                }
            }

            if (kept == active.Length)
            {
                Array.Resize(ref active, kept * 2);
            }

            active[kept] = now;
            activeCount = kept + 1;
        }

        return null;
    }

    private (double Cos, double Sin) BestDirection()
    {
        (double Cos, double Sin, double Overlap) best = (1, 0, double.PositiveInfinity);
        Edge longest = edges.MaxBy(edge => edge.Length);
        for (int direction = edges.Length < 64 ? Directions : 0; direction <= Directions; direction++)
        {
            // The last one is across the longest edge: parallel strips, however they lie, are then swept one by one.
            (double sin, double cos) = Math.SinCos(direction < Directions ? Math.PI * direction / Directions : longest.Angle + (Math.PI / 2));
            double sum = 0, low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (Edge edge in edges)
            {
                double at = (edge.Start.X * cos) + (edge.Start.Y * sin);
                sum += Math.Abs(at - ((edge.End.X * cos) + (edge.End.Y * sin)));
                (low, high) = (Math.Min(low, at), Math.Max(high, at));
            }

            if (sum / (high - low) < best.Overlap)
            {
                best = (cos, sin, sum / (high - low));
            }
        }

        return (best.Cos, best.Sin);
    }

    private Place? Crossing(int i, int k)
    {
        (Edge a, Edge b) = (edges[i], edges[k]);
        double startOfA = Turn(b.Start, b.End, a.Start), endOfA = Turn(b.Start, b.End, a.End);
        if (startOfA * endOfA > 0)
        {
            return null;
        }

        double startOfB = Turn(a.Start, a.End, b.Start), endOfB = Turn(a.Start, a.End, b.End);
        if (startOfA * endOfA < 0 && startOfB * endOfB < 0)
        {
            double share = startOfA / (startOfA - endOfA);
            return new Place(a.Start.X + (share * (a.End.X - a.Start.X)), a.Start.Y + (share * (a.End.Y - a.Start.Y)));
        }

        // Each vertex is looked at once, as the start of its edge.
        return startOfA == 0 && CrossesAt(i, k) ? a.Start : startOfB == 0 && CrossesAt(k, i) ? b.Start : null;
    }

    /// <summary>True when the ring through the first edge's start changes sides there of the ring that has the other edge.</summary>
    private bool CrossesAt(int vertexEdge, int otherEdge)
    {
        Edge through = edges[vertexEdge], other = edges[otherEdge];
        Place at = through.Start;
        if (otherEdge == through.Previous || at == other.End || !other.Bounds(at))
        {
            return false;
        }

        Place into = edges[through.Previous].Start, outOf = through.End;
        Place before = at == other.Start ? edges[other.Previous].Start : other.Start, after = other.End;
        return Side(at, before, after, into) * Side(at, before, after, outOf) < 0;
    }

    /// <summary>1 or −1 as a place is seen from a corner in one or the other of its two angles; 0 on its legs.</summary>
    private static int Side(Place corner, Place before, Place after, Place place)
    {
        double fromAfter = Turn(corner, after, place), toBefore = Turn(corner, place, before), angle = Turn(corner, after, before);
        if (angle == 0 && IsAhead(corner, after, before))
        {
            // The tip of a line that runs back on itself has no sides.
            return 0;
        }

        bool isOnLeg = (fromAfter == 0 && IsAhead(corner, after, place)) || (toBefore == 0 && IsAhead(corner, before, place));
        bool isWithin = angle > 0 ? fromAfter > 0 && toBefore > 0 : angle < 0 ? fromAfter > 0 || toBefore > 0 : fromAfter > 0;
        return isOnLeg ? 0 : isWithin ? 1 : -1;
    }

    private static bool IsAhead(Place corner, Place leg, Place place) =>
        ((leg.X - corner.X) * (place.X - corner.X)) + ((leg.Y - corner.Y) * (place.Y - corner.Y)) > 0;

    /// <summary>Positive when a, b, c turn left; 0 when they are on one line as far as rounding can tell.</summary>
    private static double Turn(Place a, Place b, Place c)
    {
        double left = (b.X - a.X) * (c.Y - a.Y), right = (b.Y - a.Y) * (c.X - a.X), turn = left - right;
        return Math.Abs(turn) <= TurnError * (Math.Abs(left) + Math.Abs(right)) ? 0 : turn;
    }

    private readonly record struct Extent(int Edge, double To, double Low, double High);

    private readonly record struct Edge(Place Start, Place End, int Previous)
    {
        public double Length => Math.Sqrt(((End.X - Start.X) * (End.X - Start.X)) + ((End.Y - Start.Y) * (End.Y - Start.Y)));

        public double Angle => Math.Atan2(End.Y - Start.Y, End.X - Start.X);

        public bool Bounds(Place p) =>
            p.X >= Math.Min(Start.X, End.X) && p.X <= Math.Max(Start.X, End.X) && p.Y >= Math.Min(Start.Y, End.Y) && p.Y <= Math.Max(Start.Y, End.Y);
    }
}

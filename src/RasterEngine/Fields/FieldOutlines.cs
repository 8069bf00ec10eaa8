using System.Runtime.InteropServices;

namespace RasterEngine.Fields;

/// <summary>
/// The outlines of all fields. A field that hangs together only by corners has several polygons, which touch there; a ring that meets itself at
/// a corner is drawn as a ring and a hole. So every outline is valid as OGC Simple Features (06-103r4) has it.
/// </summary>
internal static class FieldOutlines
{
    /// <param name="fields">The fields.</param>
    /// <param name="height">Rows of their mask.</param>
    /// <param name="tolerance">How far a border may move, in pixels: 0 for the pixels' own edges, less than 1.</param>
    /// <returns>Polygons of each field, in the order of the fields.</returns>
    /// <exception cref="ScanException">More borders than can be held.</exception>
    public static IReadOnlyList<IReadOnlyList<FieldPolygon>> Of(FieldSet fields, int height, double tolerance)
    {
        List<Arc> arcs = new BorderGraph(fields, height).Arcs();
        ArcSimplification.Run(arcs, tolerance);
        var halves = new List<(Arc Arc, bool IsForward)>[fields.PartCount];
        foreach (Arc arc in arcs)
        {
            Add(arc.Left, (arc, true));
            Add(arc.Right, (arc, false));
        }

        var polygons = new List<FieldPolygon>[fields.Fields.Count];
        bool[] isDone = new bool[fields.PartCount];
        foreach (FieldRun run in fields.Runs)
        {
            if (!isDone[run.Part])
            {
                isDone[run.Part] = true;
                (polygons[run.Field] ??= []).Add(Polygon(halves[run.Part]));
            }
        }

        return polygons;

        void Add(int part, (Arc, bool) half)
        {
            if (part >= 0)
            {
                (halves[part] ??= []).Add(half);
            }
        }
    }

    // A part hangs together by edges, so it has one outer ring; whatever runs the other way round is a hole.
    private static FieldPolygon Polygon(List<(Arc Arc, bool IsForward)> halves)
    {
        var holes = new List<IReadOnlyList<LatticePoint>>();
        IReadOnlyList<LatticePoint>? outer = null;
        foreach (List<LatticePoint> ring in Walk(halves).SelectMany(SplitWhereItMeetsItself))
        {
            if (DoubledArea(ring) > 0)
            {
                holes.Add(ring);
            }
            else
            {
                outer = outer is null ? ring : throw new InvalidOperationException($"a part has two outer rings, at column {ring[0].X}, row {ring[0].Y}");
            }
        }

        return new FieldPolygon(outer ?? throw new InvalidOperationException("a part has no outer ring"), holes);
    }

    // Arcs end to end, the part on their left. Where four borders meet, the leftmost way stays with the pixel on the left.
    private static IEnumerable<List<LatticePoint>> Walk(List<(Arc Arc, bool IsForward)> halves)
    {
        var leaving = halves.ToLookup(Start);
        var done = new HashSet<(Arc, bool)>();
        foreach ((Arc Arc, bool IsForward) first in halves)
        {
            if (!done.Add(first))
            {
                continue;
            }

            var ring = new List<LatticePoint>();
            (Arc Arc, bool IsForward) half = first;
            do
            {
                _ = done.Add(half);
                Draw(half, ring);
                half = Next(half, leaving[End(half)]);
            }
            while (half != first);
            yield return ring;
        }
    }

    private static (Arc Arc, bool IsForward) Next((Arc Arc, bool IsForward) half, IEnumerable<(Arc Arc, bool IsForward)> leaving)
    {
        int arriving = (int)Arriving(half);

        // 0 to the left, 1 straight on, 2 to the right.
        return leaving.MinBy(candidate => ((int)Leaving(candidate) - arriving + 5) % 4);
    }

    private static void Draw((Arc Arc, bool IsForward) half, List<LatticePoint> ring)
    {
        ReadOnlySpan<int> drawn = CollectionsMarshal.AsSpan(half.Arc.Drawn);
        for (int i = 0; i < drawn.Length - 1; i++)
        {
            ring.Add(half.Arc.Points[half.IsForward ? drawn[i] : drawn[drawn.Length - 1 - i]]);
        }
    }

    private static IEnumerable<List<LatticePoint>> SplitWhereItMeetsItself(List<LatticePoint> ring)
    {
        var path = new List<LatticePoint>();
        var at = new Dictionary<LatticePoint, int>();
        foreach (LatticePoint point in ring)
        {
            if (at.TryGetValue(point, out int index))
            {
                List<LatticePoint> loop = path[index..];
                loop.ForEach(p => at.Remove(p));
                path.RemoveRange(index, path.Count - index);
                yield return loop;
            }

            at[point] = path.Count;
            path.Add(point);
        }

        yield return path;
    }

    // Rows run down: negative is anticlockwise on a map.
    private static Int128 DoubledArea(List<LatticePoint> ring)
    {
        Int128 sum = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            LatticePoint a = ring[i], b = ring[(i + 1) % ring.Count];
            sum += ((Int128)a.X * b.Y) - ((Int128)b.X * a.Y);
        }

        return sum;
    }

    private static LatticePoint Start((Arc Arc, bool IsForward) half) => half.Arc.Points[half.IsForward ? 0 : ^1];

    private static LatticePoint End((Arc Arc, bool IsForward) half) => half.Arc.Points[half.IsForward ? ^1 : 0];

    private static Direction Leaving((Arc Arc, bool IsForward) half) => half.IsForward ? half.Arc.First : (Direction)(((int)half.Arc.Last + 2) % 4);

    private static Direction Arriving((Arc Arc, bool IsForward) half) => half.IsForward ? half.Arc.Last : (Direction)(((int)half.Arc.First + 2) % 4);
}

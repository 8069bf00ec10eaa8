using System.Runtime.InteropServices;

namespace RasterEngine.Fields;

/// <summary>
/// All borders between parts as edges between corners of pixels, row by row: horizontal ones as long as both sides stay the same, vertical ones a
/// pixel high. Walking them gives the arcs.
/// </summary>
internal sealed class BorderGraph
{
    /// <summary>Edges that are held at most: 24 bytes each.</summary>
    public const int MostEdges = 40_000_000;

    private const int None = -1;

    private readonly List<Edge> across = [], down = [];
    private readonly int[] acrossOfRow, downOfRow;
    private bool[] acrossUsed = [], downUsed = [];

    /// <param name="fields">The fields.</param>
    /// <param name="height">Rows of their mask.</param>
    /// <exception cref="ScanException">More borders than can be held.</exception>
    public BorderGraph(FieldSet fields, int height)
    {
        acrossOfRow = new int[height + 2];
        downOfRow = new int[height + 2];
        for (int row = 0; row <= height; row++)
        {
            AddAcross(fields.RunsOfRow(row - 1), fields.RunsOfRow(row));
            AddDown(fields.RunsOfRow(row));
            (acrossOfRow[row + 1], downOfRow[row + 1]) = (across.Count, down.Count);
            if (across.Count + down.Count > MostEdges)
            {
                throw new ScanException("fields-too-many", $"the mask has more than {MostEdges / 1_000_000} million pixel edges between its fields; expected larger fields (raise --minimum-hectares) or a part of the mask.");
            }
        }
    }

    /// <summary>All arcs: those between nodes in the order of their first node, then the rings that have none.</summary>
    public List<Arc> Arcs()
    {
        acrossUsed = new bool[across.Count];
        downUsed = new bool[down.Count];
        var arcs = new List<Arc>();
        for (int row = 0; row < acrossOfRow.Length - 1; row++)
        {
            foreach (int x in CornersOf(row))
            {
                var corner = new LatticePoint(x, row);
                if (Degree(corner) > 2)
                {
                    WalkFrom(corner, arcs);
                }
            }
        }

        for (int i = 0, row = 0; i < across.Count; i++)
        {
            while (acrossOfRow[row + 1] <= i)
            {
                row++;
            }

            if (!acrossUsed[i])
            {
                arcs.Add(Walk(new LatticePoint(across[i].From, row), Direction.East));
            }
        }

        return arcs;
    }

    private void WalkFrom(LatticePoint node, List<Arc> arcs)
    {
        for (Direction direction = Direction.East; direction <= Direction.North; direction++)
        {
            if (Find(node, direction) is var edge and >= 0 && !(IsAcross(direction) ? acrossUsed : downUsed)[edge])
            {
                arcs.Add(Walk(node, direction));
            }
        }
    }

    private Arc Walk(LatticePoint start, Direction first)
    {
        var points = new List<LatticePoint> { start };
        (int left, int right) = Sides(Find(start, first), first);
        LatticePoint at = start;
        Direction direction = first;
        while (true)
        {
            int edge = Find(at, direction);
            (IsAcross(direction) ? acrossUsed : downUsed)[edge] = true;
            at = End(at, direction, edge);
            if (at == start || Degree(at) > 2)
            {
                break;
            }

            Direction next = Onward(at, direction);
            if (next != direction)
            {
                points.Add(at);
            }

            direction = next;
        }

        points.Add(at);
        return new Arc([.. points], left, right, first, direction);
    }

    // The other edge of a corner that has two.
    private Direction Onward(LatticePoint at, Direction arriving)
    {
        for (Direction direction = Direction.East; direction <= Direction.North; direction++)
        {
            if (direction != (Direction)(((int)arriving + 2) % 4) && Find(at, direction) >= 0)
            {
                return direction;
            }
        }

        throw new InvalidOperationException($"the border ends at column {at.X}, row {at.Y}");
    }

    private LatticePoint End(LatticePoint at, Direction direction, int edge) => direction switch
    {
        Direction.East => new(across[edge].To, at.Y),
        Direction.West => new(across[edge].From, at.Y),
        Direction.South => new(at.X, at.Y + 1),
        _ => new(at.X, at.Y - 1),
    };

    // Left and right of who walks: First is the upper or left-hand side of an edge, Second the lower or right-hand one.
    private (int Left, int Right) Sides(int edge, Direction direction) => direction switch
    {
        Direction.East => (across[edge].First, across[edge].Second),
        Direction.West => (across[edge].Second, across[edge].First),
        Direction.South => (down[edge].Second, down[edge].First),
        _ => (down[edge].First, down[edge].Second),
    };

    private int Degree(LatticePoint at)
    {
        int degree = 0;
        for (Direction direction = Direction.East; direction <= Direction.North; direction++)
        {
            degree += Find(at, direction) >= 0 ? 1 : 0;
        }

        return degree;
    }

    // The edge that leaves a corner in a direction, or a negative number.
    private int Find(LatticePoint at, Direction direction) => direction switch
    {
        Direction.East => Search(across, acrossOfRow, at.Y, at.X, byEnd: false),
        Direction.West => Search(across, acrossOfRow, at.Y, at.X, byEnd: true),
        Direction.South => Search(down, downOfRow, at.Y, at.X, byEnd: false),
        _ => at.Y == 0 ? -1 : Search(down, downOfRow, at.Y - 1, at.X, byEnd: false),
    };

    private static int Search(List<Edge> edges, int[] ofRow, int row, int x, bool byEnd)
    {
        if (row >= ofRow.Length - 1)
        {
            return -1;
        }

        ReadOnlySpan<Edge> all = CollectionsMarshal.AsSpan(edges);
        int low = ofRow[row], high = ofRow[row + 1] - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2, found = byEnd ? all[middle].To : all[middle].From;
            if (found == x)
            {
                return middle;
            }

            (low, high) = found < x ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    // Where edges of a row of corners begin or end, from the left.
    private IEnumerable<int> CornersOf(int row)
    {
        int last = -1;
        for (int i = acrossOfRow[row]; i < acrossOfRow[row + 1]; i++)
        {
            if (across[i].From != last)
            {
                yield return across[i].From;
            }

            yield return last = across[i].To;
        }
    }

    private void AddAcross(ReadOnlySpan<FieldRun> upper, ReadOnlySpan<FieldRun> lower)
    {
        int i = 0, j = 0, x = 0;
        while (i < upper.Length || j < lower.Length)
        {
            int above = Part(upper, i, x, out int aboveUntil), below = Part(lower, j, x, out int belowUntil), until = Math.Min(aboveUntil, belowUntil);
            if (above != below)
            {
                across.Add(new Edge(x, until, above, below));
            }

            x = until;
            i += i < upper.Length && upper[i].End <= x ? 1 : 0;
            j += j < lower.Length && lower[j].End <= x ? 1 : 0;
        }
    }

    private void AddDown(ReadOnlySpan<FieldRun> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            bool touchesLast = i > 0 && row[i - 1].End == row[i].Start, touchesNext = i + 1 < row.Length && row[i + 1].Start == row[i].End;
            down.Add(new Edge(row[i].Start, row[i].Start, touchesLast ? row[i - 1].Part : None, row[i].Part));
            if (!touchesNext)
            {
                down.Add(new Edge(row[i].End, row[i].End, row[i].Part, None));
            }
        }
    }

    // The part at a column, and up to which column that holds.
    private static int Part(ReadOnlySpan<FieldRun> runs, int index, int x, out int until)
    {
        bool isInside = index < runs.Length && runs[index].Start <= x;
        until = index >= runs.Length ? int.MaxValue : isInside ? runs[index].End : runs[index].Start;
        return isInside ? runs[index].Part : None;
    }

    private static bool IsAcross(Direction direction) => direction is Direction.East or Direction.West;

    private readonly record struct Edge(int From, int To, int First, int Second);
}

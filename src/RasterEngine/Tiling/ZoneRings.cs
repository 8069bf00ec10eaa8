namespace RasterEngine.Tiling;

/// <summary>Gathers polygons into flat arrays, in the order of their zones, and drops what has no area.</summary>
internal sealed class ZoneRings
{
    private readonly List<(int Zone, List<(long[] X, long[] Y, sbyte Direction)> Rings)> polygons = [];

    /// <exception cref="ArgumentException">A coordinate is not finite or too far away.</exception>
    public void Add(int zone, IReadOnlyList<ZoneRing> rings)
    {
        var kept = new List<(long[], long[], sbyte)>(rings.Count);
        for (int number = 0; number < rings.Count; number++)
        {
            (long[] x, long[] y) = Close(rings[number]);
            int turn = Turn(x, y);
            if (turn == 0 && number == 0)
            {
                return;
            }

            if (turn != 0)
            {
                // The exterior adds to the pixels on its right where it runs downwards (turn −1), holes take away.
                kept.Add((x, y, (sbyte)(number == 0 ? -turn : turn)));
            }
        }

        if (kept.Count > 0)
        {
            polygons.Add((zone, kept));
        }
    }

    public ZoneShapes Finish()
    {
        // A stable order: polygons of one zone lie together, otherwise as in the file.
        var ordered = polygons.OrderBy(p => p.Zone).ToList();
        int vertices = ordered.Sum(p => p.Rings.Sum(r => r.X.Length));
        int rings = ordered.Sum(p => p.Rings.Count);
        var shapes = new ZoneShapes(new long[vertices], new long[vertices], new int[rings + 1], new sbyte[rings], new int[ordered.Count + 1], new int[ordered.Count]);
        int vertex = 0, ring = 0;
        for (int polygon = 0; polygon < ordered.Count; polygon++)
        {
            shapes.PolygonZones[polygon] = ordered[polygon].Zone;
            foreach ((long[] x, long[] y, sbyte direction) in ordered[polygon].Rings)
            {
                x.CopyTo(shapes.X, vertex);
                y.CopyTo(shapes.Y, vertex);
                vertex += x.Length;
                shapes.RingDirections[ring++] = direction;
                shapes.RingStarts[ring] = vertex;
            }

            shapes.PolygonStarts[polygon + 1] = ring;
        }

        polygons.Clear();
        shapes.MeasureBlocks();
        return shapes;
    }

    /// <summary>Sub-pixel places with the first repeated as the last and no place twice in a row.</summary>
    private static (long[] X, long[] Y) Close(ZoneRing ring)
    {
        int length = ring.Columns.Length;
        if (ring.Rows.Length != length)
        {
            throw new ArgumentException($"a ring has {length} columns and {ring.Rows.Length} rows; expected as many");
        }

        var x = new long[length + 1];
        var y = new long[length + 1];
        int count = 0;
        for (int i = 0; i <= length && length > 0; i++)
        {
            (double column, double row) = (ring.Columns[i % length], ring.Rows[i % length]);
            if (!(Math.Abs(column) <= SubPixel.Farthest && Math.Abs(row) <= SubPixel.Farthest))
            {
                throw new ArgumentException($"a ring reaches column {column}, row {row}; expected within ± 2^36");
            }

            (x[count], y[count]) = (SubPixel.Of(column), SubPixel.Of(row));
            if (count == 0 || x[count] != x[count - 1] || y[count] != y[count - 1])
            {
                count++;
            }
        }

        return (x[..count], y[..count]);
    }

    /// <summary>1 or −1 as the ring encloses its area with rising (x, y) angles or falling ones; 0 without an area.</summary>
    private static int Turn(long[] x, long[] y)
    {
        Int128 twice = 0;
        for (int i = 1; i < x.Length - 1; i++)
        {
            twice += ((Int128)(x[i] - x[0]) * (y[i + 1] - y[0])) - ((Int128)(x[i + 1] - x[0]) * (y[i] - y[0]));
        }

        return Int128.Sign(twice);
    }
}

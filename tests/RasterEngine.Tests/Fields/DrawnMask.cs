using RasterEngine.Fields;
using RasterEngine.Masks;
using Xunit;

namespace RasterEngine.Tests.Fields;

/// <summary>A mask in memory, its fields and their outlines, and what must be true of any of them.</summary>
internal sealed class DrawnMask
{
    private readonly byte[] mask;
    private readonly int width, height;

    public DrawnMask(byte[] mask, int width, byte[] classes, Connectivity connectivity, double simplify, long smallest = 0)
    {
        (this.mask, this.width, height) = (mask, width, mask.Length / width);
        var finder = new FieldFinder(width, classes, connectivity);
        long[] ones = [.. Enumerable.Repeat(1L, width)];
        for (int row = 0; row < height; row++)
        {
            finder.AddRow(mask.AsSpan(row * width, width), ones);
        }

        Fields = finder.Complete(smallest);
        Outlines = FieldOutlines.Of(Fields, height, simplify);
    }

    /// <summary>From rows of digits.</summary>
    public static DrawnMask Of(string rows, Connectivity connectivity = Connectivity.Eight, double simplify = 0, params byte[] classes)
    {
        string[] lines = rows.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new DrawnMask([.. lines.SelectMany(l => l.Select(c => (byte)(c - '0')))], lines[0].Length, classes.Length > 0 ? classes : [1], connectivity, simplify);
    }

    public FieldSet Fields { get; }

    public IReadOnlyList<IReadOnlyList<FieldPolygon>> Outlines { get; }

    /// <summary>Area inside a field's outlines, in pixels.</summary>
    public double Area(int field) => Outlines[field].Sum(p => Rings(p).Sum(SignedArea));

    /// <summary>The pixels whose centre lies inside a field's outlines (even-odd rule).</summary>
    public IEnumerable<int> Inside(int field) => Enumerable.Range(0, mask.Length).Where(i => Outlines[field].Sum(p => Rings(p).Sum(r => Crossings(r, (i % width) + 0.5, (i / width) + 0.5))) % 2 == 1);

    /// <summary>The pixels of a field.</summary>
    public IEnumerable<int> Pixels(int field) => Fields.Runs.Where(r => r.Field == field).SelectMany(r => Enumerable.Range((r.Row * width) + r.Start, r.End - r.Start));

    /// <summary>Every ring has an area and the right way round, and no two segments of the whole mask meet except at common ends or as one border seen from both sides.</summary>
    public void IsValid()
    {
        foreach (FieldPolygon polygon in Outlines.SelectMany(o => o))
        {
            Assert.True(SignedArea(polygon.Outer) > 0 && polygon.Holes.All(h => SignedArea(h) < 0));
            Assert.All(Rings(polygon), ring => Assert.Equal(ring.Count, ring.Distinct().Count()));
            Assert.True(polygon.Outer.Count >= 3);
        }

        var segments = Outlines.SelectMany(o => o).SelectMany(Rings).SelectMany(r => r.Select((p, i) => Ordered(p, r[(i + 1) % r.Count]))).ToList();

        // A border is seen at most from two sides.
        Assert.All(segments.GroupBy(s => s), same => Assert.InRange(same.Count(), 1, 2));
        (LatticePoint A, LatticePoint B)[] distinct = [.. segments.Distinct()];
        for (int i = 0; i < distinct.Length; i++)
        {
            for (int j = i + 1; j < distinct.Length; j++)
            {
                Assert.False(Meet(distinct[i], distinct[j]), $"{distinct[i]} and {distinct[j]} meet");
            }
        }
    }

    private static IEnumerable<IReadOnlyList<LatticePoint>> Rings(FieldPolygon polygon) => polygon.Holes.Prepend(polygon.Outer);

    // Positive when it runs anticlockwise on a map, rows running down.
    private static double SignedArea(IReadOnlyList<LatticePoint> ring) =>
        -0.5 * ring.Select((p, i) => ((double)p.X * ring[(i + 1) % ring.Count].Y) - ((double)ring[(i + 1) % ring.Count].X * p.Y)).Sum();

    private static int Crossings(IReadOnlyList<LatticePoint> ring, double x, double y)
    {
        int crossings = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            (LatticePoint a, LatticePoint b) = (ring[i], ring[(i + 1) % ring.Count]);
            if ((a.Y > y) != (b.Y > y) && a.X + ((double)(b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) > x)
            {
                crossings++;
            }
        }

        return crossings;
    }

    private static (LatticePoint, LatticePoint) Ordered(LatticePoint a, LatticePoint b) => (a.Y, a.X).CompareTo((b.Y, b.X)) < 0 ? (a, b) : (b, a);

    private static bool Meet((LatticePoint A, LatticePoint B) s, (LatticePoint A, LatticePoint B) t)
    {
        LatticePoint[] shared = [.. new[] { s.A, s.B }.Intersect([t.A, t.B])];
        return new[] { t.A, t.B }.Except(shared).Any(p => On(p, s)) || new[] { s.A, s.B }.Except(shared).Any(p => On(p, t))
            || (Side(s, t.A) * Side(s, t.B) < 0 && Side(t, s.A) * Side(t, s.B) < 0);
    }

    private static bool On(LatticePoint p, (LatticePoint A, LatticePoint B) s) =>
        Side(s, p) == 0 && p.X >= Math.Min(s.A.X, s.B.X) && p.X <= Math.Max(s.A.X, s.B.X) && p.Y >= Math.Min(s.A.Y, s.B.Y) && p.Y <= Math.Max(s.A.Y, s.B.Y);

    private static int Side((LatticePoint A, LatticePoint B) s, LatticePoint p) => Math.Sign(((long)(s.B.X - s.A.X) * (p.Y - s.A.Y)) - ((long)(s.B.Y - s.A.Y) * (p.X - s.A.X)));
}

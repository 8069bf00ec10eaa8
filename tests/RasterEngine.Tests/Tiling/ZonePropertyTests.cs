using CsCheck;
using RasterEngine.Tiling;
using Xunit;

namespace RasterEngine.Tests.Tiling;

/// <summary>Coverage of random polygons against areas computed in other ways.</summary>
public sealed class ZonePropertyTests
{
    private const int Side = 24;
    private const double Rounding = 0.5 / 65536;

    // Star-shaped round its middle, so simple; partly outside the grid.
    private static readonly Gen<(double Column, double Row)[]> Star =
        from middle in Gen.Double[-4, Side + 4].Array[2]
        from radii in Gen.Double[0.2, 12].Array[3, 14]
        from phase in Gen.Double[0, 6]
        select radii.Select((r, i) => (middle[0] + (r * Math.Cos(phase + (Math.Tau * i / radii.Length))), middle[1] + (r * Math.Sin(phase + (Math.Tau * i / radii.Length))))).ToArray();

    private static readonly Gen<(double Column, double Row)[]> Convex =
        from middle in Gen.Double[4, Side - 4].Array[2]
        from radii in Gen.Double[0.3, 10].Array[2]
        from corners in Gen.Int[3, 9]
        from phase in Gen.Double[0, 6]
        select Enumerable.Range(0, corners).Select(i => (middle[0] + (radii[0] * Math.Cos(phase + (Math.Tau * i / corners))), middle[1] + (radii[1] * Math.Sin(phase + (Math.Tau * i / corners))))).ToArray();

    [Fact]
    public void Tiling_ChangesNoPixel() =>
        Gen.Select(Star.Array[1, 5], Gen.Int[1, Side], Gen.Int[1, Side], Gen.Bool).Sample((stars, width, height, exact) =>
        {
            ZoneLayer layer = ZoneCount.Layer(Side, Side, stars);
            ZoneCoverageKind kind = exact ? ZoneCoverageKind.Exact : ZoneCoverageKind.Centre;
            ZoneCount.Of(layer, kind, Side, Side).AssertSame(ZoneCount.Of(layer, kind, Side, Side, width, height));
        }, iter: 300);

    [Fact]
    public void ExactArea_IsThatOfTheClippedPolygon_PixelByPixel() =>
        Star.Sample(star =>
        {
            ZoneCount count = ZoneCount.Of(ZoneCount.Layer(Side, Side, star), ZoneCoverageKind.Exact, Side, Side);
            for (int row = 0; row < Side; row++)
            {
                for (int column = 0; column < Side; column++)
                {
                    double truth = Area(Clip(star, [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]));
                    Assert.Equal(truth, count.Share(0, column, row) / 65536.0, Rounding + 2e-6);
                }
            }

            Assert.Equal(Area(Clip(star, [(0, 0), (Side, 0), (Side, Side), (0, Side)])), count.Pixels(0), (count.Touched(0) * Rounding) + 1e-5);
        }, iter: 100);

    [Fact]
    public void TouchingPolygons_ShareEveryPixelOut() =>
        Gen.Select(Gen.Double[-0.4, 0.4].Array[2 * 49], Gen.Bool).Sample((jitter, inQuarters) =>
        {
            (double, double)[][] triangles = Mesh(jitter, inQuarters);
            ZoneLayer layer = ZoneCount.Layer(Side, Side, triangles);
            ZoneCount exact = ZoneCount.Of(layer, ZoneCoverageKind.Exact, Side, Side), centre = ZoneCount.Of(layer, ZoneCoverageKind.Centre, Side, Side);
            for (int row = 0; row < Side; row++)
            {
                for (int column = 0; column < Side; column++)
                {
                    int[] shares = [.. triangles.Select((_, zone) => exact.Share(zone, column, row)).Where(s => s > 0)];
                    Assert.InRange(shares.Sum(), 65536 - shares.Length, 65536 + shares.Length);
                    Assert.Equal(65536, exact.Union(column, row));
                    Assert.Single(triangles.Select((_, zone) => centre.Share(zone, column, row)), s => s > 0);
                    Assert.Equal(65536, centre.Union(column, row));
                }
            }
        }, iter: 40);

    [Fact]
    public void Union_OfTwoConvexPolygons_IsTheirSumLessWhatTheyShare() =>
        Gen.Select(Convex, Convex).Sample((a, b) =>
        {
            ZoneCount count = ZoneCount.Of(ZoneCount.Layer(Side, Side, a, b), ZoneCoverageKind.Exact, Side, Side);
            (double, double)[] grid = [(0, 0), (Side, 0), (Side, Side), (0, Side)];
            double truth = Area(Clip(a, grid)) + Area(Clip(b, grid)) - Area(Clip(Clip(a, b), grid));
            Assert.Equal(truth, count.UnionPixels, (4 * Side * Side * Rounding / 10) + 1e-5);
            ZoneCount both = ZoneCount.Of(new ZoneLayer(Side, Side, [new("z", [ZoneCount.Ring(a)]), new("z", [ZoneCount.Ring(b)])]), ZoneCoverageKind.Exact, Side, Side);
            Assert.Equal(count.UnionPixels, both.Pixels(0));
            Assert.Equal(count.UnionPixels, both.UnionPixels);
        }, iter: 400);

    [Fact]
    public void Union_OfOverlappingRectangles_IsCountedOnAFinerLattice() =>
        Gen.Int[-16, 112].Array[4].Array[1, 8].Sample(corners =>
        {
            // Sixteenths of a pixel, on 6 × 6 pixels.
            var rectangles = corners.Select(c => (Left: Math.Min(c[0], c[1]), Right: Math.Max(c[0], c[1]), Top: Math.Min(c[2], c[3]), Bottom: Math.Max(c[2], c[3]))).ToArray();
            ZoneLayer layer = ZoneCount.Layer(6, 6, [.. rectangles.Select(r => ((double, double)[])[(r.Left / 16.0, r.Top / 16.0), (r.Right / 16.0, r.Top / 16.0), (r.Right / 16.0, r.Bottom / 16.0), (r.Left / 16.0, r.Bottom / 16.0)])]);
            ZoneCount count = ZoneCount.Of(layer, ZoneCoverageKind.Exact, 6, 6, 4, 5);
            int[] truth = new int[36];
            for (int y = 0; y < 96; y++)
            {
                for (int x = 0; x < 96; x++)
                {
                    truth[(y / 16 * 6) + (x / 16)] += rectangles.Any(r => x >= r.Left && x < r.Right && y >= r.Top && y < r.Bottom) ? 256 : 0;
                }
            }

            Assert.Equal(truth, Enumerable.Range(0, 36).Select(i => count.Union(i % 6, i / 6)));
        }, iter: 300);

    [Fact]
    public void Union_OfManyStars_IsWhatFinePointsFall_Into() =>
        Star.Array[2, 6].Sample(stars =>
        {
            const int Fine = 16;
            ZoneLayer layer = ZoneCount.Layer(Side, Side, stars);
            ZoneCount count = ZoneCount.Of(layer, ZoneCoverageKind.Exact, Side, Side);
            ZoneCount points = ZoneCount.Of(ZoneCount.Layer(Side * Fine, Side * Fine, [.. stars.Select(s => s.Select(p => (p.Column * Fine, p.Row * Fine)).ToArray())]), ZoneCoverageKind.Centre, Side * Fine, Side * Fine);
            for (int row = 0; row < Side; row++)
            {
                for (int column = 0; column < Side; column++)
                {
                    int inside = 0;
                    for (int k = 0; k < Fine * Fine; k++)
                    {
                        inside += points.Union((column * Fine) + (k % Fine), (row * Fine) + (k / Fine)) > 0 ? 1 : 0;
                    }

                    Assert.Equal(inside / (double)(Fine * Fine), count.Union(column, row) / 65536.0, 0.12);
                }
            }

            Assert.Equal(points.UnionPixels / (Fine * Fine), count.UnionPixels, 0.01 * Side);
        }, iter: 30);

    /// <summary>A square mesh of triangles over the grid and beyond, its inner nodes moved; in quarters of a pixel its nodes often meet centres and corners.</summary>
    private static (double, double)[][] Mesh(double[] jitter, bool inQuarters)
    {
        const int Nodes = 7;
        var node = new (double Column, double Row)[Nodes, Nodes];
        for (int i = 0; i < Nodes * Nodes; i++)
        {
            double step = (Side + 2) / (double)(Nodes - 1);
            (int c, int r) = (i % Nodes, i / Nodes);
            bool isInner = c > 0 && c < Nodes - 1 && r > 0 && r < Nodes - 1;
            double column = -1 + (step * (c + (isInner ? jitter[2 * i] : 0))), row = -1 + (step * (r + (isInner ? jitter[(2 * i) + 1] : 0)));
            node[c, r] = inQuarters ? (Math.Round(column * 4) / 4, Math.Round(row * 4) / 4) : (column, row);
        }

        return [.. from c in Enumerable.Range(0, Nodes - 1)
                   from r in Enumerable.Range(0, Nodes - 1)
                   let a = node[c, r]
                   let b = node[c + 1, r]
                   let d = node[c + 1, r + 1]
                   let e = node[c, r + 1]
                   from triangle in ((double, double)[][])(IsLeft(a, b, d) && IsLeft(a, d, e) ? [[a, b, d], [a, d, e]] : [[a, b, e], [e, b, d]])
                   select triangle];
    }

    private static bool IsLeft((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X)) > 0;

    /// <summary>Sutherland and Hodgman's clipping by a convex polygon with rising angles.</summary>
    private static (double Column, double Row)[] Clip((double Column, double Row)[] polygon, (double Column, double Row)[] by)
    {
        for (int side = 0; side < by.Length && polygon.Length > 0; side++)
        {
            ((double x0, double y0), (double x1, double y1)) = (by[side], by[(side + 1) % by.Length]);
            double Inside((double Column, double Row) p) => ((x1 - x0) * (p.Row - y0)) - ((y1 - y0) * (p.Column - x0));
            var kept = new List<(double, double)>();
            for (int i = 0; i < polygon.Length; i++)
            {
                ((double Column, double Row) a, (double Column, double Row) b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
                (double u, double v) = (Inside(a), Inside(b));
                if (u >= 0)
                {
                    kept.Add(a);
                }

                if ((u > 0 && v < 0) || (u < 0 && v > 0))
                {
                    kept.Add((a.Column + ((b.Column - a.Column) * u / (u - v)), a.Row + ((b.Row - a.Row) * u / (u - v))));
                }
            }

            polygon = [.. kept];
        }

        return polygon;
    }

    private static double Area((double Column, double Row)[] polygon)
    {
        double twice = 0;
        for (int i = 0; i < polygon.Length; i++)
        {
            ((double x0, double y0), (double x1, double y1)) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            twice += (x0 * y1) - (x1 * y0);
        }

        return Math.Abs(twice) / 2;
    }
}

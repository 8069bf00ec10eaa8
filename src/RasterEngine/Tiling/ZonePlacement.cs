using System.Runtime.InteropServices;
using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>From a file's coordinates to a grid's pixel plane. Belongs to the thread that made it.</summary>
internal sealed class ZonePlacement : IDisposable
{
    /// <summary>How far an edge that is straight in the file may lie from the line between its points on the grid, in pixels.</summary>
    public const double Tolerance = 0.05;

    // Two systems' lines between near points part by a share of the square of their distance: below 4 pixels not by the tolerance, even for pixels of 25 km.
    private const double ShortEdge = 4;

    // An edge of the Earth's length in pixels of a centimetre.
    private const int MostHalvings = 32;

    private readonly GeoTransform geoTransform;
    private readonly CoordinateTransform? transform;

    /// <exception cref="GdalException">PROJ finds no way between the systems.</exception>
    public ZonePlacement(SpatialReference file, Grid grid)
    {
        geoTransform = grid.GeoTransform;
        transform = file.IsSame(grid.SpatialReference) ? null : file.To(grid.SpatialReference);
    }

    /// <summary>
    /// The ring on the grid, with points put in where an edge bows. NaN where a place has none on the grid; <paramref name="lost"/> is then such a place in
    /// the file's coordinates.
    /// </summary>
    public ZoneRing Place(VectorRing ring, out Place? lost)
    {
        lost = null;
        if (transform is null)
        {
            return new ZoneRing([.. ring.X.Select(Column)], [.. ring.Y.Select(Row)]);
        }

        List<Vertex> vertices = Placed(ring.X, ring.Y);
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            List<Vertex> finer = Halve(vertices);
            if (finer.Count == vertices.Count)
            {
                break;
            }

            vertices = finer;
        }

        foreach (Vertex vertex in vertices)
        {
            if (double.IsNaN(vertex.Column))
            {
                lost = new Place(vertex.X, vertex.Y);
                break;
            }
        }

        return new ZoneRing([.. vertices.Select(v => v.Column)], [.. vertices.Select(v => v.Row)]);
    }

    public void Dispose() => transform?.Dispose();

    /// <summary>
    /// Puts the middle into every edge that strays at its middle or quarters: at three places, because a curve that bends both ways is straight at its middle.
    /// The middle is the same from both ends, so neighbours stay neighbours.
    /// </summary>
    private List<Vertex> Halve(List<Vertex> vertices)
    {
        var suspects = new List<int>();
        for (int i = 1; i < vertices.Count; i++)
        {
            if (vertices[i].IsOpen && Distance(vertices[i - 1], vertices[i]) > ShortEdge)
            {
                suspects.Add(i);
            }
        }

        if (suspects.Count == 0)
        {
            return vertices;
        }

        List<Vertex> middles = Placed(suspects, vertices, 0.5), early = Placed(suspects, vertices, 0.25), late = Placed(suspects, vertices, 0.75);
        var finer = new List<Vertex>(vertices.Count + suspects.Count);
        int next = 0;
        for (int i = 0; i < vertices.Count; i++)
        {
            bool isSuspect = next < suspects.Count && suspects[next] == i;
            bool strays = isSuspect && (Strays(vertices, i, early[next], 0.25) || Strays(vertices, i, middles[next], 0.5) || Strays(vertices, i, late[next], 0.75));
            if (strays)
            {
                finer.Add(middles[next]);
            }

            finer.Add(vertices[i] with { IsOpen = strays });
            next += isSuspect ? 1 : 0;
        }

        return finer;
    }

    private static bool Strays(List<Vertex> vertices, int end, Vertex place, double share)
    {
        (Vertex a, Vertex b) = (vertices[end - 1], vertices[end]);
        double column = a.Column + ((b.Column - a.Column) * share), row = a.Row + ((b.Row - a.Row) * share);

        // Along the edge points may shift freely; only the distance from the line counts. NaN strays nowhere and is told afterwards.
        double length = Distance(a, b);
        double off = ((place.Column - column) * (b.Row - a.Row)) - ((place.Row - row) * (b.Column - a.Column));
        return Math.Abs(off) > Tolerance * length;
    }

    private List<Vertex> Placed(List<int> ends, List<Vertex> vertices, double share) => Placed(
        [.. ends.Select(i => Between(vertices[i - 1].X, vertices[i].X, share))],
        [.. ends.Select(i => Between(vertices[i - 1].Y, vertices[i].Y, share))]);

    // Symmetric: the same from both ends.
    private static double Between(double a, double b, double share) => (a * (1 - share)) + (b * share);

    private List<Vertex> Placed(double[] x, double[] y)
    {
        double[] mapX = [.. x], mapY = [.. y];
        transform!.TransformOrNaN(mapX, mapY);
        var placed = new List<Vertex>(x.Length);
        CollectionsMarshal.SetCount(placed, x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            placed[i] = new Vertex(x[i], y[i], Column(mapX[i]), Row(mapY[i]), true);
        }

        return placed;
    }

    private static double Distance(Vertex a, Vertex b) => Math.Sqrt(((a.Column - b.Column) * (a.Column - b.Column)) + ((a.Row - b.Row) * (a.Row - b.Row)));

    private double Column(double x) => (x - geoTransform.OriginX) / geoTransform.PixelWidth;

    private double Row(double y) => (y - geoTransform.OriginY) / geoTransform.PixelHeight;

    /// <summary>A point in both planes. Open: the edge that ends here may still bow.</summary>
    private readonly record struct Vertex(double X, double Y, double Column, double Row, bool IsOpen);
}

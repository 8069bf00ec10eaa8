using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Areas;

/// <summary>
/// Ground area inside outlines drawn on a grid, on the CRS's own ellipsoid: ½b² ∮ q(φ) dλ along their edges, which are straight in the grid's CRS
/// (the authalic area of Snyder 1987, ch. 3 and 10). Belongs to the thread that made it.
/// </summary>
internal sealed class OutlineArea : IDisposable
{
    // An edge in pixels that one parabola follows to well below 1e-9 of its area.
    private const double LongestPiece = 64;

    private readonly Grid grid;
    private readonly Ellipsoid ellipsoid;
    private readonly CoordinateTransform transform;

    public OutlineArea(Grid grid)
    {
        this.grid = grid;
        ellipsoid = new Ellipsoid(grid.SpatialReference.SemiMajorAxisMetres, grid.SpatialReference.InverseFlattening);
        transform = grid.SpatialReference.ToOwnGeographic();
    }

    /// <summary>Hectares inside a ring, positive when it runs anticlockwise on a map.</summary>
    /// <param name="columns">Corners, in columns of the grid; the ring is closed without repeating its first.</param>
    /// <param name="rows">And in rows.</param>
    public double Hectares(ReadOnlySpan<int> columns, ReadOnlySpan<int> rows)
    {
        var x = new List<double>();
        var y = new List<double>();
        for (int i = 0; i < columns.Length; i++)
        {
            int next = (i + 1) % columns.Length;
            double across = columns[next] - columns[i], along = rows[next] - rows[i];
            int pieces = 2 * (int)Math.Ceiling(Math.Max(Math.Abs(across), Math.Abs(along)) / LongestPiece);
            for (int piece = 0; piece < pieces; piece++)
            {
                Place place = grid.GeoTransform.At(columns[i] + (across * piece / pieces), rows[i] + (along * piece / pieces));
                x.Add(place.X);
                y.Add(place.Y);
            }
        }

        double[] longitudes = [.. x], latitudes = [.. y];
        transform.Transform(longitudes, latitudes);
        double sum = 0;
        for (int i = 0; i < longitudes.Length; i += 2)
        {
            sum += Edge(longitudes, latitudes, i, i + 1, (i + 2) % longitudes.Length);
        }

        // ∮ q dλ is negative round a ring that runs anticlockwise.
        return -sum * ellipsoid.SquareMetresPerQ / 10_000;
    }

    public void Dispose() => transform.Dispose();

    // ∫ q dλ along the parabola through three places (Simpson's rule for unequal steps), the short way round the globe.
    private double Edge(double[] longitudes, double[] latitudes, int from, int middle, int to)
    {
        double half = Math.IEEERemainder(longitudes[middle] - longitudes[from], 2 * Math.PI);
        double whole = half + Math.IEEERemainder(longitudes[to] - longitudes[middle], 2 * Math.PI);
        double a = ellipsoid.AuthalicQ(latitudes[from]), b = ellipsoid.AuthalicQ(latitudes[middle]), c = ellipsoid.AuthalicQ(latitudes[to]);
        return ((a * ((4 * half) - whole)) + (4 * b * whole) + (c * ((3 * whole) - (4 * half)))) / 6;
    }
}

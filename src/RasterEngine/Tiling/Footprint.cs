using System.Globalization;
using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>A rectangle on the map of one CRS.</summary>
public readonly record struct Footprint(double Left, double Bottom, double Right, double Top)
{
    // Places along each side that are carried over to another CRS: a side bows between them by far less than a pixel.
    private const int PlacesPerSide = 65;

    // Equal steps on one map stay alike on another, below 84° by far less than this factor.
    private const double TornStep = 20;

    // As many as the gate lets a scene have.
    private const double MostCells = 4e9;

    public bool IsEmpty => !(Right > Left && Top > Bottom);

    /// <summary>The ground of a grid, as the smallest rectangle of another CRS around it.</summary>
    /// <exception cref="GdalException">There is no way between the CRSs.</exception>
    public static Footprint Of(Grid grid, SpatialReference reference)
    {
        (double[] x, double[] y) = Outline(grid, reference);
        double[] xs = [.. x.Where(double.IsFinite)], ys = [.. y.Where(double.IsFinite)];
        return xs.Length == 0 ? default : new(xs.Min(), ys.Min(), xs.Max(), ys.Max());
    }

    /// <summary>True when the ground of a grid lies at both ends of another CRS's map, as a scene across the 180° meridian does: a rectangle around it would hold the whole Earth.</summary>
    /// <exception cref="GdalException">There is no way between the CRSs.</exception>
    public static bool IsTorn(Grid grid, SpatialReference reference)
    {
        (double[] x, double[] y) = Outline(grid, reference);
        for (int side = 0; side < 4; side++)
        {
            double[] steps = [.. Enumerable.Range(1, PlacesPerSide - 1)
                .Select(i => (From: (4 * (i - 1)) + side, To: (4 * i) + side))
                .Select(s => Math.Sqrt(((x[s.To] - x[s.From]) * (x[s.To] - x[s.From])) + ((y[s.To] - y[s.From]) * (y[s.To] - y[s.From]))))
                .Where(double.IsFinite)
                .Order()];
            if (steps.Length > 0 && steps[^1] > TornStep * steps[steps.Length / 2])
            {
                return true;
            }
        }

        return false;
    }

    // Interleaved by side: places 4 i of the top, 4 i + 1 of the bottom, 4 i + 2 of the left, 4 i + 3 of the right. NaN where there is no place.
    private static (double[] X, double[] Y) Outline(Grid grid, SpatialReference reference)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double[] x = new double[4 * PlacesPerSide], y = new double[4 * PlacesPerSide];
        for (int i = 0; i < PlacesPerSide; i++)
        {
            double along = (double)i / (PlacesPerSide - 1);
            Put(4 * i, along, 0);
            Put((4 * i) + 1, along, 1);
            Put((4 * i) + 2, 0, along);
            Put((4 * i) + 3, 1, along);
        }

        if (!grid.SpatialReference.IsSame(reference))
        {
            using CoordinateTransform transform = grid.SpatialReference.To(reference);
            transform.TransformOrNaN(x, y);
        }

        return (x, y);

        void Put(int at, double column, double row)
        {
            Place place = grid.GeoTransform.At(column * grid.Width, row * grid.Height);
            (x[at], y[at]) = (place.X, place.Y);
        }
    }

    public Footprint Intersect(Footprint other) =>
        new(Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Min(Right, other.Right), Math.Min(Top, other.Top));

    /// <summary>The smallest grid of whole cells of a lattice that covers this rectangle.</summary>
    /// <param name="originX">A corner of the lattice.</param>
    /// <param name="originY">See <paramref name="originX"/>.</param>
    /// <param name="width">Cell width.</param>
    /// <param name="height">Cell height, greater than 0.</param>
    /// <param name="reference">The CRS of all of these.</param>
    /// <exception cref="ScanException">More cells than a raster can have.</exception>
    public Grid Cover(double originX, double originY, double width, double height, SpatialReference reference)
    {
        double left = Math.Floor(((Left - originX) / width) + Grid.LatticeTolerance), right = Math.Ceiling(((Right - originX) / width) - Grid.LatticeTolerance);
        double top = Math.Floor(((originY - Top) / height) + Grid.LatticeTolerance), bottom = Math.Ceiling(((originY - Bottom) / height) - Grid.LatticeTolerance);
        double columns = right - left, rows = bottom - top;
        if (!(columns >= 1 && rows >= 1 && columns * rows <= MostCells && columns <= int.MaxValue / 2 && rows <= int.MaxValue / 2))
        {
            throw new ScanException("bad-grid", string.Create(CultureInfo.InvariantCulture, $"“grid”: cells of {width} × {height} cover the overlap of both dates with {columns} × {rows} of them; expected at least one and at most {MostCells:0} in all."));
        }

        return new Grid((int)columns, (int)rows, new GeoTransform(originX + (left * width), width, 0, originY - (top * height), 0, -height), reference);
    }
}

using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Which pixel of a source raster holds the centre of each cell of a target grid, exactly, whatever their CRSs. Belongs to the thread that made it.
/// </summary>
/// <remarks>
/// Between two CRSs only nodes 32 cells apart are transformed, and cells between them interpolated; where a node cell bends more than
/// <see cref="LargestBend"/> pixels, or a centre falls within <see cref="Doubt"/> of a pixel's border, the cell itself is transformed.
/// So the answer is the exact one, and the same through any window.
/// </remarks>
internal sealed class PixelMap : IDisposable
{
    /// <summary>What <see cref="Find"/> writes for a cell that no pixel of the source holds.</summary>
    public const int None = -1;

    private const int NodeDistance = 32;
    private const double LargestBend = 0.004, Doubt = 0.02;

    // Centres that fall on a border belong to the pixel right of and below it, rounding aside.
    private const double Tie = 1e-6;

    private readonly Grid target, source;
    private readonly CoordinateTransform? transform;
    private readonly double[] doubtX = new double[NodeDistance * NodeDistance], doubtY = new double[NodeDistance * NodeDistance];
    private readonly int[] doubtAt = new int[NodeDistance * NodeDistance];

    /// <exception cref="GdalException">There is no way between the CRSs.</exception>
    public PixelMap(Grid target, Grid source)
    {
        (this.target, this.source) = (target, source);
        transform = target.SpatialReference.IsSame(source.SpatialReference) ? null : target.SpatialReference.To(source.SpatialReference);
    }

    /// <summary>Source column and row of every cell of a window, <see cref="None"/> in both where there is none, and the smallest window that holds them all.</summary>
    public Window Find(Window window, Span<int> columns, Span<int> rows)
    {
        if (transform is null)
        {
            FindOnOneCrs(window, columns, rows);
        }
        else
        {
            for (int row = Floor(window.Row); row < window.EndRow; row += NodeDistance)
            {
                for (int column = Floor(window.Column); column < window.EndColumn; column += NodeDistance)
                {
                    var cells = new Window(column, row, NodeDistance, NodeDistance);
                    FindBetweenNodes(cells, window, columns, rows);
                }
            }
        }

        return Hit(columns, rows);

        static int Floor(int at) => at / NodeDistance * NodeDistance;
    }

    public void Dispose() => transform?.Dispose();

    private void FindOnOneCrs(Window window, Span<int> columns, Span<int> rows)
    {
        GeoTransform t = target.GeoTransform, s = source.GeoTransform;
        for (int row = 0, at = 0; row < window.Height; row++)
        {
            double v = (t.OriginY + ((window.Row + row + 0.5) * t.PixelHeight) - s.OriginY) / s.PixelHeight;
            for (int column = 0; column < window.Width; column++, at++)
            {
                double u = (t.OriginX + ((window.Column + column + 0.5) * t.PixelWidth) - s.OriginX) / s.PixelWidth;
                Put(u, v, at, columns, rows);
            }
        }
    }

    // Nodes lie at the centres of cells (k·32, l·32).
    private void FindBetweenNodes(Window cells, Window window, Span<int> columns, Span<int> rows)
    {
        Span<double> u = stackalloc double[5], v = stackalloc double[5];
        for (int corner = 0; corner < 4; corner++)
        {
            Centre(cells.Column + (NodeDistance * (corner & 1)), cells.Row + (NodeDistance * (corner >> 1)), out u[corner], out v[corner]);
        }

        Centre(cells.Column + (NodeDistance / 2), cells.Row + (NodeDistance / 2), out u[4], out v[4]);
        transform!.TransformOrNaN(u, v);
        for (int i = 0; i < 5; i++)
        {
            (u[i], v[i]) = Pixel(u[i], v[i]);
        }

        // The middle of a bilinear patch is the mean of its corners; NaN fails the test as it should.
        bool isFlat = Math.Abs(((u[0] + u[1] + u[2] + u[3]) / 4) - u[4]) <= LargestBend && Math.Abs(((v[0] + v[1] + v[2] + v[3]) / 4) - v[4]) <= LargestBend;
        Window part = cells.Intersect(window);
        int doubts = 0;
        for (int row = part.Row; row < part.EndRow; row++)
        {
            double down = (double)(row - cells.Row) / NodeDistance;
            double uLeft = u[0] + ((u[2] - u[0]) * down), uStep = (u[1] + ((u[3] - u[1]) * down) - uLeft) / NodeDistance;
            double vLeft = v[0] + ((v[2] - v[0]) * down), vStep = (v[1] + ((v[3] - v[1]) * down) - vLeft) / NodeDistance;
            int at = ((row - window.Row) * window.Width) + part.Column - window.Column;
            for (int column = part.Column; column < part.EndColumn; column++, at++)
            {
                double pu = uLeft + (uStep * (column - cells.Column)), pv = vLeft + (vStep * (column - cells.Column));
                if (isFlat && Math.Abs(pu - Math.Round(pu)) > Doubt && Math.Abs(pv - Math.Round(pv)) > Doubt)
                {
                    Put(pu, pv, at, columns, rows);
                }
                else
                {
                    Centre(column, row, out doubtX[doubts], out doubtY[doubts]);
                    doubtAt[doubts++] = at;
                }
            }
        }

        transform.TransformOrNaN(doubtX.AsSpan(0, doubts), doubtY.AsSpan(0, doubts));
        for (int i = 0; i < doubts; i++)
        {
            (double pu, double pv) = Pixel(doubtX[i], doubtY[i]);
            Put(pu, pv, doubtAt[i], columns, rows);
        }
    }

    private void Centre(int column, int row, out double x, out double y)
    {
        Place place = target.GeoTransform.At(column + 0.5, row + 0.5);
        (x, y) = (place.X, place.Y);
    }

    private (double U, double V) Pixel(double x, double y) =>
        ((x - source.GeoTransform.OriginX) / source.GeoTransform.PixelWidth, (y - source.GeoTransform.OriginY) / source.GeoTransform.PixelHeight);

    private void Put(double u, double v, int at, Span<int> columns, Span<int> rows)
    {
        u = Math.Floor(u + Tie);
        v = Math.Floor(v + Tie);
        bool isInside = u >= 0 && u < source.Width && v >= 0 && v < source.Height;
        columns[at] = isInside ? (int)u : None;
        rows[at] = isInside ? (int)v : None;
    }

    private static Window Hit(ReadOnlySpan<int> columns, ReadOnlySpan<int> rows)
    {
        int left = int.MaxValue, top = int.MaxValue, right = None, bottom = None;
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] != None)
            {
                left = Math.Min(left, columns[i]);
                right = Math.Max(right, columns[i]);
                top = Math.Min(top, rows[i]);
                bottom = Math.Max(bottom, rows[i]);
            }
        }

        return right == None ? default : new Window(left, top, right - left + 1, bottom - top + 1);
    }
}

using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Tiling;

namespace RasterEngine.Areas;

/// <summary>
/// The true ground area of every pixel of a grid, on the CRS's own ellipsoid or sphere, each rounded once to a whole number of steps:
/// cm² for pixels of 10 m and more, a decimal part of it for smaller ones, so that rounding never reaches the seventh digit.
/// Degrees: closed form per row. Projected: mean areal scale of lattice cells, bilinear between their centres.
/// Immutable, so workers share it.
/// </summary>
/// <remarks>
/// Lattice cells measure the largest power of two of pixels that stays within 1 km: small enough that straight edges and bilinear
/// interpolation err by about 1e-9, large enough that differences of transformed coordinates keep their digits (never across single drone
/// pixels). The area of a cell is ∮ q(φ) dλ over its corners, the cylindrical equal-area plane (Snyder 1987, ch. 10).
/// </remarks>
public sealed class PixelAreas
{
    private const double LargestCellMetres = 1000;
    private const double SquareCentimetresPerSquareMetre = 10_000;

    // 10 m × 10 m on the map, less what a projection may shrink it by.
    private const double SmallestPixelInSquareCentimetres = 0.9e6;
    private const double StepsInSmallerPixel = 1e8;

    private readonly Grid grid;
    private readonly double[] rowSteps = [];
    private readonly double[] latticeSteps = [];
    private readonly int cellSide, latticeColumns;

    public PixelAreas(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        this.grid = grid;
        var ellipsoid = new Ellipsoid(grid.SpatialReference.SemiMajorAxisMetres, grid.SpatialReference.InverseFlattening);
        if (grid.IsGeographic)
        {
            rowSteps = Rows(ellipsoid);
            StepsPerSquareCentimetre = Steps(rowSteps);
            return;
        }

        double pixelMetres = Math.Max(grid.GeoTransform.PixelWidth, -grid.GeoTransform.PixelHeight) * grid.SpatialReference.LinearUnitMetres;
        cellSide = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(LargestCellMetres / pixelMetres, 1, 1 << 20));
        if (cellSide > 1 && cellSide * pixelMetres > LargestCellMetres)
        {
            cellSide /= 2;
        }

        latticeColumns = ((grid.Width + cellSide - 1) / cellSide) + 2;
        latticeSteps = Lattice(ellipsoid);
        StepsPerSquareCentimetre = Steps(latticeSteps);
    }

    /// <summary>A power of ten, 1 to 10⁸: areas are counted in this part of a cm².</summary>
    public long StepsPerSquareCentimetre { get; }

    /// <summary>An area from a sum of pixels' steps.</summary>
    public Area Sum(long steps) => new((Int128)steps * (Area.UnitsPerSquareCentimetre / StepsPerSquareCentimetre));

    /// <summary>Areas, in steps, of the pixels of one row from <paramref name="column"/> on, one for each element of <paramref name="destination"/>.</summary>
    public void Row(int row, int column, Span<long> destination)
    {
        if (row < 0 || row >= grid.Height || column < 0 || column + destination.Length > grid.Width)
        {
            throw new ArgumentOutOfRangeException(nameof(row), $"row {row}, columns {column}..{column + destination.Length}; the grid has {grid.Width} × {grid.Height} pixels");
        }

        if (grid.IsGeographic)
        {
            destination.Fill((long)Math.Round(rowSteps[row]));
            return;
        }

        // Cell centres lie at (k − ½)·side of the lattice's column k; a pixel's centre at column + ½.
        double v = ((row + 0.5) / cellSide) + 0.5;
        int upper = (int)v;
        double down = v - upper;
        ReadOnlySpan<double> above = latticeSteps.AsSpan(upper * latticeColumns, latticeColumns);
        ReadOnlySpan<double> below = latticeSteps.AsSpan((upper + 1) * latticeColumns, latticeColumns);
        for (int i = 0; i < destination.Length;)
        {
            int left = (int)(((column + i + 0.5) / cellSide) + 0.5);
            double at = above[left] + ((below[left] - above[left]) * down);
            double slope = (above[left + 1] + ((below[left + 1] - above[left + 1]) * down) - at) / cellSide;

            // All pixels up to the next cell centre lie on this straight piece.
            int end = Math.Min(destination.Length, (int)Math.Ceiling(((left + 0.5) * cellSide) - 0.5) - column);
            double offset = column + 0.5 - ((left - 0.5) * cellSide);
            for (; i < end; i++)
            {
                destination[i] = (long)Math.Round(at + (slope * (i + offset)));
            }
        }
    }

    // Turns cm² into steps of the right size. The middle row or cell stands for all: they differ by little.
    private static long Steps(double[] squareCentimetres)
    {
        long steps = 1;
        double typical = squareCentimetres[squareCentimetres.Length / 2];
        if (typical < SmallestPixelInSquareCentimetres)
        {
            while (steps < Area.UnitsPerSquareCentimetre && typical * steps < StepsInSmallerPixel)
            {
                steps *= 10;
            }
        }

        for (int i = 0; i < squareCentimetres.Length; i++)
        {
            squareCentimetres[i] *= steps;
        }

        return steps;
    }

    private double[] Rows(Ellipsoid ellipsoid)
    {
        double unit = grid.SpatialReference.AngularUnitRadians, quarter = Math.PI / 2;
        double width = grid.GeoTransform.PixelWidth * unit;
        var rows = new double[grid.Height];
        for (int row = 0; row < rows.Length; row++)
        {
            double north = Math.Clamp(grid.GeoTransform.At(0, row).Y * unit, -quarter, quarter);
            double south = Math.Clamp(grid.GeoTransform.At(0, row + 1).Y * unit, -quarter, quarter);
            rows[row] = ellipsoid.CellSquareMetres(south, north, width) * SquareCentimetresPerSquareMetre;
        }

        return rows;
    }

    // One ring of cells outside the grid on every side, so that interpolation never leaves the lattice.
    private double[] Lattice(Ellipsoid ellipsoid)
    {
        int rows = ((grid.Height + cellSide - 1) / cellSide) + 2, corners = latticeColumns + 1;
        using CoordinateTransform transform = grid.SpatialReference.ToOwnGeographic();
        double[] upperLongitude = new double[corners], upperQ = new double[corners];
        double[] lowerLongitude = new double[corners], lowerQ = new double[corners];
        double pixelsPerCell = (double)cellSide * cellSide;
        var lattice = new double[rows * latticeColumns];
        CornerRow(-1, upperLongitude, upperQ);
        for (int row = 0; row < rows; row++)
        {
            CornerRow(row, lowerLongitude, lowerQ);
            for (int column = 0; column < latticeColumns; column++)
            {
                double q = Edge(upperLongitude[column], upperQ[column], lowerLongitude[column], lowerQ[column])
                    + Edge(lowerLongitude[column], lowerQ[column], lowerLongitude[column + 1], lowerQ[column + 1])
                    + Edge(lowerLongitude[column + 1], lowerQ[column + 1], upperLongitude[column + 1], upperQ[column + 1])
                    + Edge(upperLongitude[column + 1], upperQ[column + 1], upperLongitude[column], upperQ[column]);
                lattice[(row * latticeColumns) + column] = Math.Abs(q) * ellipsoid.SquareMetresPerQ * SquareCentimetresPerSquareMetre / pixelsPerCell;
            }

            (upperLongitude, lowerLongitude) = (lowerLongitude, upperLongitude);
            (upperQ, lowerQ) = (lowerQ, upperQ);
        }

        return lattice;

        void CornerRow(int row, double[] longitude, double[] q)
        {
            for (int i = 0; i < corners; i++)
            {
                Place place = grid.GeoTransform.At((i - 1) * (double)cellSide, row * (double)cellSide);
                (longitude[i], q[i]) = (place.X, place.Y);
            }

            transform.Transform(longitude, q);
            for (int i = 0; i < corners; i++)
            {
                q[i] = ellipsoid.AuthalicQ(q[i]);
            }
        }
    }

    // ∫ q dλ along a straight edge, the short way round the globe.
    private static double Edge(double longitude1, double q1, double longitude2, double q2) =>
        0.5 * (q1 + q2) * Math.IEEERemainder(longitude2 - longitude1, 2 * Math.PI);
}

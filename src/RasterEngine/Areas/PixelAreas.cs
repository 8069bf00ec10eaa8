using System.Numerics;
using System.Runtime.CompilerServices;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Tiling;

namespace RasterEngine.Areas;

/// <summary>
/// The true ground area of every pixel of a grid, on the CRS's own ellipsoid or sphere, each rounded once to a whole number of steps:
/// cm² for pixels of 10 m and more, a decimal part of it for smaller ones, so that rounding never reaches the seventh digit.
/// Degrees: closed form per row. Projected: mean areal scale of lattice cells, bilinear between their centres.
/// Immutable, so workers share it.
/// </summary>
/// <remarks>
/// Lattice cells measure the largest power of two of pixels that stays within 1 km: small enough that bilinear interpolation errs by less
/// than 1e-8, large enough that differences of transformed coordinates keep their digits (never across single drone pixels). The area of a
/// cell is ∮ q(φ) dλ in the cylindrical equal-area plane (Snyder 1987, ch. 10), its edges parabolas through corners and midpoints: straight
/// ones were off by up to 2e-8 at 60–70° N.
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

    /// <exception cref="GdalException">Part of the grid lies where its CRS has no place on the Earth.</exception>
    public PixelAreas(Grid grid)
        : this(grid, 0)
    {
    }

    /// <summary>With <paramref name="steps"/> parts of a cm² instead of the usual choice (0): tests look closer than results need.</summary>
    internal PixelAreas(Grid grid, long steps)
    {
        ArgumentNullException.ThrowIfNull(grid);
        this.grid = grid;
        var ellipsoid = new Ellipsoid(grid.SpatialReference.SemiMajorAxisMetres, grid.SpatialReference.InverseFlattening);
        if (grid.IsGeographic)
        {
            rowSteps = Rows(ellipsoid);
            StepsPerSquareCentimetre = Steps(rowSteps, steps);
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
        StepsPerSquareCentimetre = Steps(latticeSteps, steps);
    }

    /// <summary>A power of ten, 1 to 10⁸: areas are counted in this part of a cm².</summary>
    public long StepsPerSquareCentimetre { get; }

    /// <summary>An area from a sum of pixels' steps.</summary>
    public Area Sum(long steps) => SumOfShares((Int128)steps * Area.ShareParts);

    /// <summary>An area from a sum of pixels' steps, each times its covered share in parts of <see cref="Area.ShareParts"/>.</summary>
    public Area SumOfShares(Int128 parts) => new(parts * (Area.StepsPerSquareCentimetre / StepsPerSquareCentimetre));

    /// <summary>The steps that an area of so many hectares has.</summary>
    public long Steps(decimal hectares) => (long)(hectares * 100_000_000m * StepsPerSquareCentimetre);

    /// <summary>Areas, in steps, of the pixels of one row from <paramref name="column"/> on, one for each element of <paramref name="destination"/>.</summary>
    public void Row(int row, int column, Span<long> destination)
    {
        CheckRow(row, column, destination.Length);
        if (grid.IsGeographic)
        {
            destination.Fill((long)(rowSteps[row] + 0.5));
            return;
        }

        AreaRow line = Line(row);
        for (int i = 0; i < destination.Length;)
        {
            AreaPiece piece = line.Piece(column, i);
            for (int end = Math.Min(destination.Length, piece.End); i < end; i++)
            {
                destination[i] = piece.Steps(i);
            }
        }
    }

    /// <summary>
    /// Whether all areas of a window lie within <see cref="MovedCrossings.MostAbove"/> of a floor, as those of a tile do but for the strangest projections:
    /// sums over them are sums of small numbers.
    /// </summary>
    /// <param name="window">In the grid.</param>
    /// <param name="floor">Steps that no pixel is under.</param>
    public bool TryFloor(Window window, out long floor)
    {
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        (int firstRow, int lastRow) = grid.IsGeographic ? (window.Row, window.EndRow - 1) : (Node(window.Row), Node(window.EndRow - 1) + 1);
        (int firstColumn, int lastColumn) = grid.IsGeographic ? (0, 0) : (Node(window.Column), Node(window.EndColumn - 1) + 1);
        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                double value = grid.IsGeographic ? rowSteps[row] : latticeSteps[(row * latticeColumns) + column];
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        // Interpolated values lie between their nodes' but for a rounding.
        floor = Math.Max(0, (long)least - 1);
        return most + 2 - floor <= MovedCrossings.MostAbove;
    }

    /// <summary>The areas that <see cref="Row(int, int, Span{long})"/> has, told from a floor that <see cref="TryFloor"/> gave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once a row of every tile: a quarter of its time otherwise goes into calls
    public void Row(int row, int column, long floor, Span<ushort> above)
    {
        CheckRow(row, column, above.Length);
        if (grid.IsGeographic)
        {
            above.Fill((ushort)((long)(rowSteps[row] + 0.5) - floor));
            return;
        }

        AreaRow line = Line(row);
        for (int i = 0; i < above.Length;)
        {
            AreaPiece piece = line.Piece(column, i);
            int end = Math.Min(above.Length, piece.End);
            piece.Fill(i, floor, above[i..end]);
            i = end;
        }
    }

    private void CheckRow(int row, int column, int length)
    {
        if (row < 0 || row >= grid.Height || column < 0 || column + length > grid.Width)
        {
            throw new ArgumentOutOfRangeException(nameof(row), $"row {row}, columns {column}..{column + length}; the grid has {grid.Width} × {grid.Height} pixels");
        }
    }

    // The lattice's row (or column) of cell centres at or before a pixel's centre: they lie at (k − ½)·side.
    private int Node(int pixel) => (int)(((pixel + 0.5) / cellSide) + 0.5);

    private AreaRow Line(int row)
    {
        int upper = Node(row);
        return new AreaRow(latticeSteps.AsSpan(upper * latticeColumns, latticeColumns), latticeSteps.AsSpan((upper + 1) * latticeColumns, latticeColumns), ((row + 0.5) / cellSide) + 0.5 - upper, cellSide);
    }

    // Turns cm² into steps of the right size. The middle row or cell stands for all: they differ by little.
    private static long Steps(double[] squareCentimetres, long wanted)
    {
        long steps = Math.Max(1, wanted);
        double typical = squareCentimetres[squareCentimetres.Length / 2];
        while (wanted == 0 && typical < SmallestPixelInSquareCentimetres && typical * steps < StepsInSmallerPixel && steps < Area.StepsPerSquareCentimetre)
        {
            steps *= 10;
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
        int rows = ((grid.Height + cellSide - 1) / cellSide) + 2;
        using CoordinateTransform transform = grid.SpatialReference.ToOwnGeographic();
        double toSquareCentimetres = ellipsoid.SquareMetresPerQ * SquareCentimetresPerSquareMetre / ((double)cellSide * cellSide);
        var lattice = new double[rows * latticeColumns];

        // Corners and edge midpoints: three rows of places bound one row of cells.
        PlaceRow upper = new(latticeColumns), middle = new(latticeColumns), lower = new(latticeColumns);
        Fill(upper, -1);
        for (int row = 0; row < rows; row++)
        {
            Fill(middle, row - 0.5);
            Fill(lower, row);
            for (int column = 0; column < latticeColumns; column++)
            {
                int left = 2 * column, right = left + 2;
                double q = PlaceRow.Edge((upper, left), (middle, left), (lower, left))
                    + PlaceRow.Edge((lower, left), (lower, left + 1), (lower, right))
                    + PlaceRow.Edge((lower, right), (middle, right), (upper, right))
                    + PlaceRow.Edge((upper, right), (upper, left + 1), (upper, left));
                lattice[(row * latticeColumns) + column] = Math.Abs(q) * toSquareCentimetres;
            }

            (upper, lower) = (lower, upper);
        }

        return lattice;

        void Fill(PlaceRow places, double row)
        {
            for (int i = 0; i < places.Longitude.Length; i++)
            {
                Place place = grid.GeoTransform.At(((0.5 * i) - 1) * cellSide, row * cellSide);
                (places.Longitude[i], places.Q[i]) = (place.X, place.Y);
            }

            transform.Transform(places.Longitude, places.Q);
            for (int i = 0; i < places.Q.Length; i++)
            {
                places.Q[i] = ellipsoid.AuthalicQ(places.Q[i]);
            }
        }
    }

    /// <summary>A row of lattice places, corner, midpoint, corner …: longitude in radians and authalic q of the latitude.</summary>
    private sealed class PlaceRow(int cells)
    {
        public double[] Longitude { get; } = new double[(2 * cells) + 1];

        public double[] Q { get; } = new double[(2 * cells) + 1];

        /// <summary>∫ q dλ along the parabola through three places (Simpson's rule, exact for it), the short way round the globe.</summary>
        public static double Edge((PlaceRow Row, int At) from, (PlaceRow Row, int At) middle, (PlaceRow Row, int At) to)
        {
            double half = Math.IEEERemainder(middle.Row.Longitude[middle.At] - from.Row.Longitude[from.At], 2 * Math.PI);
            double whole = half + Math.IEEERemainder(to.Row.Longitude[to.At] - middle.Row.Longitude[middle.At], 2 * Math.PI);
            return ((from.Row.Q[from.At] * ((4 * half) - whole)) + (4 * middle.Row.Q[middle.At] * whole) + (to.Row.Q[to.At] * ((3 * whole) - (4 * half)))) / 6;
        }
    }
}

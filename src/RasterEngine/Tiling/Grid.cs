using System.Globalization;
using RasterEngine.Gdal;

namespace RasterEngine.Tiling;

/// <summary>
/// Place as one value: size, geotransform and CRS of a raster. Pixel (0, 0)'s outer corner is the geotransform's origin. Rows of a scanned grid
/// run southwards; those of a scene may run northwards, and are then aligned.
/// </summary>
public sealed record Grid(int Width, int Height, GeoTransform GeoTransform, SpatialReference SpatialReference)
{
    /// <summary>Origins of one lattice differ by whole pixels to this share of a pixel.</summary>
    public const double LatticeTolerance = 1e-3;

    public Window Bounds => new(0, 0, Width, Height);

    /// <summary>Rows run southwards.</summary>
    public bool IsNorthUp => GeoTransform.PixelHeight < 0;

    public bool IsGeographic => SpatialReference.Kind == SpatialReferenceKind.Geographic;

    /// <summary>Hectares of a pixel as most tools count them: width × height on the map; null on a degree grid.</summary>
    public decimal? NominalPixelHectares
    {
        get
        {
            if (IsGeographic)
            {
                return null;
            }

            double unit = SpatialReference.LinearUnitMetres;
            return Math.Round((decimal)(GeoTransform.PixelWidth * unit * Math.Abs(GeoTransform.PixelHeight) * unit / 10_000), 12);
        }
    }

    /// <summary>How the CRS is written in documents: its code, or its WKT where it has none.</summary>
    public string CrsText => SpatialReference.Code ?? SpatialReference.Wkt;

    /// <summary>The grid of one dataset; <paramref name="path"/> is how messages call it.</summary>
    /// <exception cref="ScanException">No CRS, no or a broken geotransform, rotated, columns westwards, rows beyond a pole, or degrees beyond 180°.</exception>
    public static Grid Of(string path, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.SpatialReference is not { } crs)
        {
            throw new ScanException("no-crs", $"{path}: has no coordinate reference system, so a pixel has no known size on the ground; expected one in the file (gdal_translate -a_srs EPSG:… writes it).");
        }

        if (crs.Kind == SpatialReferenceKind.Other)
        {
            throw new ScanException("no-crs", $"{path}: its coordinate reference system “{crs.Name}” is neither geographic nor projected, so it has no place on the Earth; expected one that has.");
        }

        if (dataset.GeoTransform is not { } g)
        {
            throw new ScanException("no-geotransform", $"{path}: has no geotransform (only control points, RPCs or nothing), so its pixels have no place; expected a north-up raster.");
        }

        if (!g.IsFinite || g.PixelWidth == 0 || g.PixelHeight == 0)
        {
            throw new ScanException("broken-geotransform", $"{path}: its geotransform gives pixels of {Number(g.PixelWidth)} × {Number(g.PixelHeight)}; expected finite sizes other than 0.");
        }

        if (g.IsRotated)
        {
            throw new ScanException("rotated", $"{path}: its rows are rotated or sheared against the map axes; expected a north-up raster (gdalwarp makes one).");
        }

        if (g.PixelWidth < 0)
        {
            throw new ScanException("rotated", $"{path}: its columns run westwards (pixel size {Number(g.PixelWidth)} × {Number(g.PixelHeight)}); expected a north-up raster (gdalwarp makes one).");
        }

        var grid = new Grid(dataset.Width, dataset.Height, g, crs);
        if (grid.IsGeographic)
        {
            double quarter = Math.PI / 2 / crs.AngularUnitRadians, slack = Math.Abs(g.PixelHeight) * LatticeTolerance;
            Place end = g.At(grid.Width, grid.Height);
            if (Math.Max(g.OriginY, end.Y) > quarter + slack || Math.Min(g.OriginY, end.Y) < -quarter - slack || (end.X - g.OriginX) > (4 * quarter) + slack)
            {
                throw new ScanException("broken-geotransform", $"{path}: its rows reach from latitude {Number(g.OriginY)} to {Number(end.Y)} and its columns over {Number(end.X - g.OriginX)} units of longitude; expected to stay on the globe.");
            }

            // Places east of 180° are called by other longitudes everywhere else: zones, land and the other date would miss them. A pixel of slack is for grids of centres.
            if (g.OriginX < -(2 * quarter) - g.PixelWidth || end.X > (2 * quarter) + g.PixelWidth)
            {
                throw new ScanException("antimeridian", $"{path}: its columns reach from longitude {Number(g.OriginX)} to {Number(end.X)}; expected −180° to 180°, so cut it at 180° and give what lies beyond its usual longitudes (gdal_translate -projwin, then -a_ullr).");
            }
        }

        return grid;
    }

    /// <summary>The same ground with rows running southwards.</summary>
    public Grid NorthUp => IsNorthUp ? this : this with
    {
        GeoTransform = GeoTransform with { OriginY = GeoTransform.At(0, Height).Y, PixelHeight = -GeoTransform.PixelHeight },
    };

    /// <summary>The same lattice seen through a window of this grid.</summary>
    public Grid Part(Window window) => new(window.Width, window.Height, GeoTransform.Shift(window.Column, window.Row), SpatialReference);

    /// <summary>Null when both grids lie on one lattice (same CRS, same pixel size, origins whole pixels apart); else what differs, as words.</summary>
    public string? LatticeDifference(Grid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!SpatialReference.IsSame(other.SpatialReference))
        {
            return $"their coordinate reference systems are {SpatialReference} and {other.SpatialReference}";
        }

        // Equal means: over the whole extent the columns (rows) of both stay within the tolerance.
        double columns = Math.Max(Width, other.Width), rows = Math.Max(Height, other.Height);
        GeoTransform a = GeoTransform, b = other.GeoTransform;
        if (Math.Abs(a.PixelWidth - b.PixelWidth) * columns > LatticeTolerance * Math.Abs(a.PixelWidth)
            || Math.Abs(a.PixelHeight - b.PixelHeight) * rows > LatticeTolerance * Math.Abs(a.PixelHeight))
        {
            return $"their pixels measure {Number(a.PixelWidth)} × {Number(-a.PixelHeight)} and {Number(b.PixelWidth)} × {Number(-b.PixelHeight)}";
        }

        (double dx, double dy) = Offset(other);
        double fx = dx - Math.Round(dx), fy = dy - Math.Round(dy);
        return Math.Abs(fx) > LatticeTolerance || Math.Abs(fy) > LatticeTolerance
            ? $"their origins lie {Number(Math.Round(dx, 3) + 0.0)} columns and {Number(Math.Round(dy, 3) + 0.0)} rows apart, not whole pixels"
            : null;
    }

    /// <summary>The part of this grid that <paramref name="other"/>, of the same lattice, covers too; empty when they do not meet.</summary>
    public Window Overlap(Grid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (double dx, double dy) = Offset(other);
        if (Math.Abs(dx) > int.MaxValue / 2 || Math.Abs(dy) > int.MaxValue / 2)
        {
            return default;
        }

        return Bounds.Intersect(new Window((int)Math.Round(dx), (int)Math.Round(dy), other.Width, other.Height));
    }

    /// <summary>Where <paramref name="other"/>'s origin lies in this grid, in columns and rows.</summary>
    public (double Columns, double Rows) Offset(Grid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ((other.GeoTransform.OriginX - GeoTransform.OriginX) / GeoTransform.PixelWidth, (other.GeoTransform.OriginY - GeoTransform.OriginY) / GeoTransform.PixelHeight);
    }

    private static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}

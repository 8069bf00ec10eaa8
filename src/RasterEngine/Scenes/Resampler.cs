using System.Numerics;
using RasterEngine.Gdal;
using RasterEngine.Kernels;
using RasterEngine.Tiling;

namespace RasterEngine.Scenes;

/// <summary>
/// Interpolates stored numbers onto a grid of another lattice, through GDAL's warper on windows in memory. Pixels that were not observed weigh
/// nothing; whether a cell was observed is not decided here but by its nearest pixel.
/// </summary>
internal sealed class Resampler<TStored>(Grid grid, Grid source, Resampling method)
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    // Target cells for each source pixel, measured at the middle of the scan and then held, so that every window is filtered alike.
    private readonly (double Columns, double Rows) ratio = Ratio(grid, source);
    private double[] values = [], results = [];

    /// <summary>The window with the neighbours that interpolation needs around it.</summary>
    public Window Widen(Window hit)
    {
        int columns = Reach(ratio.Columns), rows = Reach(ratio.Rows);
        return new Window(hit.Column - columns, hit.Row - rows, hit.Width + (2 * columns), hit.Height + (2 * rows)).Intersect(source.Bounds);

        int Reach(double ratio) => (int)Math.Ceiling((method == Resampling.Cubic ? 2 : 1) / Math.Min(1, ratio)) + 2;
    }

    /// <summary>Replaces the numbers of observed cells by interpolated ones; a cell that nothing reaches becomes nodata.</summary>
    /// <param name="window">Of the grid.</param>
    /// <param name="own">Of the source: what was read.</param>
    /// <param name="form">Which stored numbers are no observation.</param>
    /// <param name="stored">The source's numbers.</param>
    /// <param name="states">What excludes them besides.</param>
    /// <param name="destination">The nearest numbers; receives the interpolated ones.</param>
    /// <param name="excluded">States of the cells.</param>
    public void Interpolate(Window window, Window own, BandForm form, ReadOnlySpan<TStored> stored, ReadOnlySpan<byte> states, Span<TStored> destination, Span<byte> excluded)
    {
        var numbers = new StoredExclusions<TStored>(form);
        Buffers.Fit(ref values, stored.Length);
        Buffers.Fit(ref results, destination.Length);
        for (int i = 0; i < stored.Length; i++)
        {
            // Clouds are dropped from the mean too: half a cloud is not a reflectance of the ground.
            values[i] = states[i] != 0 || numbers.State(stored[i]) != 0 ? double.NaN : double.CreateChecked(stored[i]);
        }

        Warp(window, own, values.AsSpan(0, stored.Length), results.AsSpan(0, destination.Length));
        for (int i = 0; i < destination.Length; i++)
        {
            if (excluded[i] != 0)
            {
                continue;
            }

            byte state = numbers.State(destination[i]);
            excluded[i] = state == 0 && double.IsNaN(results[i]) ? (byte)Cell.NoData : state;
            if (excluded[i] == 0)
            {
                destination[i] = Rounded(results[i]);
            }
        }
    }

    private void Warp(Window window, Window own, Span<double> from, Span<double> to)
    {
        using Dataset a = Place(source.Part(own)), b = Place(grid.Part(window));
        a.Band(1).Write<double>(new Window(0, 0, own.Width, own.Height), from);
        to.Fill(double.NaN);
        b.Band(1).Write<double>(new Window(0, 0, window.Width, window.Height), to);
        a.WarpInto(b, method == Resampling.Cubic ? "cubic" : "bilinear", ratio.Columns, ratio.Rows);
        b.Band(1).Read(new Window(0, 0, window.Width, window.Height), to);
    }

    private static Dataset Place(Grid part)
    {
        Dataset memory = Dataset.CreateMemory(part.Width, part.Height, 1, PixelType.Float64);
        memory.SetGeoTransform(part.GeoTransform);
        memory.SetSpatialReference(part.SpatialReference);
        return memory;
    }

    private static TStored Rounded(double value) =>
        typeof(TStored) == typeof(float) || typeof(TStored) == typeof(double) ? TStored.CreateSaturating(value) : TStored.CreateSaturating(Math.Floor(value + 0.5));

    private static (double Columns, double Rows) Ratio(Grid grid, Grid source)
    {
        double[] x = new double[3], y = new double[3];
        for (int i = 0; i < 3; i++)
        {
            Place place = grid.GeoTransform.At((grid.Width / 2.0) + (i == 1 ? 1 : 0), (grid.Height / 2.0) + (i == 2 ? 1 : 0));
            (x[i], y[i]) = (place.X, place.Y);
        }

        if (!grid.SpatialReference.IsSame(source.SpatialReference))
        {
            using CoordinateTransform transform = grid.SpatialReference.To(source.SpatialReference);
            transform.TransformOrNaN(x, y);
        }

        return (Cells(x[1] - x[0], x[2] - x[0], source.GeoTransform.PixelWidth), Cells(y[1] - y[0], y[2] - y[0], source.GeoTransform.PixelHeight));

        static double Cells(double alongRow, double alongColumn, double pixel) =>
            Math.Sqrt((alongRow * alongRow) + (alongColumn * alongColumn)) is var step and > 0 ? Math.Abs(pixel) / step : 1;
    }
}

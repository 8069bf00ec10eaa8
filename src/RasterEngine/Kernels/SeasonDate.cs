using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// One date of a season in double: what turns two stored numbers into numerator and denominator of the index, and what makes them no observation.
/// Whole stored numbers meet whole coefficients, so that every step is exact (<see cref="SeasonForm.IsExact"/>); floats become reflectances first,
/// each step rounded once, as <see cref="PairRealPixel{TStored}"/> has it.
/// </summary>
internal readonly struct SeasonDate
{
    /// <summary>No index or reflectance comes near it in any scaling: beyond it lie fill values that the header hides.</summary>
    public const double LargestObservation = 1e15;

    public readonly double ScaleX, OffsetX, ScaleY, OffsetY, Nx, Ny, N0, Mx, My, M0;
    public readonly double NoDataX, NoDataY, SaturatedX, SaturatedY, LeastX, LeastY;

    /// <summary>The rule's thresholds, each over <see cref="Q"/>.</summary>
    public readonly double Peak, Bare, Vegetated, Q;

    public readonly double Day;

    private SeasonDate(SeasonForm form, int date, bool isReal, double noDataX, double noDataY, double saturatedX, double saturatedY)
    {
        DateForm d = form.Dates[date];
        Day = form.Days[date];
        (NoDataX, NoDataY, SaturatedX, SaturatedY) = (noDataX, noDataY, saturatedX, saturatedY);
        if (isReal)
        {
            (ScaleX, OffsetX, ScaleY, OffsetY) = ((double)d.X.Scale, (double)d.X.Offset, (double)d.Y.Scale, (double)d.Y.Offset);
            (Nx, Ny, N0) = ((double)d.Index.Nx, (double)d.Index.Ny, (double)d.Index.N0);
            (Mx, My, M0) = ((double)d.Index.Dx, (double)d.Index.Dy, (double)d.Index.D0);
            (LeastX, LeastY) = (d.X.MayBeNegative ? double.NegativeInfinity : 0, d.Y.MayBeNegative ? double.NegativeInfinity : 0);
            (Peak, Bare, Vegetated, Q) = ((double)form.Rule.PeakAt, (double)form.Rule.BareAt, (double)(form.Rule.VegetatedAt ?? 0m), 1);
            return;
        }

        (ScaleX, OffsetX, ScaleY, OffsetY) = (1, 0, 1, 0);
        (Nx, Ny, N0) = ((double)d.N[0], (double)d.N[1], (double)d.N[2]);
        (Mx, My, M0) = ((double)d.M[0], (double)d.M[1], (double)d.M[2]);
        (LeastX, LeastY) = (d.X.MayBeNegative ? double.NegativeInfinity : (double)d.X.SmallestNonNegative(), d.Y.MayBeNegative ? double.NegativeInfinity : (double)d.Y.SmallestNonNegative());
        (Peak, Bare, Vegetated, Q) = ((double)form.Peak, (double)form.Bare, (double)form.Vegetated, (double)form.Q);
    }

    /// <summary>All dates of a season, for one stored type.</summary>
    /// <exception cref="NotSupportedException">Scale and offset have too many digits for exact comparison in double.</exception>
    public static SeasonDate[] All<T>(SeasonForm form)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        bool isReal = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        if (!isReal && !form.IsExact(BigInteger.Max(BigInteger.CreateChecked(T.MaxValue), -BigInteger.CreateChecked(T.MinValue))))
        {
            throw new NotSupportedException("scale, offset and thresholds have too many digits for a season to be compared exactly");
        }

        // A nodata is compared as the band stores it; one that the type cannot hold is held by no pixel.
        return [.. form.Dates.Select((d, i) => new SeasonDate(form, i, isReal, Stored(d.X.NoData), Stored(d.Y.NoData), Stored(d.X.Saturated), Stored(d.Y.Saturated)))];

        static double Stored(double? value) => value is not { } v ? double.NaN : typeof(T) == typeof(float) ? (float)v : v;
    }

    /// <summary>0 when observed, else the state of <see cref="Cell"/> that excludes the pixel; with numerator and denominator of its index.</summary>
    public int State(double x, double y, int excluded, out double n, out double m)
    {
        double rx = (x * ScaleX) + OffsetX, ry = (y * ScaleY) + OffsetY;
        n = (Nx * rx) + (Ny * ry) + N0;
        m = (Mx * rx) + (My * ry) + M0;
        return excluded != 0 ? excluded
            : !(Math.Abs(x) <= LargestObservation && Math.Abs(y) <= LargestObservation) || x == NoDataX || y == NoDataY ? Cell.NoData
            : x == SaturatedX || y == SaturatedY ? Cell.Saturated
            : rx < LeastX || ry < LeastY || !(m > 0) ? Cell.NoIndex
            : 0;
    }
}

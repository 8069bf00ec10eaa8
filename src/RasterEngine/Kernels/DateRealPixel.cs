using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>The state of one pixel of one float32 or float64 date, in double. Products and sums are rounded one by one, in the order written here.</summary>
internal readonly struct DateRealPixel<TStored>(DateForm date, PairForm form)
    where TStored : unmanaged, IBinaryFloatingPointIeee754<TStored>, IMinMaxValue<TStored>
{
    // NaN stands for "no such value": it equals no stored number.
    public readonly TStored NoDataX = Stored(date.X.NoData), NoDataY = Stored(date.Y.NoData);
    public readonly TStored SaturatedX = Stored(date.X.Saturated), SaturatedY = Stored(date.Y.Saturated);
    public readonly double ScaleX = (double)date.X.Scale, OffsetX = (double)date.X.Offset;
    public readonly double ScaleY = (double)date.Y.Scale, OffsetY = (double)date.Y.Offset;
    public readonly double LeastX = date.X.MayBeNegative ? double.NegativeInfinity : 0, LeastY = date.Y.MayBeNegative ? double.NegativeInfinity : 0;
    public readonly double Nx = (double)date.Index.Nx, Ny = (double)date.Index.Ny, N0 = (double)date.Index.N0;
    public readonly double Mx = (double)date.Index.Dx, My = (double)date.Index.Dy, M0 = (double)date.Index.D0;
    public readonly double T0 = (double)form.Thresholds[0], T1 = (double)form.Thresholds[1], T2 = (double)form.Thresholds[2];

    /// <summary>A level or a reason of <see cref="Cell"/>, with the index as numerator and denominator (greater than 0 where observed).</summary>
    public int State(TStored x, TStored y, out double n, out double m)
    {
        n = m = 0;
        double dx = double.CreateChecked(x), dy = double.CreateChecked(y);
        if (!(Math.Abs(dx) <= PairRealPixel<TStored>.LargestObservation && Math.Abs(dy) <= PairRealPixel<TStored>.LargestObservation) || x == NoDataX || y == NoDataY)
        {
            return Cell.NoData;
        }

        if (x == SaturatedX || y == SaturatedY)
        {
            return Cell.Saturated;
        }

        double rx = (dx * ScaleX) + OffsetX;
        double ry = (dy * ScaleY) + OffsetY;
        n = (Nx * rx) + (Ny * ry) + N0;
        m = (Mx * rx) + (My * ry) + M0;
        if (rx < LeastX || ry < LeastY || m <= 0)
        {
            return Cell.NoIndex;
        }

        return (n >= T0 * m ? 1 : 0) + (n >= T1 * m ? 1 : 0) + (n >= T2 * m ? 1 : 0);
    }

    private static TStored Stored(double? value) => value is { } v ? TStored.CreateSaturating(v) : TStored.NaN;
}

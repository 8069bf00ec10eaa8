using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// The comparison of one pixel of float32 or float64 scenes: the same cross-multiplied form as <see cref="PairPixel{TStored,TWide}"/>, in double,
/// without a division and without fused steps, so that every machine rounds alike.
/// </summary>
internal readonly struct PairRealPixel<TStored>
    where TStored : unmanaged, IBinaryFloatingPointIeee754<TStored>, IMinMaxValue<TStored>
{
    // No index or reflectance comes near it in any scaling: what lies beyond is a fill value (1e20, −3.4e38) that the header hides.
    public const double LargestObservation = 1e15;

    private readonly DateReal before, after;
    private readonly double t0, t1, t2, d0, d1, d2;

    public PairRealPixel(PairForm form)
    {
        before = new DateReal(form.Before);
        after = new DateReal(form.After);
        (t0, t1, t2) = ((double)form.Thresholds[0], (double)form.Thresholds[1], (double)form.Thresholds[2]);
        (d0, d1, d2) = ((double)form.Changes[0], (double)form.Changes[1], (double)form.Changes[2]);
    }

    /// <inheritdoc cref="PairPixel{TStored,TWide}.Cell"/>
    public byte Cell(TStored x1, TStored y1, TStored x2, TStored y2, byte excluded1, byte excluded2)
    {
        int state1 = excluded1 != 0 ? excluded1 : State(before, x1, y1, out _, out _);
        int state2 = excluded2 != 0 ? excluded2 : State(after, x2, y2, out _, out _);
        if (state1 >= Kernels.Cell.NoData || state2 >= Kernels.Cell.NoData)
        {
            return Kernels.Cell.NotSeen(state1, state2);
        }

        int step = 0;
        if (state1 != state2)
        {
            _ = State(before, x1, y1, out double n1, out double m1);
            _ = State(after, x2, y2, out double n2, out double m2);
            double difference = (n2 * m1) - (n1 * m2);
            double product = m1 * m2;
            step = Steps(difference, product) - Steps(-difference, product);
        }

        return Kernels.Cell.Observed(state1, state2, step);
    }

    /// <summary>The state of one date alone, with its index as numerator and denominator.</summary>
    public int State(bool later, TStored x, TStored y, out double n, out double m) => State(later ? after : before, x, y, out n, out m);

    private int State(in DateReal date, TStored x, TStored y, out double n, out double m)
    {
        n = m = 0;
        double dx = double.CreateChecked(x), dy = double.CreateChecked(y);
        if (!(Math.Abs(dx) <= LargestObservation && Math.Abs(dy) <= LargestObservation) || x == date.NoDataX || y == date.NoDataY)
        {
            return Kernels.Cell.NoData;
        }

        if (x == date.SaturatedX || y == date.SaturatedY)
        {
            return Kernels.Cell.Saturated;
        }

        double rx = (dx * date.ScaleX) + date.OffsetX;
        double ry = (dy * date.ScaleY) + date.OffsetY;
        n = (date.Nx * rx) + (date.Ny * ry) + date.N0;
        m = (date.Mx * rx) + (date.My * ry) + date.M0;
        if (rx < date.LeastX || ry < date.LeastY || m <= 0)
        {
            return Kernels.Cell.NoIndex;
        }

        return (n >= t0 * m ? 1 : 0) + (n >= t1 * m ? 1 : 0) + (n >= t2 * m ? 1 : 0);
    }

    private int Steps(double difference, double product)
    {
        return (difference >= d0 * product ? 1 : 0) + (difference >= d1 * product ? 1 : 0) + (difference >= d2 * product ? 1 : 0);
    }

    // NaN stands for "no such value": it equals no stored number.
    private readonly struct DateReal(DateForm form)
    {
        public readonly TStored NoDataX = Stored(form.X.NoData), NoDataY = Stored(form.Y.NoData);
        public readonly TStored SaturatedX = Stored(form.X.Saturated), SaturatedY = Stored(form.Y.Saturated);
        public readonly double ScaleX = (double)form.X.Scale, OffsetX = (double)form.X.Offset;
        public readonly double ScaleY = (double)form.Y.Scale, OffsetY = (double)form.Y.Offset;
        public readonly double LeastX = form.X.MayBeNegative ? double.NegativeInfinity : 0, LeastY = form.Y.MayBeNegative ? double.NegativeInfinity : 0;
        public readonly double Nx = (double)form.Index.Nx, Ny = (double)form.Index.Ny, N0 = (double)form.Index.N0;
        public readonly double Mx = (double)form.Index.Dx, My = (double)form.Index.Dy, M0 = (double)form.Index.D0;

        private static TStored Stored(double? value) => value is { } v ? TStored.CreateSaturating(v) : TStored.NaN;
    }
}

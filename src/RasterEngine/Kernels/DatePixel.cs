using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>The state of one pixel of one date, exactly: whole stored numbers, thresholds compared by cross-multiplied integers.</summary>
/// <typeparam name="TStored">byte, ushort or short.</typeparam>
/// <typeparam name="TWide">An integer that cannot overflow here, chosen by <see cref="PairForm.LargestIntermediate"/>.</typeparam>
internal readonly struct DatePixel<TStored, TWide>
    where TStored : unmanaged, IBinaryInteger<TStored>, IMinMaxValue<TStored>
    where TWide : struct, INumber<TWide>
{
    private readonly StoredBand<TStored> bandX, bandY;
    private readonly TWide nx, ny, n0, mx, my, m0;
    private readonly TWide p0, p1, p2, q;

    public DatePixel(DateForm date, PairForm form)
    {
        (bandX, bandY) = (new(date.X), new(date.Y));
        (nx, ny, n0) = (TWide.CreateChecked(date.N[0]), TWide.CreateChecked(date.N[1]), TWide.CreateChecked(date.N[2]));
        (mx, my, m0) = (TWide.CreateChecked(date.M[0]), TWide.CreateChecked(date.M[1]), TWide.CreateChecked(date.M[2]));
        (p0, p1, p2) = (TWide.CreateChecked(form.P[0]), TWide.CreateChecked(form.P[1]), TWide.CreateChecked(form.P[2]));
        q = TWide.CreateChecked(form.Q);
    }

    /// <summary>A level or a reason of <see cref="Cell"/>, with the index as numerator and denominator (greater than 0 where observed).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int State(TStored x, TStored y, out TWide n, out TWide m)
    {
        TWide a = TWide.CreateTruncating(x), b = TWide.CreateTruncating(y);
        n = (nx * a) + (ny * b) + n0;
        m = (mx * a) + (my * b) + m0;
        if (bandX.IsNoData(x) || bandY.IsNoData(y))
        {
            return Cell.NoData;
        }

        if (bandX.IsSaturated(x) || bandY.IsSaturated(y))
        {
            return Cell.Saturated;
        }

        if (bandX.IsNegative(x) || bandY.IsNegative(y) || m <= TWide.Zero)
        {
            return Cell.NoIndex;
        }

        // index ≥ P/Q  ⇔  n·Q ≥ P·m.
        TWide nq = n * q;
        return (nq >= p0 * m ? 1 : 0) + (nq >= p1 * m ? 1 : 0) + (nq >= p2 * m ? 1 : 0);
    }
}

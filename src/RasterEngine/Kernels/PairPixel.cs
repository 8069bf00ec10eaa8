using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// The comparison of one pixel, exactly: the formula that every faster form must equal. Whole stored numbers in, cell out;
/// decimals are compared by cross-multiplied integers, so a pixel that lies on a threshold is on it, whatever the machine.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short.</typeparam>
/// <typeparam name="TWide">An integer that cannot overflow here: long, Int128 or BigInteger, chosen by <see cref="PairForm.LargestIntermediate"/>.</typeparam>
internal readonly struct PairPixel<TStored, TWide>
    where TStored : unmanaged, IBinaryInteger<TStored>, IMinMaxValue<TStored>
    where TWide : struct, INumber<TWide>
{
    private readonly StoredBand<TStored> x1, y1, x2, y2;
    private readonly TWide n1x, n1y, n10, m1x, m1y, m10;
    private readonly TWide n2x, n2y, n20, m2x, m2y, m20;
    private readonly TWide p0, p1, p2, r0, r1, r2, q;

    public PairPixel(PairForm form)
    {
        x1 = new(form.Before.X);
        y1 = new(form.Before.Y);
        x2 = new(form.After.X);
        y2 = new(form.After.Y);
        (n1x, n1y, n10) = Wide(form.Before.N);
        (m1x, m1y, m10) = Wide(form.Before.M);
        (n2x, n2y, n20) = Wide(form.After.N);
        (m2x, m2y, m20) = Wide(form.After.M);
        (p0, p1, p2) = Wide(form.P);
        (r0, r1, r2) = Wide(form.R);
        q = TWide.CreateChecked(form.Q);
    }

    /// <param name="x1Stored">Before, the index's first band.</param>
    /// <param name="y1Stored">Before, its second band.</param>
    /// <param name="x2Stored">After, first band.</param>
    /// <param name="y2Stored">After, second band.</param>
    /// <param name="excluded1">0, or the state 4..7 that an outside mask gives the earlier date.</param>
    /// <param name="excluded2">The same for the later date.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Cell(TStored x1Stored, TStored y1Stored, TStored x2Stored, TStored y2Stored, byte excluded1, byte excluded2)
    {
        TWide a = TWide.CreateTruncating(x1Stored), b = TWide.CreateTruncating(y1Stored);
        TWide c = TWide.CreateTruncating(x2Stored), d = TWide.CreateTruncating(y2Stored);
        TWide n1 = (n1x * a) + (n1y * b) + n10, m1 = (m1x * a) + (m1y * b) + m10;
        TWide n2 = (n2x * c) + (n2y * d) + n20, m2 = (m2x * c) + (m2y * d) + m20;

        int before = excluded1 != 0 ? excluded1 : State(x1Stored, y1Stored, in x1, in y1, n1, m1);
        int after = excluded2 != 0 ? excluded2 : State(x2Stored, y2Stored, in x2, in y2, n2, m2);
        if (before >= Kernels.Cell.NoData || after >= Kernels.Cell.NoData)
        {
            return Kernels.Cell.NotSeen(before, after);
        }

        // index₂ − index₁ ≥ R/Q  ⇔  (n₂m₁ − n₁m₂)·Q ≥ R·m₁m₂, both denominators being positive.
        int step = 0;
        if (before != after)
        {
            TWide difference = ((n2 * m1) - (n1 * m2)) * q;
            TWide product = m1 * m2;
            step = Steps(difference, product) - Steps(-difference, product);
        }

        return Kernels.Cell.Observed(before, after, step);
    }

    private int State(TStored x, TStored y, in StoredBand<TStored> bandX, in StoredBand<TStored> bandY, TWide n, TWide m)
    {
        if (bandX.IsNoData(x) || bandY.IsNoData(y))
        {
            return Kernels.Cell.NoData;
        }

        if (bandX.IsSaturated(x) || bandY.IsSaturated(y))
        {
            return Kernels.Cell.Saturated;
        }

        if (bandX.IsNegative(x) || bandY.IsNegative(y) || m <= TWide.Zero)
        {
            return Kernels.Cell.NoIndex;
        }

        // index ≥ P/Q  ⇔  n·Q ≥ P·m.
        TWide nq = n * q;
        return (nq >= p0 * m ? 1 : 0) + (nq >= p1 * m ? 1 : 0) + (nq >= p2 * m ? 1 : 0);
    }

    private int Steps(TWide difference, TWide product)
    {
        return (difference >= r0 * product ? 1 : 0) + (difference >= r1 * product ? 1 : 0) + (difference >= r2 * product ? 1 : 0);
    }

    private static (TWide A, TWide B, TWide C) Wide(BigInteger[] v) =>
        (TWide.CreateChecked(v[0]), TWide.CreateChecked(v[1]), TWide.CreateChecked(v[2]));
}

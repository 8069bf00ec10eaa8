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
    private readonly DatePixel<TStored, TWide> before, after;
    private readonly TWide r0, r1, r2, q;

    public PairPixel(PairForm form)
    {
        (before, after) = (new(form.Before, form), new(form.After, form));
        (r0, r1, r2) = (TWide.CreateChecked(form.R[0]), TWide.CreateChecked(form.R[1]), TWide.CreateChecked(form.R[2]));
        q = TWide.CreateChecked(form.Q);
    }

    /// <param name="x1">Before, the index's first band.</param>
    /// <param name="y1">Before, its second band.</param>
    /// <param name="x2">After, first band.</param>
    /// <param name="y2">After, second band.</param>
    /// <param name="excluded1">0, or the state 4..7 that an outside mask gives the earlier date.</param>
    /// <param name="excluded2">The same for the later date.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Cell(TStored x1, TStored y1, TStored x2, TStored y2, byte excluded1, byte excluded2)
    {
        int state1 = before.State(x1, y1, out TWide n1, out TWide m1);
        int state2 = after.State(x2, y2, out TWide n2, out TWide m2);
        state1 = excluded1 != 0 ? excluded1 : state1;
        state2 = excluded2 != 0 ? excluded2 : state2;
        if (state1 >= Kernels.Cell.NoData || state2 >= Kernels.Cell.NoData)
        {
            return Kernels.Cell.NotSeen(state1, state2);
        }

        // index₂ − index₁ ≥ R/Q  ⇔  (n₂m₁ − n₁m₂)·Q ≥ R·m₁m₂, both denominators being positive.
        int step = 0;
        if (state1 != state2)
        {
            TWide difference = ((n2 * m1) - (n1 * m2)) * q;
            TWide product = m1 * m2;
            step = Steps(difference, product) - Steps(-difference, product);
        }

        return Kernels.Cell.Observed(state1, state2, step);
    }

    private int Steps(TWide difference, TWide product)
    {
        return (difference >= r0 * product ? 1 : 0) + (difference >= r1 * product ? 1 : 0) + (difference >= r2 * product ? 1 : 0);
    }
}

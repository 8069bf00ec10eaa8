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

    private readonly DateRealPixel<TStored> before, after;
    private readonly double d0, d1, d2;

    public PairRealPixel(PairForm form)
    {
        before = new DateRealPixel<TStored>(form.Before, form);
        after = new DateRealPixel<TStored>(form.After, form);
        (d0, d1, d2) = ((double)form.Changes[0], (double)form.Changes[1], (double)form.Changes[2]);
    }

    /// <inheritdoc cref="PairPixel{TStored,TWide}.Cell"/>
    public byte Cell(TStored x1, TStored y1, TStored x2, TStored y2, byte excluded1, byte excluded2)
    {
        int state1 = before.State(x1, y1, out double n1, out double m1);
        int state2 = after.State(x2, y2, out double n2, out double m2);
        state1 = excluded1 != 0 ? excluded1 : state1;
        state2 = excluded2 != 0 ? excluded2 : state2;
        if (state1 >= Kernels.Cell.NoData || state2 >= Kernels.Cell.NoData)
        {
            return Kernels.Cell.NotSeen(state1, state2);
        }

        int step = 0;
        if (state1 != state2)
        {
            double difference = (n2 * m1) - (n1 * m2);
            double product = m1 * m2;
            step = Steps(difference, product) - Steps(-difference, product);
        }

        return Kernels.Cell.Observed(state1, state2, step);
    }

    private int Steps(double difference, double product)
    {
        return (difference >= d0 * product ? 1 : 0) + (difference >= d1 * product ? 1 : 0) + (difference >= d2 * product ? 1 : 0);
    }
}

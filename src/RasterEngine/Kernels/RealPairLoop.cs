using System.Numerics;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>float32 and float64 scenes: eight pixels at a time in double where there are vectors of 256 bits, else one.</summary>
internal sealed class RealPairLoop<T>(PairForm form, WordIndex index) : PairLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private readonly PairRealPixel<T> pixel = new(form);
    private readonly DateRealPixel<T> before = new(form.Before, form), after = new(form.After, form);
    private readonly RealDateLanes<T> beforeLanes = new(new(form.Before, form), index), afterLanes = new(new(form.After, form), index);

    public override byte Cell(T x1, T y1, T x2, T y2, byte excluded1, byte excluded2) => pixel.Cell(x1, y1, x2, y2, excluded1, excluded2);

    public override void Prepare(bool later, DatePixels<T> pixels, DateStates states)
    {
        states.HasExtremes = false;
        int done = Vector256.IsHardwareAccelerated ? (later ? afterLanes : beforeLanes).Prepare(pixels, states) : 0;
        DateRealPixel<T> date = later ? after : before;
        for (int i = done; i < pixels.Length; i++)
        {
            int state = date.State(pixels.X[i], pixels.Y[i], out double n, out double m);
            states.Set(i, state, state < Kernels.Cell.NoData ? index.Of(n, m) : (short)0);
        }

        pixels.Exclude(states.States);
    }
}

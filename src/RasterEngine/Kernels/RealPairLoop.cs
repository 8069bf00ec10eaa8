using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>float32 and float64 scenes, a pixel at a time.</summary>
internal sealed class RealPairLoop<T>(PairForm form, WordIndex index) : PairLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private readonly PairRealPixel<T> pixel = new(form);

    public override byte Cell(T x1, T y1, T x2, T y2, byte excluded1, byte excluded2) => pixel.Cell(x1, y1, x2, y2, excluded1, excluded2);

    public override void Prepare(bool later, DatePixels<T> pixels, DateStates states)
    {
        states.HasExtremes = false;
        for (int i = 0; i < pixels.Length; i++)
        {
            int state = pixel.State(later, pixels.X[i], pixels.Y[i], out double n, out double m);
            states.Set(i, state, state < Kernels.Cell.NoData ? index.Of(n, m) : (short)0);
        }

        pixels.Exclude(states.States);
    }
}

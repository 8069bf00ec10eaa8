using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>float32 and float64 scenes, a pixel at a time.</summary>
internal sealed class RealPairLoop<T>(PairForm form) : PairLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private readonly PairRealPixel<T> pixel = new(form);

    /// <summary>Nothing to prepare.</summary>
    public override void Prepare(bool later, DatePixels<T> pixels, DateStates states)
    {
    }

    public override void Compare(DatePixels<T> before, DateStates beforeStates, int beforeFrom, DatePixels<T> after, DateStates afterStates, int afterFrom, Span<byte> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = pixel.Cell(before.X[i], before.Y[i], after.X[i], after.Y[i], before.Reason(i), after.Reason(i));
        }
    }
}

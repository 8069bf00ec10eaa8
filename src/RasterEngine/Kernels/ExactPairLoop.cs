using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>Whole stored numbers: lanes of the widest vectors there are, and the exact formula for what they leave open.</summary>
internal sealed class ExactPairLoop<T, TWide>(PairForm form) : PairLoop<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    where TWide : struct, INumber<TWide>
{
    private readonly PairPixel<T, TWide> pixel = new(form);
    private readonly PairLanes<T> lanes = new(form);

    public override void Prepare(bool later, DatePixels<T> pixels, DateStates states)
    {
        DateLanes<T> date = later ? lanes.After : lanes.Before;
        if (Lanes512.IsSupported)
        {
            date.Prepare<Lanes512>(pixels, states);
        }
        else if (Lanes256.IsSupported)
        {
            date.Prepare<Lanes256>(pixels, states);
        }
        else if (Lanes128.IsSupported)
        {
            date.Prepare<Lanes128>(pixels, states);
        }
    }

    public override void Compare(DatePixels<T> before, DateStates beforeStates, int beforeFrom, DatePixels<T> after, DateStates afterStates, int afterFrom, Span<byte> cells)
    {
        bool? open = Lanes512.IsSupported ? lanes.Compare<Lanes512>(beforeStates, beforeFrom, afterStates, afterFrom, cells)
            : Lanes256.IsSupported ? lanes.Compare<Lanes256>(beforeStates, beforeFrom, afterStates, afterFrom, cells)
            : Lanes128.IsSupported ? lanes.Compare<Lanes128>(beforeStates, beforeFrom, afterStates, afterFrom, cells)
            : null;
        if (open ?? true)
        {
            Settle(before, after, cells, everything: open is null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Settle(DatePixels<T> before, DatePixels<T> after, Span<byte> cells, bool everything)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (everything || cells[i] == PairLanes<T>.Open)
            {
                cells[i] = pixel.Cell(before.X[i], before.Y[i], after.X[i], after.Y[i], before.Reason(i), after.Reason(i));
            }
        }
    }
}

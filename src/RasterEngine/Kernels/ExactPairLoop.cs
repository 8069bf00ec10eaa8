using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>Whole stored numbers: lanes of the widest vectors there are, and the exact formula for what they leave open.</summary>
internal sealed class ExactPairLoop<T, TWide>(PairForm form, WordIndex index) : PairLoop<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    where TWide : struct, INumber<TWide>
{
    private readonly PairPixel<T, TWide> pixel = new(form);
    private readonly DatePixel<T, TWide> before = new(form.Before, form), after = new(form.After, form);
    private readonly WordDate<T>? beforeWords = WordDate<T>.Of(form.Before, index), afterWords = WordDate<T>.Of(form.After, index);

    public override byte Cell(T x1, T y1, T x2, T y2, byte excluded1, byte excluded2) => pixel.Cell(x1, y1, x2, y2, excluded1, excluded2);

    public override void Prepare(bool later, DatePixels<T> pixels, DateStates states)
    {
        WordDate<T>? words = later ? afterWords : beforeWords;
        states.HasExtremes = false;
        bool? open = words is null ? null
            : WordLanes512.IsSupported && pixels.Length >= WordLanes512.Count ? words.Prepare<WordLanes512>(pixels, states)
            : WordLanes256.IsSupported && pixels.Length >= WordLanes256.Count ? words.Prepare<WordLanes256>(pixels, states)
            : WordLanes128.IsSupported && pixels.Length >= WordLanes128.Count ? words.Prepare<WordLanes128>(pixels, states)
            : null;
        if (open ?? true)
        {
            Settle(later ? after : before, pixels, states, everything: open is null);
        }

        pixels.Exclude(states.States);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Settle(in DatePixel<T, TWide> date, DatePixels<T> pixels, DateStates states, bool everything)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            if (!everything)
            {
                int next = states.States.AsSpan(i, pixels.Length - i).IndexOf(WordDate<T>.Open);
                if (next < 0)
                {
                    return;
                }

                i += next;
            }

            int state = date.State(pixels.X[i], pixels.Y[i], out TWide n, out TWide m);
            states.Set(i, state, state < Kernels.Cell.NoData ? index.Of(double.CreateChecked(n), double.CreateChecked(m)) : (short)0);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>
/// <see cref="PairPixel{TStored,TWide}"/> on lanes of float32. A test whose value lies within its error bound is left <see cref="Open"/>
/// for the exact formula, so no rounding can reach a result.
/// </summary>
/// <remarks>
/// The change test's products are off by at most 3u of W = (|n₁| + m₁)(|n₂| + m₂) each, u = 2⁻²⁴, and inherit the forms' errors e;
/// 16u·W + 4e·S + 4e², S the sum of the four magnitudes, covers all of it for D ≤ 3.
/// States of each date are prepared first (<see cref="DateLanes{T}"/>), then pairs are compared: one method with all of it has more locals
/// than the compiler inlines into, and ran thirty times slower.
/// </remarks>
internal sealed class PairLanes<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>Marks a pixel that the lanes leave to the exact formula; no cell has this value.</summary>
    public const byte Open = 255;

    private const float Unit = 1f / (1 << 24);
    private readonly float d0, d1, d2, formError;

    public PairLanes(PairForm form)
    {
        Before = new DateLanes<T>(form.Before, form);
        After = new DateLanes<T>(form.After, form);
        (d0, d1, d2) = ((float)form.Changes[0], (float)form.Changes[1], (float)form.Changes[2]);
        formError = Math.Max(Before.FormError, After.FormError);
    }

    public DateLanes<T> Before { get; }

    public DateLanes<T> After { get; }

    /// <summary>Cells of prepared pixels; true when one of them was left <see cref="Open"/>, null when there are fewer pixels than lanes and none was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as in DateLanes
    public bool? Compare<TLanes>(DateStates before, int beforeFrom, DateStates after, int afterFrom, Span<byte> cells)
        where TLanes : struct, ILanes<TLanes>
    {
        int last = cells.Length - TLanes.Count;
        if (last < 0)
        {
            return cells.IsEmpty ? false : null;
        }

        ref float states1 = ref before.States.AsSpan(beforeFrom, cells.Length)[0], states2 = ref after.States.AsSpan(afterFrom, cells.Length)[0];
        ref byte to = ref MemoryMarshal.GetReference(cells);
        TLanes open = TLanes.All(0f);
        for (int at = 0; at < cells.Length; at += TLanes.Count)
        {
            nuint i = (nuint)Math.Min(at, last);
            TLanes s1 = TLanes.LoadFloats(in states1, i), s2 = TLanes.LoadFloats(in states2, i);

            // Same level: cell = level. Otherwise the change test, which most vectors never need.
            TLanes cell = s1, larger = TLanes.Larger(s1, s2);
            TLanes notSeen = TLanes.AtLeast(larger, TLanes.All(Cell.NoData));
            TLanes doubt = TLanes.AtLeast(larger, TLanes.All(DateLanes<T>.Doubt));
            if (TLanes.Any(TLanes.Less(s1, s2) | TLanes.Less(s2, s1)))
            {
                cell = Crossing(before, i + (nuint)beforeFrom, after, i + (nuint)afterFrom, s1, s2, ref doubt, notSeen);
            }

            cell = TLanes.Select(notSeen, TLanes.All(Cell.NotSeenBase) + (s1 * TLanes.All(8f)) + s2, cell);
            open |= doubt;
            TLanes.StoreBytes(TLanes.Select(doubt, TLanes.All(Open), cell), ref to, i);
        }

        return TLanes.Any(open);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Crossing<TLanes>(DateStates before, nuint i1, DateStates after, nuint i2, TLanes s1, TLanes s2, ref TLanes doubt, TLanes notSeen)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes n1 = TLanes.LoadFloats(in before.Numerators[0], i1), m1 = TLanes.LoadFloats(in before.Denominators[0], i1);
        TLanes n2 = TLanes.LoadFloats(in after.Numerators[0], i2), m2 = TLanes.LoadFloats(in after.Denominators[0], i2);
        TLanes zero = TLanes.All(0f), one = TLanes.All(1f);
        TLanes differ = TLanes.Select(notSeen, zero, TLanes.Less(s1, s2) | TLanes.Less(s2, s1));

        TLanes difference = (n2 * m1) - (n1 * m2);
        TLanes product = m1 * m2;
        TLanes size = TLanes.Abs(difference);
        TLanes e0 = size - (TLanes.All(d0) * product), e1 = size - (TLanes.All(d1) * product), e2 = size - (TLanes.All(d2) * product);
        TLanes count = (TLanes.AtLeast(e0, zero) & one) + (TLanes.AtLeast(e1, zero) & one) + (TLanes.AtLeast(e2, zero) & one);
        TLanes change = TLanes.Select(TLanes.Less(difference, zero), zero - count, count);

        TLanes size1 = TLanes.Abs(n1) + m1, size2 = TLanes.Abs(n2) + m2;
        TLanes bound = (TLanes.All(16f * Unit) * (size1 * size2)) + (TLanes.All(4f * formError) * (size1 + size2)) + TLanes.All(4f * formError * formError);
        TLanes near = TLanes.Less(TLanes.Abs(e0), bound) | TLanes.Less(TLanes.Abs(e1), bound) | TLanes.Less(TLanes.Abs(e2), bound);
        doubt |= near & differ;

        TLanes crossing = (((s1 * TLanes.All(4f)) + s2) * TLanes.All(Cell.StepCount)) + TLanes.All(Cell.CrossingBase + Cell.ChangeCount) + change;
        return TLanes.Select(differ, crossing, s1);
    }
}

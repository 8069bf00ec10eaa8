using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// Prepared pixels compared on 16-bit lanes. Levels are exact, so only a crossing needs the change; where the 16-bit index cannot tell it from a
/// threshold the pixel is left <see cref="Open"/> for the exact formula, so no rounding can reach a result.
/// </summary>
internal static class PairLanes
{
    /// <summary>Marks a pixel that the lanes leave to the exact formula; no cell and no crossing has this value.</summary>
    public const byte Open = 255;

    /// <summary>Cells of prepared pixels, at least as many as lanes; true when one was left <see cref="Open"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as in WordDate
    public static bool Compare<TLanes>(DateStates before, int beforeFrom, DateStates after, int afterFrom, ChangeLimits limits, Span<byte> cells)
        where TLanes : struct, IWordLanes<TLanes>
    {
        nuint last = (nuint)(cells.Length - TLanes.Count);
        ref byte states1 = ref before.States.AsSpan(beforeFrom, cells.Length)[0], states2 = ref after.States.AsSpan(afterFrom, cells.Length)[0], to = ref cells[0];
        ref short indices1 = ref before.Indices[beforeFrom], indices2 = ref after.Indices[afterFrom];
        TLanes zero = TLanes.All(0), open = zero;
        for (nuint i = 0; ; i = Math.Min(i + (nuint)TLanes.Count, last))
        {
            TLanes s1 = TLanes.Load(in states1, i), s2 = TLanes.Load(in states2, i);
            TLanes notSeen = TLanes.Greater(s1 | s2, TLanes.All(Cell.NoData - 1));
            TLanes later = s2 << Cell.AfterShift;
            TLanes cell = (s1 << Cell.BeforeShift) + later + TLanes.All(Cell.ChangeCount);
            TLanes crossing = TLanes.Without(TLanes.Greater(s1, s2) | TLanes.Greater(s2, s1), notSeen);
            if (TLanes.Any(crossing))
            {
                TLanes size = TLanes.Abs(TLanes.Load(in indices2, i) - TLanes.Load(in indices1, i));
                TLanes sure = zero - TLanes.Greater(size, TLanes.All(limits.Sure0)) - TLanes.Greater(size, TLanes.All(limits.Sure1)) - TLanes.Greater(size, TLanes.All(limits.Sure2));
                TLanes maybe = zero - TLanes.Greater(size, TLanes.All(limits.Maybe0)) - TLanes.Greater(size, TLanes.All(limits.Maybe1)) - TLanes.Greater(size, TLanes.All(limits.Maybe2));
                TLanes falls = TLanes.Greater(s1, s2), doubt = TLanes.Without(crossing, TLanes.Equal(sure, maybe));
                cell = TLanes.Select(doubt, TLanes.All(Open), cell + (((sure ^ falls) - falls) & crossing));
                open |= doubt;
            }

            cell = TLanes.Select(notSeen, TLanes.All(Cell.NotSeenBase) + (s1 << Cell.AfterShift) + s2, cell);
            TLanes.StoreBytes(cell, ref to, i);
            if (i == last)
            {
                return TLanes.Any(open);
            }
        }
    }

    /// <summary><see cref="Crossing"/> of prepared pixels, at least as many as lanes; true when one was left <see cref="Open"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Cross<TLanes>(DateStates before, int beforeFrom, DateStates after, int afterFrom, ChangeLimits limits, Span<byte> crossings)
        where TLanes : struct, IWordLanes<TLanes>
    {
        nuint last = (nuint)(crossings.Length - TLanes.Count), two = 2 * (nuint)TLanes.Count;
        ref byte states1 = ref before.States.AsSpan(beforeFrom, crossings.Length)[0], states2 = ref after.States.AsSpan(afterFrom, crossings.Length)[0], to = ref crossings[0];
        ref short indices1 = ref before.Indices[beforeFrom], indices2 = ref after.Indices[afterFrom];
        TLanes open = TLanes.All(0), vegetated = TLanes.All(Cell.VegetatedLevel * 0x101);
        nuint i = 0;
        for (; i + two <= (nuint)crossings.Length; i += two)
        {
            // Two states in a lane: most pixels lie on the same side of T on both dates, and a look at twice as many says so.
            if (TLanes.Any(Differ(Pair<TLanes>(ref states1, i), Pair<TLanes>(ref states2, i), vegetated)))
            {
                open |= Cross<TLanes>(ref states1, ref states2, ref indices1, ref indices2, limits, ref to, i);
                open |= Cross<TLanes>(ref states1, ref states2, ref indices1, ref indices2, limits, ref to, i + (nuint)TLanes.Count);
            }
            else
            {
                TLanes.Store(TLanes.All(0), ref Unsafe.As<byte, short>(ref Unsafe.Add(ref to, i)), 0);
            }
        }

        for (; i < (nuint)crossings.Length; i += (nuint)TLanes.Count)
        {
            open |= Cross<TLanes>(ref states1, ref states2, ref indices1, ref indices2, limits, ref to, Math.Min(i, last));
        }

        return TLanes.Any(open);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Cross<TLanes>(ref byte states1, ref byte states2, ref short indices1, ref short indices2, ChangeLimits limits, ref byte to, nuint i)
        where TLanes : struct, IWordLanes<TLanes>
    {
        TLanes crossing = Cross<TLanes>(ref states1, ref states2, ref indices1, ref indices2, limits, i, out TLanes doubt);
        TLanes.StoreBytes(TLanes.Select(doubt, TLanes.All(Open), crossing), ref to, i);
        return doubt;
    }

    /// <summary><see cref="Crossing"/> of as many prepared pixels as lanes, nothing where it is in doubt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Cross<TLanes>(ref byte states1, ref byte states2, ref short indices1, ref short indices2, ChangeLimits limits, nuint i, out TLanes doubt)
        where TLanes : struct, IWordLanes<TLanes>
    {
        TLanes s1 = TLanes.Load(in states1, i), s2 = TLanes.Load(in states2, i), vegetated = TLanes.All(Cell.VegetatedLevel);
        TLanes differ = Differ(s1, s2, vegetated);
        TLanes size = TLanes.Abs(TLanes.Load(in indices2, i) - TLanes.Load(in indices1, i));
        TLanes sure = TLanes.Greater(size, TLanes.All(limits.Sure1));
        doubt = TLanes.Without(TLanes.Greater(size, TLanes.All(limits.Maybe1)), sure) & TLanes.Equal(differ, vegetated);
        TLanes crossing = differ & sure;
        return ((crossing & s2) >>> 1) | (crossing & s1);
    }

    /// <summary>Whether both were seen, on different sides of T. Levels of 2 and more are vegetated, states of 4 and more are reasons: single bits of a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Differ<TLanes>(TLanes s1, TLanes s2, TLanes vegetated)
        where TLanes : struct, IWordLanes<TLanes> =>
        TLanes.Without((s1 ^ s2) & vegetated, (s1 | s2) >>> 1);

    /// <summary>Two states in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Pair<TLanes>(ref byte states, nuint i)
        where TLanes : struct, IWordLanes<TLanes> =>
        TLanes.Load(in Unsafe.As<byte, short>(ref Unsafe.Add(ref states, i)), 0);
}

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
/// The work goes in chunks that stay in L1: states of each date, then the pair. One method with all of it has more locals than the compiler
/// inlines into, and ran thirty times slower.
/// </remarks>
internal sealed class PairLanes<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>Marks a pixel that the lanes leave to the exact formula; no cell has this value.</summary>
    public const byte Open = 255;

    /// <summary>Pixels in a chunk; a multiple of every lane count.</summary>
    public const int Chunk = 256;

    private const float Unit = 1f / (1 << 24);
    private readonly DateLanes<T> before, after;
    private readonly float d0, d1, d2, formError;

    public PairLanes(PairForm form)
    {
        before = new DateLanes<T>(form.Before, form);
        after = new DateLanes<T>(form.After, form);
        (d0, d1, d2) = ((float)form.Changes[0], (float)form.Changes[1], (float)form.Changes[2]);
        formError = Math.Max(before.FormError, after.FormError);
    }

    /// <summary>Cells of up to <see cref="Chunk"/> pixels, a multiple of Count; true when one of them was left <see cref="Open"/>.</summary>
    public bool Compare<TLanes>(
        ReadOnlySpan<T> x1, ReadOnlySpan<T> y1, ReadOnlySpan<T> x2, ReadOnlySpan<T> y2, ReadOnlySpan<byte> excluded1, ReadOnlySpan<byte> excluded2, Span<byte> cells)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> scratch = stackalloc float[6 * Chunk];
        Span<float> s1 = scratch[..cells.Length], n1 = scratch.Slice(Chunk, cells.Length), m1 = scratch.Slice(2 * Chunk, cells.Length);
        Span<float> s2 = scratch.Slice(3 * Chunk, cells.Length), n2 = scratch.Slice(4 * Chunk, cells.Length), m2 = scratch.Slice(5 * Chunk, cells.Length);
        before.States<TLanes>(x1, y1, excluded1, s1, n1, m1);
        after.States<TLanes>(x2, y2, excluded2, s2, n2, m2);
        return Pairs<TLanes>(ref MemoryMarshal.GetReference(scratch), cells);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as in DateLanes
    private bool Pairs<TLanes>(ref float scratch, Span<byte> cells)
        where TLanes : struct, ILanes<TLanes>
    {
        ref byte to = ref MemoryMarshal.GetReference(cells);
        TLanes open = TLanes.All(0f);
        for (nuint i = 0; i < (nuint)cells.Length; i += (nuint)TLanes.Count)
        {
            TLanes s1 = TLanes.LoadFloats(in scratch, i), s2 = TLanes.LoadFloats(in scratch, i + (3 * Chunk));

            // Same level: cell = level. Otherwise the change test, which most vectors never need.
            TLanes cell = s1, larger = TLanes.Larger(s1, s2);
            TLanes notSeen = TLanes.AtLeast(larger, TLanes.All(Cell.NoData));
            TLanes doubt = TLanes.AtLeast(larger, TLanes.All(DateLanes<T>.Doubt));
            if (TLanes.Any(TLanes.Less(s1, s2) | TLanes.Less(s2, s1)))
            {
                cell = Crossing<TLanes>(ref scratch, i, s1, s2, ref doubt, notSeen);
            }

            cell = TLanes.Select(notSeen, TLanes.All(Cell.NotSeenBase) + (s1 * TLanes.All(8f)) + s2, cell);
            open |= doubt;
            TLanes.StoreBytes(TLanes.Select(doubt, TLanes.All(Open), cell), ref to, i);
        }

        return TLanes.Any(open);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Crossing<TLanes>(ref float scratch, nuint i, TLanes s1, TLanes s2, ref TLanes doubt, TLanes notSeen)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes n1 = TLanes.LoadFloats(in scratch, i + Chunk), m1 = TLanes.LoadFloats(in scratch, i + (2 * Chunk));
        TLanes n2 = TLanes.LoadFloats(in scratch, i + (4 * Chunk)), m2 = TLanes.LoadFloats(in scratch, i + (5 * Chunk));
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

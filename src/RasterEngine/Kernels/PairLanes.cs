using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>
/// <see cref="PairPixel{TStored,TWide}"/> on lanes of float32. A test whose value lies within its error bound is left <see cref="Open"/>
/// for the exact formula, so no rounding can reach a result.
/// </summary>
/// <remarks>
/// Bounds, with u = 2⁻²⁴: a linear form of two products and a constant is off by at most 4u·reach (coefficients, products and sums round
/// once each); it is exact when its coefficients are integers and its reach is under 2²⁴. A threshold test adds 4u of its own reach.
/// The change test's products are off by at most 3u of W = (|n₁| + m₁)(|n₂| + m₂) each and inherit the forms' errors e; 16u·W + 4e·S + 4e², S the
/// sum of the four magnitudes, covers all of it for D ≤ 3.
/// </remarks>
internal sealed class PairLanes<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>Marks a pixel that the lanes leave to the exact formula; no cell has this value.</summary>
    public const byte Open = 255;

    private const float Unit = 1f / (1 << 24);
    private readonly DateLanes before, after;
    private readonly float d0, d1, d2, formError;

    public PairLanes(PairForm form)
    {
        before = new DateLanes(form.Before, form);
        after = new DateLanes(form.After, form);
        (d0, d1, d2) = ((float)form.Changes[0], (float)form.Changes[1], (float)form.Changes[2]);
        formError = Math.Max(before.FormError, after.FormError);
    }

    /// <summary>Cells of 4 × Count pixels from <paramref name="index"/> on; true when one of them was left <see cref="Open"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Block<TLanes>(
        ref readonly T x1, ref readonly T y1, ref readonly T x2, ref readonly T y2, ref readonly byte excluded1, ref readonly byte excluded2, ref byte cells, nuint index)
        where TLanes : struct, ILanes<TLanes>
    {
        nuint step = (nuint)TLanes.Count;
        TLanes open = TLanes.All(0f);
        TLanes a = Cells(in x1, in y1, in x2, in y2, in excluded1, in excluded2, index, ref open);
        TLanes b = Cells(in x1, in y1, in x2, in y2, in excluded1, in excluded2, index + step, ref open);
        TLanes c = Cells(in x1, in y1, in x2, in y2, in excluded1, in excluded2, index + (2 * step), ref open);
        TLanes d = Cells(in x1, in y1, in x2, in y2, in excluded1, in excluded2, index + (3 * step), ref open);
        TLanes.StoreBytes(a, b, c, d, ref cells, index);
        return TLanes.Any(open);
    }

    // Not inlined, nor is State: all of it in one method is beyond the number of locals at which the JIT stops inlining, and then every
    // operator of a lane is a call (.NET 10).
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private TLanes Cells<TLanes>(
        ref readonly T x1, ref readonly T y1, ref readonly T x2, ref readonly T y2, ref readonly byte excluded1, ref readonly byte excluded2, nuint index, ref TLanes open)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes doubtful = TLanes.All(0f);
        TLanes s1 = State(in before, in x1, in y1, in excluded1, index, out TLanes n1, out TLanes m1, ref doubtful);
        TLanes s2 = State(in after, in x2, in y2, in excluded2, index, out TLanes n2, out TLanes m2, ref doubtful);

        // Same level: cell = level. Otherwise the change test, which most vectors never need.
        TLanes notSeen = TLanes.AtLeast(s1, TLanes.All(Cell.NoData)) | TLanes.AtLeast(s2, TLanes.All(Cell.NoData));
        TLanes differ = TLanes.Select(notSeen, TLanes.All(0f), TLanes.Less(s1, s2) | TLanes.Less(s2, s1));
        TLanes cell = s1;
        if (TLanes.Any(differ))
        {
            TLanes difference = (n2 * m1) - (n1 * m2);
            TLanes product = m1 * m2;
            TLanes size = TLanes.Abs(difference);
            TLanes e0 = size - (TLanes.All(d0) * product);
            TLanes e1 = size - (TLanes.All(d1) * product);
            TLanes e2 = size - (TLanes.All(d2) * product);

            TLanes one = TLanes.All(1f), zero = TLanes.All(0f);
            TLanes count = (TLanes.AtLeast(e0, zero) & one) + (TLanes.AtLeast(e1, zero) & one) + (TLanes.AtLeast(e2, zero) & one);
            TLanes change = TLanes.Select(TLanes.Less(difference, zero), zero - count, count);

            TLanes size1 = TLanes.Abs(n1) + m1, size2 = TLanes.Abs(n2) + m2;
            TLanes bound = (TLanes.All(16f * Unit) * (size1 * size2)) + (TLanes.All(4f * formError) * (size1 + size2)) + TLanes.All(4f * formError * formError);
            TLanes near = TLanes.Less(TLanes.Abs(e0), bound) | TLanes.Less(TLanes.Abs(e1), bound) | TLanes.Less(TLanes.Abs(e2), bound);

            TLanes crossing = (s1 * TLanes.All(4 * Cell.StepCount)) + (s2 * TLanes.All(Cell.StepCount)) + TLanes.All(Cell.CrossingBase + Cell.ChangeCount) + change;
            cell = TLanes.Select(differ, crossing, cell);
            doubtful |= near & differ;
        }

        cell = TLanes.Select(notSeen, TLanes.All(Cell.NotSeenBase) + (s1 * TLanes.All(8f)) + s2, cell);
        open |= doubtful;
        return TLanes.Select(doubtful, TLanes.All(Open), cell);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes State<TLanes>(
        ref readonly DateLanes date, ref readonly T xs, ref readonly T ys, ref readonly byte excluded, nuint index, out TLanes n, out TLanes m, ref TLanes doubtful)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes x = TLanes.Load(in xs, index), y = TLanes.Load(in ys, index);
        n = (TLanes.All(date.Nx) * x) + (TLanes.All(date.Ny) * y) + TLanes.All(date.N0);
        m = (TLanes.All(date.Mx) * x) + (TLanes.All(date.My) * y) + TLanes.All(date.M0);

        TLanes nq = n * TLanes.All(date.Q);
        TLanes f0 = nq - (TLanes.All(date.P0) * m), f1 = nq - (TLanes.All(date.P1) * m), f2 = nq - (TLanes.All(date.P2) * m);
        TLanes zero = TLanes.All(0f), one = TLanes.All(1f), bound = TLanes.All(date.TestError);
        TLanes state = (TLanes.AtLeast(f0, zero) & one) + (TLanes.AtLeast(f1, zero) & one) + (TLanes.AtLeast(f2, zero) & one);
        TLanes near = TLanes.Less(TLanes.Abs(f0), bound) | TLanes.Less(TLanes.Abs(f1), bound) | TLanes.Less(TLanes.Abs(f2), bound);
        TLanes notPositive = TLanes.AtLeast(zero, m);
        near = TLanes.Less(TLanes.Abs(m), TLanes.All(date.FormError)) | TLanes.Select(notPositive, zero, near);

        TLanes negative = TLanes.Less(x, TLanes.All(date.SmallestX)) | TLanes.Less(y, TLanes.All(date.SmallestY));
        TLanes saturated = TLanes.Equal(x, TLanes.All(date.SaturatedX)) | TLanes.Equal(y, TLanes.All(date.SaturatedY));
        TLanes noData = TLanes.Equal(x, TLanes.All(date.NoDataX)) | TLanes.Equal(y, TLanes.All(date.NoDataY));
        TLanes certain = negative | saturated | noData;
        state = TLanes.Select(negative | notPositive, TLanes.All(Cell.NoIndex), state);
        state = TLanes.Select(saturated, TLanes.All(Cell.Saturated), state);
        state = TLanes.Select(noData, TLanes.All(Cell.NoData), state);
        if (!Unsafe.IsNullRef(in excluded))
        {
            TLanes reason = TLanes.Load(in excluded, index);
            TLanes masked = TLanes.AtLeast(reason, one);
            state = TLanes.Select(masked, reason, state);
            certain |= masked;
        }

        doubtful |= TLanes.Select(certain, zero, near);
        return state;
    }

    /// <summary>One date's coefficients as floats, scaled so that nothing overflows, with the bounds that go with them.</summary>
    private readonly struct DateLanes
    {
        public readonly float Nx, Ny, N0, Mx, My, M0, Q, P0, P1, P2, FormError, TestError;
        public readonly float NoDataX, NoDataY, SaturatedX, SaturatedY, SmallestX, SmallestY;

        public DateLanes(DateForm date, PairForm form)
        {
            StoredBand<T> x = new(date.X), y = new(date.Y);
            (NoDataX, NoDataY) = (x.NoDataOrNaN, y.NoDataOrNaN);
            (SaturatedX, SaturatedY) = (x.SaturatedOrNaN, y.SaturatedOrNaN);
            (SmallestX, SmallestY) = (x.SmallestOrInfinity, y.SmallestOrInfinity);

            double largest = Math.Max(double.CreateChecked(T.MaxValue), -double.CreateChecked(T.MinValue));
            double reach = Math.Max(Reach(date.N, largest), Reach(date.M, largest));
            const double exactLimit = 1 << 24;
            bool exactForms = reach < exactLimit;
            double factor = exactForms ? 1 : 65536 / reach;
            (Nx, Ny, N0) = ((float)((double)date.N[0] * factor), (float)((double)date.N[1] * factor), (float)((double)date.N[2] * factor));
            (Mx, My, M0) = ((float)((double)date.M[0] * factor), (float)((double)date.M[1] * factor), (float)((double)date.M[2] * factor));
            reach *= factor;

            double largestP = form.P.Max(p => (double)BigInteger.Abs(p)), q = (double)form.Q;
            bool exactTests = exactForms && reach * (q + largestP) < exactLimit;
            double t = exactTests ? 1 : q;
            Q = (float)(q / t);
            (P0, P1, P2) = ((float)((double)form.P[0] / t), (float)((double)form.P[1] / t), (float)((double)form.P[2] / t));
            FormError = exactForms ? 0 : (float)(8 * reach * Unit);
            TestError = exactTests ? 0 : (float)(((8 * reach * Unit) + FormError) * (1 + (largestP / q)));
        }

        private static double Reach(BigInteger[] c, double largest) =>
            (((double)BigInteger.Abs(c[0]) + (double)BigInteger.Abs(c[1])) * largest) + (double)BigInteger.Abs(c[2]);
    }
}

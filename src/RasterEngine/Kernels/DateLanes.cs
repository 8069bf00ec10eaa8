using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>
/// The state of one date on lanes of float32: what <see cref="PairPixel{TStored,TWide}"/> does for one pixel. A test whose value lies within
/// its error bound gives <see cref="Doubt"/>, for the exact formula to settle.
/// </summary>
/// <remarks>
/// With u = 2⁻²⁴, a linear form of two products and a constant is off by at most 4u·reach (coefficients, products and sums round once each);
/// it is exact when its coefficients are integers and its reach is under 2²⁴. A threshold test adds 4u of its own reach.
/// </remarks>
internal sealed class DateLanes<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>A state that float32 could not settle; larger than every other.</summary>
    public const float Doubt = 64;

    private const float Unit = 1f / (1 << 24);
    private readonly float nx, ny, n0, mx, my, m0, q, p0, p1, p2, testError;
    private readonly float noDataX, noDataY, saturatedX, saturatedY, smallestX, smallestY;

    public DateLanes(DateForm date, PairForm form)
    {
        StoredBand<T> x = new(date.X), y = new(date.Y);
        (noDataX, noDataY) = (x.NoDataOrNaN, y.NoDataOrNaN);
        (saturatedX, saturatedY) = (x.SaturatedOrNaN, y.SaturatedOrNaN);
        (smallestX, smallestY) = (x.SmallestOrInfinity, y.SmallestOrInfinity);

        // Scaled so that nothing overflows; left alone when the forms are exact as they are.
        double largest = Math.Max(double.CreateChecked(T.MaxValue), -double.CreateChecked(T.MinValue));
        double reach = Math.Max(Reach(date.N, largest), Reach(date.M, largest));
        const double exactLimit = 1 << 24;
        bool exactForms = reach < exactLimit;
        double factor = exactForms ? 1 : 65536 / reach;
        (nx, ny, n0) = ((float)((double)date.N[0] * factor), (float)((double)date.N[1] * factor), (float)((double)date.N[2] * factor));
        (mx, my, m0) = ((float)((double)date.M[0] * factor), (float)((double)date.M[1] * factor), (float)((double)date.M[2] * factor));
        reach *= factor;

        double largestP = form.P.Max(p => (double)BigInteger.Abs(p)), denominator = (double)form.Q;
        bool exactTests = exactForms && reach * (denominator + largestP) < exactLimit;
        double t = exactTests ? 1 : denominator;
        q = (float)(denominator / t);
        (p0, p1, p2) = ((float)((double)form.P[0] / t), (float)((double)form.P[1] / t), (float)((double)form.P[2] / t));
        FormError = exactForms ? 0 : (float)(8 * reach * Unit);
        testError = exactTests ? 0 : (float)(((8 * reach * Unit) + FormError) * (1 + (largestP / denominator)));
    }

    /// <summary>How far numerator and denominator can be off; 0 when they are exact.</summary>
    public float FormError { get; }

    /// <summary>
    /// Writes state (a level, a reason or <see cref="Doubt"/>), numerator and denominator of every pixel. The last vector ends with the last pixel
    /// and may repeat some; fewer pixels than lanes are left alone, and <see cref="PairLanes{T}"/> leaves them to the exact formula.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // vectors are worth nothing while a lower tier waits for more calls
    public void Prepare<TLanes>(DatePixels<T> pixels, DateStates states)
        where TLanes : struct, ILanes<TLanes>
    {
        int last = pixels.Length - TLanes.Count;
        if (last < 0)
        {
            return;
        }

        ref T xs = ref MemoryMarshal.GetReference(pixels.X), ys = ref MemoryMarshal.GetReference(pixels.Y);
        ref float to = ref states.States[0], ns = ref states.Numerators[0], ms = ref states.Denominators[0];
        for (int at = 0; at < pixels.Length; at += TLanes.Count)
        {
            nuint i = (nuint)Math.Min(at, last);
            TLanes state = State(TLanes.Load(in xs, i), TLanes.Load(in ys, i), out TLanes n, out TLanes m);
            TLanes.Store(n, ref ns, i);
            TLanes.Store(m, ref ms, i);
            TLanes.Store(state, ref to, i);
        }

        if (!pixels.Excluded.IsEmpty)
        {
            Exclude<TLanes>(pixels.Excluded, states.States);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes State<TLanes>(TLanes x, TLanes y, out TLanes n, out TLanes m)
        where TLanes : struct, ILanes<TLanes>
    {
        n = (TLanes.All(nx) * x) + (TLanes.All(ny) * y) + TLanes.All(n0);
        m = (TLanes.All(mx) * x) + (TLanes.All(my) * y) + TLanes.All(m0);

        TLanes nq = n * TLanes.All(q);
        TLanes f0 = nq - (TLanes.All(p0) * m), f1 = nq - (TLanes.All(p1) * m), f2 = nq - (TLanes.All(p2) * m);
        TLanes zero = TLanes.All(0f), one = TLanes.All(1f), bound = TLanes.All(testError);
        TLanes state = (TLanes.AtLeast(f0, zero) & one) + (TLanes.AtLeast(f1, zero) & one) + (TLanes.AtLeast(f2, zero) & one);
        TLanes near = TLanes.Less(TLanes.Abs(f0), bound) | TLanes.Less(TLanes.Abs(f1), bound) | TLanes.Less(TLanes.Abs(f2), bound);
        state = TLanes.Select(near, TLanes.All(Doubt), state);
        state = TLanes.Select(TLanes.AtLeast(zero, m), TLanes.All(Cell.NoIndex), state);
        state = TLanes.Select(TLanes.Less(TLanes.Abs(m), TLanes.All(FormError)), TLanes.All(Doubt), state);

        // What stored numbers alone decide is certain, whatever the forms say.
        TLanes negative = TLanes.Less(x, TLanes.All(smallestX)) | TLanes.Less(y, TLanes.All(smallestY));
        TLanes saturated = TLanes.Equal(x, TLanes.All(saturatedX)) | TLanes.Equal(y, TLanes.All(saturatedY));
        TLanes noData = TLanes.Equal(x, TLanes.All(noDataX)) | TLanes.Equal(y, TLanes.All(noDataY));
        state = TLanes.Select(negative, TLanes.All(Cell.NoIndex), state);
        state = TLanes.Select(saturated, TLanes.All(Cell.Saturated), state);
        return TLanes.Select(noData, TLanes.All(Cell.NoData), state);
    }

    private static void Exclude<TLanes>(ReadOnlySpan<byte> excluded, float[] states)
        where TLanes : struct, ILanes<TLanes>
    {
        ref byte reasons = ref MemoryMarshal.GetReference(excluded);
        int last = excluded.Length - TLanes.Count;
        for (int at = 0; at < excluded.Length; at += TLanes.Count)
        {
            nuint i = (nuint)Math.Min(at, last);
            TLanes reason = TLanes.Load(in reasons, i);
            TLanes.Store(TLanes.Select(TLanes.AtLeast(reason, TLanes.All(1f)), reason, TLanes.LoadFloats(in states[0], i)), ref states[0], i);
        }
    }

    private static double Reach(BigInteger[] c, double largest) =>
        (((double)BigInteger.Abs(c[0]) + (double)BigInteger.Abs(c[1])) * largest) + (double)BigInteger.Abs(c[2]);
}

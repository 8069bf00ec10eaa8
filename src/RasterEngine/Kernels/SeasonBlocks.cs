using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RasterEngine.Kernels;

/// <summary>
/// Indices of a few dozen pixels on all dates, laid out a block of lanes after the other, each with its dates together. Planes are read here, a
/// short run of each at a time: reading all dates for a single vector would meet the same set of the cache with every plane, tiles being powers of two wide.
/// </summary>
internal sealed class SeasonBlocks<T>(SeasonDate[] dates)
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    /// <summary>Pixels at once.</summary>
    public const int Chunk = 64;

    /// <summary>Index, NaN where not observed: of block b, date k and lane l at (b × dates + k) × lanes + l.</summary>
    public double[] Indices { get; } = new double[dates.Length * Chunk];

    /// <summary>Observes <paramref name="length"/> pixels from <paramref name="start"/> on, at least as many as there are lanes; the last block ends with the last pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as in DateLanes
    public void Observe<TLanes>(SeasonPlanes<T> planes, int start, int length, SeasonCourse? course = null)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        ref double indices = ref Indices[0];
        for (int k = 0; k < dates.Length; k++)
        {
            ref readonly SeasonDate date = ref dates[k];
            ulong clears = 0, highs = 0, lows = 0;
            ref T xs = ref MemoryMarshal.GetReference(planes.X(k).Slice(start, length)), ys = ref MemoryMarshal.GetReference(planes.Y(k).Slice(start, length));
            ReadOnlySpan<byte> outside = planes.Excluded(k);
            ref byte excluded = ref MemoryMarshal.GetReference(outside.IsEmpty ? outside : outside.Slice(start, length));
            for (int at = 0, to = k * TLanes.Count; at < length; at += TLanes.Count, to += dates.Length * TLanes.Count)
            {
                nuint i = (nuint)Math.Min(at, length - TLanes.Count);
                TLanes clear = Clear(in date, TLanes.Load(in xs, i), TLanes.Load(in ys, i), out TLanes n, out TLanes m);
                if (!outside.IsEmpty)
                {
                    clear &= TLanes.Equal(TLanes.Load(in excluded, i), TLanes.All(0));
                }

                TLanes nq = n * TLanes.All(date.Q);
                TLanes.Store(TLanes.Select(clear, n / m, TLanes.All(double.NaN)), ref indices, (nuint)to);
                clears |= (ulong)TLanes.Bits(clear) << at;
                highs |= (ulong)TLanes.Bits(clear & TLanes.AtLeast(nq, TLanes.All(date.Peak) * m)) << at;
                lows |= (ulong)TLanes.Bits(clear & TLanes.AtLeast(TLanes.All(date.Bare) * m, nq)) << at;
            }

            if (course is not null)
            {
                (course.Clears[k], course.Highs[k], course.Lows[k]) = (clears, highs, lows);
            }
        }
    }

    /// <summary>Lanes that are observations by their numbers, with numerator and denominator of their index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Clear<TLanes>(in SeasonDate date, TLanes x, TLanes y, out TLanes n, out TLanes m)
        where TLanes : struct, IDoubleLanes<TLanes>
    {
        // Whole numbers go into the forms as they are, and none of them is beyond any observation.
        TLanes rx = x, ry = y;
        // Asked here and not in a property: the compiler has inlined enough by then, and calls cost every register.
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            rx = (x * TLanes.All(date.ScaleX)) + TLanes.All(date.OffsetX);
            ry = (y * TLanes.All(date.ScaleY)) + TLanes.All(date.OffsetY);
        }

        n = (TLanes.All(date.Nx) * rx) + (TLanes.All(date.Ny) * ry) + TLanes.All(date.N0);
        m = (TLanes.All(date.Mx) * rx) + (TLanes.All(date.My) * ry) + TLanes.All(date.M0);
        TLanes left = TLanes.Equal(x, TLanes.All(date.NoDataX)) | TLanes.Equal(y, TLanes.All(date.NoDataY))
            | TLanes.Equal(x, TLanes.All(date.SaturatedX)) | TLanes.Equal(y, TLanes.All(date.SaturatedY));
        TLanes clear = TLanes.AtLeast(rx, TLanes.All(date.LeastX)) & TLanes.AtLeast(ry, TLanes.All(date.LeastY)) & TLanes.Less(TLanes.All(0), m);
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            clear &= TLanes.AtLeast(TLanes.All(SeasonDate.LargestObservation), TLanes.Abs(x)) & TLanes.AtLeast(TLanes.All(SeasonDate.LargestObservation), TLanes.Abs(y));
        }

        return TLanes.Select(left, TLanes.All(0), clear);
    }
}

using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Compares two dates: stored numbers of both bands of both dates → one <see cref="Cell"/> a pixel, exactly.
/// Lanes decide in 16-bit numbers with a proven error bound; the few pixels inside the bound are decided by <see cref="PairPixel{TStored,TWide}"/>.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (exact integers); float or double (cross-multiplied in double).</typeparam>
public sealed class PairKernel<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    /// <summary>Pixels that are prepared and compared while they lie in the first-level cache.</summary>
    public const int Chunk = 512;

    private readonly PairLoop<TStored> loop;
    private readonly ChangeLimits limits;

    public PairKernel(PairForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var index = new WordIndex(form);
        loop = Choose(form, index);
        limits = new ChangeLimits(form, index);
    }

    /// <summary>Writes the cell of every pixel.</summary>
    /// <param name="before">The earlier date.</param>
    /// <param name="after">The later date, as many pixels.</param>
    /// <param name="cells">Receives one cell a pixel; may not overlap the inputs.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Compare(DatePixels<TStored> before, DatePixels<TStored> after, Span<byte> cells)
    {
        Check(before, after, cells);
        DateStates beforeStates = new(Math.Min(Chunk, cells.Length)), afterStates = new(Math.Min(Chunk, cells.Length));
        for (int start = 0; start < cells.Length; start += Chunk)
        {
            int length = Math.Min(Chunk, cells.Length - start);
            DatePixels<TStored> b = before.Slice(start, length), a = after.Slice(start, length);
            loop.Prepare(later: false, b, beforeStates);
            loop.Prepare(later: true, a, afterStates);
            Compare(b, beforeStates, 0, a, afterStates, 0, cells.Slice(start, length));
        }
    }

    /// <summary>Prepares pixels of the earlier date, once for many comparisons.</summary>
    /// <exception cref="ArgumentException">More pixels than <paramref name="states"/> holds.</exception>
    public void PrepareBefore(DatePixels<TStored> pixels, DateStates states) => Prepare(later: false, pixels, states);

    /// <summary>Prepares pixels of the later date.</summary>
    /// <exception cref="ArgumentException">More pixels than <paramref name="states"/> holds.</exception>
    public void PrepareAfter(DatePixels<TStored> pixels, DateStates states) => Prepare(later: true, pixels, states);

    /// <summary>Writes the cells of prepared pixels.</summary>
    /// <param name="before">The pixels of the earlier date to compare.</param>
    /// <param name="beforeStates">What was prepared, <paramref name="before"/> being a part of it.</param>
    /// <param name="beforeFrom">Where that part begins.</param>
    /// <param name="after">The pixels of the later date, as many.</param>
    /// <param name="afterStates">What was prepared.</param>
    /// <param name="afterFrom">Where that part begins.</param>
    /// <param name="cells">Receives one cell a pixel.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Compare(DatePixels<TStored> before, DateStates beforeStates, int beforeFrom, DatePixels<TStored> after, DateStates afterStates, int afterFrom, Span<byte> cells)
    {
        Check(before, after, cells);
        ChangeLimits l = Limits(beforeStates, afterStates);
        bool? open = WordLanes512.IsSupported && cells.Length >= WordLanes512.Count ? PairLanes.Compare<WordLanes512>(beforeStates, beforeFrom, afterStates, afterFrom, l, cells)
            : WordLanes256.IsSupported && cells.Length >= WordLanes256.Count ? PairLanes.Compare<WordLanes256>(beforeStates, beforeFrom, afterStates, afterFrom, l, cells)
            : WordLanes128.IsSupported && cells.Length >= WordLanes128.Count ? PairLanes.Compare<WordLanes128>(beforeStates, beforeFrom, afterStates, afterFrom, l, cells)
            : null;
        for (int i = Next(cells, 0, open); i < cells.Length; i = Next(cells, i + 1, open))
        {
            cells[i] = Cell(before, beforeStates, beforeFrom, after, afterStates, afterFrom, i);
        }
    }

    /// <summary>Writes the <see cref="Crossing"/> of prepared pixels: all that is asked of a date moved by a pixel.</summary>
    /// <param name="before">The pixels of the earlier date.</param>
    /// <param name="beforeStates">What was prepared, <paramref name="before"/> being a part of it.</param>
    /// <param name="beforeFrom">Where that part begins.</param>
    /// <param name="after">The pixels of the later date, as many.</param>
    /// <param name="afterStates">What was prepared.</param>
    /// <param name="afterFrom">Where that part begins.</param>
    /// <param name="crossings">Receives one crossing a pixel.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public void Cross(DatePixels<TStored> before, DateStates beforeStates, int beforeFrom, DatePixels<TStored> after, DateStates afterStates, int afterFrom, Span<byte> crossings)
    {
        Check(before, after, crossings);
        ChangeLimits l = Limits(beforeStates, afterStates);
        bool? open = WordLanes512.IsSupported && crossings.Length >= WordLanes512.Count ? PairLanes.Cross<WordLanes512>(beforeStates, beforeFrom, afterStates, afterFrom, l, crossings)
            : WordLanes256.IsSupported && crossings.Length >= WordLanes256.Count ? PairLanes.Cross<WordLanes256>(beforeStates, beforeFrom, afterStates, afterFrom, l, crossings)
            : WordLanes128.IsSupported && crossings.Length >= WordLanes128.Count ? PairLanes.Cross<WordLanes128>(beforeStates, beforeFrom, afterStates, afterFrom, l, crossings)
            : null;
        for (int i = Next(crossings, 0, open); i < crossings.Length; i = Next(crossings, i + 1, open))
        {
            crossings[i] = Kernels.Crossing.Of(Cell(before, beforeStates, beforeFrom, after, afterStates, afterFrom, i));
        }
    }

    /// <summary>What no lanes decide: whether a pixel crosses.</summary>
    internal byte Crossing(PreparedRow<TStored> before, int column, PreparedRow<TStored> after, int columnAfter) =>
        Kernels.Crossing.Of(Cell(before.Pixels.Slice(column, 1), before.States, column, after.Pixels.Slice(columnAfter, 1), after.States, columnAfter, 0));

    internal ChangeLimits Limits(DateStates before, DateStates after) => before.HasExtremes || after.HasExtremes ? ChangeLimits.AllInDoubt : limits;

    // The next pixel that the lanes left open; each, where there were no lanes.
    private static int Next(ReadOnlySpan<byte> results, int from, bool? open)
    {
        if (open is not true)
        {
            return open is null ? from : results.Length;
        }

        int found = results[from..].IndexOf(PairLanes.Open);
        return found < 0 ? results.Length : from + found;
    }

    // The exact formula; a reason that the states have been given since they were prepared counts.
    private byte Cell(DatePixels<TStored> before, DateStates beforeStates, int beforeFrom, DatePixels<TStored> after, DateStates afterStates, int afterFrom, int i)
    {
        byte state1 = beforeStates.States[beforeFrom + i], state2 = afterStates.States[afterFrom + i];
        return loop.Cell(before.X[i], before.Y[i], after.X[i], after.Y[i], Reason(state1), Reason(state2));

        static byte Reason(byte state) => state >= Kernels.Cell.NoData ? state : (byte)0;
    }

    // Lanes store without looking: this is where it is looked.
    private void Prepare(bool later, DatePixels<TStored> pixels, DateStates states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (pixels.Length > states.Capacity)
        {
            throw new ArgumentException($"{pixels.Length} pixels do not fit states for {states.Capacity}");
        }

        loop.Prepare(later, pixels, states);
        states.EndAfter(pixels.Length);
    }

    private static void Check(DatePixels<TStored> before, DatePixels<TStored> after, Span<byte> cells)
    {
        if (before.Length != cells.Length || after.Length != cells.Length)
        {
            throw new ArgumentException($"{before.Length} pixels before and {after.Length} after do not fit {cells.Length} cells");
        }
    }

    private static PairLoop<TStored> Choose(PairForm form, WordIndex index)
    {
        object chosen = Type.GetTypeCode(typeof(TStored)) switch
        {
            TypeCode.Byte => Exact<byte>(form, index),
            TypeCode.UInt16 => Exact<ushort>(form, index),
            TypeCode.Int16 => Exact<short>(form, index),
            TypeCode.Single => new RealPairLoop<float>(form, index),
            TypeCode.Double => new RealPairLoop<double>(form, index),
            _ => throw new NotSupportedException($"stored type {typeof(TStored).Name}; expected byte, ushort, short, float or double"),
        };
        return (PairLoop<TStored>)chosen;
    }

    private static PairLoop<T> Exact<T>(PairForm form, WordIndex index)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        BigInteger largest = form.LargestIntermediate(BigInteger.Max(BigInteger.CreateChecked(T.MaxValue), -BigInteger.CreateChecked(T.MinValue)));
        return largest <= long.MaxValue ? new ExactPairLoop<T, long>(form, index)
            : largest <= (BigInteger)Int128.MaxValue ? new ExactPairLoop<T, Int128>(form, index)
            : new ExactPairLoop<T, BigInteger>(form, index);
    }
}

using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>
/// Compares two dates: stored numbers of both bands of both dates → one <see cref="Cell"/> a pixel, exactly.
/// Lanes decide in float32 with a proven error bound; the few pixels inside the bound are decided by <see cref="PairPixel{TStored,TWide}"/>.
/// </summary>
/// <typeparam name="TStored">byte, ushort or short (exact integers); float or double (cross-multiplied in double).</typeparam>
public sealed class PairKernel<TStored>
    where TStored : unmanaged, INumber<TStored>, IMinMaxValue<TStored>
{
    /// <summary>Pixels that are prepared and compared while they lie in the first-level cache.</summary>
    public const int Chunk = 512;

    private readonly PairLoop<TStored> loop;

    public PairKernel(PairForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        loop = Choose(form);
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
            loop.Compare(b, beforeStates, 0, a, afterStates, 0, cells.Slice(start, length));
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
        loop.Compare(before, beforeStates, beforeFrom, after, afterStates, afterFrom, cells);
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
    }

    private static void Check(DatePixels<TStored> before, DatePixels<TStored> after, Span<byte> cells)
    {
        if (before.Length != cells.Length || after.Length != cells.Length)
        {
            throw new ArgumentException($"{before.Length} pixels before and {after.Length} after do not fit {cells.Length} cells");
        }
    }

    private static PairLoop<TStored> Choose(PairForm form)
    {
        object chosen = Type.GetTypeCode(typeof(TStored)) switch
        {
            TypeCode.Byte => Exact<byte>(form),
            TypeCode.UInt16 => Exact<ushort>(form),
            TypeCode.Int16 => Exact<short>(form),
            TypeCode.Single => new RealPairLoop<float>(form),
            TypeCode.Double => new RealPairLoop<double>(form),
            _ => throw new NotSupportedException($"stored type {typeof(TStored).Name}; expected byte, ushort, short, float or double"),
        };
        return (PairLoop<TStored>)chosen;
    }

    private static PairLoop<T> Exact<T>(PairForm form)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        BigInteger largest = form.LargestIntermediate(BigInteger.Max(BigInteger.CreateChecked(T.MaxValue), -BigInteger.CreateChecked(T.MinValue)));
        return largest <= long.MaxValue ? new ExactPairLoop<T, long>(form)
            : largest <= (BigInteger)Int128.MaxValue ? new ExactPairLoop<T, Int128>(form)
            : new ExactPairLoop<T, BigInteger>(form);
    }
}

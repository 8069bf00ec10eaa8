using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>Which bin of an <see cref="IndexHistogram"/> the index of each pixel of one date falls into. Two forms exist: exact integers, and floats in double.</summary>
internal abstract class IndexBins<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    /// <summary>The bin of a pixel that was not observed.</summary>
    public const short NotObserved = -1;

    /// <summary>Writes one bin a pixel, or <see cref="NotObserved"/>.</summary>
    public abstract void Write(DatePixels<T> pixels, Span<short> bins);

    /// <exception cref="NotSupportedException">No comparison of this stored type exists either.</exception>
    public static IndexBins<T> Of(DateForm form)
    {
        object chosen = Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Byte => Exact<byte>(form),
            TypeCode.UInt16 => Exact<ushort>(form),
            TypeCode.Int16 => Exact<short>(form),
            TypeCode.Single => new RealIndexBins<float>(form),
            TypeCode.Double => new RealIndexBins<double>(form),
            _ => throw new NotSupportedException($"stored type {typeof(T).Name}; expected byte, ushort, short, float or double"),
        };
        return (IndexBins<T>)chosen;
    }

    private static IndexBins<TStored> Exact<TStored>(DateForm form)
        where TStored : unmanaged, IBinaryInteger<TStored>, IMinMaxValue<TStored>
    {
        BigInteger largest = LargestIntermediate(form, BigInteger.Max(BigInteger.CreateChecked(TStored.MaxValue), -BigInteger.CreateChecked(TStored.MinValue)));
        return largest <= long.MaxValue ? new ExactIndexBins<TStored, long>(form)
            : largest <= (BigInteger)Int128.MaxValue ? new ExactIndexBins<TStored, Int128>(form)
            : new ExactIndexBins<TStored, BigInteger>(form);
    }

    // The largest steps are 1000·n and k·m with |k| at most 1,252: a bin beyond each end, and one more that a rounded guess may be off.
    private static BigInteger LargestIntermediate(DateForm form, BigInteger largestStored)
    {
        BigInteger Reach(BigInteger[] c) => ((BigInteger.Abs(c[0]) + BigInteger.Abs(c[1])) * largestStored) + BigInteger.Abs(c[2]);

        return (IndexHistogram.ZeroBin + 2) * BigInteger.Max(Reach(form.N), Reach(form.M));
    }
}

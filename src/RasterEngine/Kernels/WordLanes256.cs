using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RasterEngine.Kernels;

/// <summary>16 16-bit lanes (256 bits).</summary>
internal readonly struct WordLanes256 : IWordLanes<WordLanes256>
{
    private readonly Vector256<short> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordLanes256(Vector256<short> v) => this.v = v;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => Vector256<short>.Count;

    public static WordLanes256 All(short value) => new(Vector256.Create(value));

    public static WordLanes256 operator +(WordLanes256 a, WordLanes256 b) => new(a.v + b.v);

    public static WordLanes256 operator -(WordLanes256 a, WordLanes256 b) => new(a.v - b.v);

    public static WordLanes256 operator |(WordLanes256 a, WordLanes256 b) => new(a.v | b.v);

    public static WordLanes256 operator &(WordLanes256 a, WordLanes256 b) => new(a.v & b.v);

    public static WordLanes256 operator ^(WordLanes256 a, WordLanes256 b) => new(a.v ^ b.v);

    public static WordLanes256 operator <<(WordLanes256 a, int bits) => new(a.v << bits);

    public static WordLanes256 operator >>>(WordLanes256 a, int bits) => new(a.v >>> bits);

    public static WordLanes256 Without(WordLanes256 a, WordLanes256 b) => new(Vector256.AndNot(a.v, b.v));

    public static WordLanes256 Abs(WordLanes256 a) => new(Vector256.Abs(a.v));

    public static WordLanes256 Greater(WordLanes256 a, WordLanes256 b) => new(Vector256.GreaterThan(a.v, b.v));

    public static WordLanes256 Equal(WordLanes256 a, WordLanes256 b) => new(Vector256.Equals(a.v, b.v));

    public static WordLanes256 Larger(WordLanes256 a, WordLanes256 b) => new(Vector256.Max(a.v, b.v));

    public static WordLanes256 Smaller(WordLanes256 a, WordLanes256 b) => new(Vector256.Min(a.v, b.v));

    public static WordLanes256 LargerUnsigned(WordLanes256 a, WordLanes256 b) => new(Vector256.Max(a.v.AsUInt16(), b.v.AsUInt16()).AsInt16());

    public static WordLanes256 SmallerUnsigned(WordLanes256 a, WordLanes256 b) => new(Vector256.Min(a.v.AsUInt16(), b.v.AsUInt16()).AsInt16());

    public static WordLanes256 Select(WordLanes256 mask, WordLanes256 whenTrue, WordLanes256 whenFalse) =>
        new(Avx2.BlendVariable(whenFalse.v, whenTrue.v, mask.v));

    public static bool Any(WordLanes256 a) => a.v != Vector256<short>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(byte))
        {
            return new(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref Unsafe.As<T, byte>(ref at))));
        }

        return new(Vector256.LoadUnsafe(ref Unsafe.As<T, short>(ref at)));
    }

    public static void Store(WordLanes256 a, ref short destination, nuint index) => a.v.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(WordLanes256 a, ref byte destination, nuint index) =>
        Sse2.PackUnsignedSaturate(a.v.GetLower(), a.v.GetUpper()).StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(WordLanes256 x, WordLanes256 y, out WordLanes256 low, out WordLanes256 high)
    {
        low = new(Avx2.UnpackLow(x.v, y.v));
        high = new(Avx2.UnpackHigh(x.v, y.v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 Quotient(WordLanes256 low, WordLanes256 high, WordLanes256 numerator, WordLanes256 numeratorConstant, WordLanes256 denominator, WordLanes256 denominatorConstant, float unit)
    {
        Vector256<int> n = numeratorConstant.v.AsInt32(), m = denominatorConstant.v.AsInt32();
        return new(Join(
            Divide(Dot(low.v, numerator.v) + n, Dot(low.v, denominator.v) + m, unit),
            Divide(Dot(high.v, numerator.v) + n, Dot(high.v, denominator.v) + m, unit)));
    }

    public static WordLanes256 Sums(WordLanes256 a, WordLanes256 b) => new(Dot(a.v, b.v).AsInt16());

    public static WordLanes256 AddSums(WordLanes256 a, WordLanes256 b) => new((a.v.AsInt32() + b.v.AsInt32()).AsInt16());

    public static long Total(WordLanes256 sums) => Vector256.Sum(Vector256.WidenLower(sums.v.AsInt32()) + Vector256.WidenUpper(sums.v.AsInt32()));

    // To the nearest whole number; what does not fit becomes the least or the largest, and joins as such.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Divide(Vector256<int> n, Vector256<int> m, float unit)
    {
        Vector256<float> index = Vector256.ConvertToSingle(n) / Vector256.ConvertToSingle(m) * unit;
        return Avx.ConvertToVector256Int32(index);
    }

    private static Vector256<int> Dot(Vector256<short> a, Vector256<short> b) => Avx2.MultiplyAddAdjacent(a, b);

    // Packs within 128-bit halves, as Interleave unpacked.
    private static Vector256<short> Join(Vector256<int> low, Vector256<int> high) => Avx2.PackSignedSaturate(low, high);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RasterEngine.Kernels;

/// <summary>32 16-bit lanes (512 bits).</summary>
internal readonly struct WordLanes512 : IWordLanes<WordLanes512>
{
    private readonly Vector512<short> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordLanes512(Vector512<short> v) => this.v = v;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static int Count => Vector512<short>.Count;

    public static WordLanes512 All(short value) => new(Vector512.Create(value));

    public static WordLanes512 operator +(WordLanes512 a, WordLanes512 b) => new(a.v + b.v);

    public static WordLanes512 operator -(WordLanes512 a, WordLanes512 b) => new(a.v - b.v);

    public static WordLanes512 operator |(WordLanes512 a, WordLanes512 b) => new(a.v | b.v);

    public static WordLanes512 operator &(WordLanes512 a, WordLanes512 b) => new(a.v & b.v);

    public static WordLanes512 operator ^(WordLanes512 a, WordLanes512 b) => new(a.v ^ b.v);

    public static WordLanes512 operator <<(WordLanes512 a, int bits) => new(a.v << bits);

    public static WordLanes512 operator >>>(WordLanes512 a, int bits) => new(a.v >>> bits);

    public static WordLanes512 Without(WordLanes512 a, WordLanes512 b) => new(Vector512.AndNot(a.v, b.v));

    public static WordLanes512 Abs(WordLanes512 a) => new(Vector512.Abs(a.v));

    public static WordLanes512 Greater(WordLanes512 a, WordLanes512 b) => new(Vector512.GreaterThan(a.v, b.v));

    public static WordLanes512 Equal(WordLanes512 a, WordLanes512 b) => new(Vector512.Equals(a.v, b.v));

    public static WordLanes512 Larger(WordLanes512 a, WordLanes512 b) => new(Vector512.Max(a.v, b.v));

    public static WordLanes512 Smaller(WordLanes512 a, WordLanes512 b) => new(Vector512.Min(a.v, b.v));

    public static WordLanes512 LargerUnsigned(WordLanes512 a, WordLanes512 b) => new(Vector512.Max(a.v.AsUInt16(), b.v.AsUInt16()).AsInt16());

    public static WordLanes512 SmallerUnsigned(WordLanes512 a, WordLanes512 b) => new(Vector512.Min(a.v.AsUInt16(), b.v.AsUInt16()).AsInt16());

    public static WordLanes512 Select(WordLanes512 mask, WordLanes512 whenTrue, WordLanes512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static bool Any(WordLanes512 a) => a.v != Vector512<short>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(byte))
        {
            return new(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref Unsafe.As<T, byte>(ref at))));
        }

        return new(Vector512.LoadUnsafe(ref Unsafe.As<T, short>(ref at)));
    }

    public static void Store(WordLanes512 a, ref short destination, nuint index) => a.v.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(WordLanes512 a, ref byte destination, nuint index) =>
        Avx512BW.ConvertToVector256Byte(a.v).StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(WordLanes512 x, WordLanes512 y, out WordLanes512 low, out WordLanes512 high)
    {
        low = new(Avx512BW.UnpackLow(x.v, y.v));
        high = new(Avx512BW.UnpackHigh(x.v, y.v));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 Quotient(WordLanes512 low, WordLanes512 high, WordLanes512 numerator, WordLanes512 numeratorConstant, WordLanes512 denominator, WordLanes512 denominatorConstant, float unit)
    {
        Vector512<int> n = numeratorConstant.v.AsInt32(), m = denominatorConstant.v.AsInt32();
        return new(Join(
            Divide(Dot(low.v, numerator.v) + n, Dot(low.v, denominator.v) + m, unit),
            Divide(Dot(high.v, numerator.v) + n, Dot(high.v, denominator.v) + m, unit)));
    }

    public static WordLanes512 Sums(WordLanes512 a, WordLanes512 b) => new(Dot(a.v, b.v).AsInt16());

    public static WordLanes512 AddSums(WordLanes512 a, WordLanes512 b) => new((a.v.AsInt32() + b.v.AsInt32()).AsInt16());

    public static long Total(WordLanes512 sums) => Vector512.Sum(Vector512.WidenLower(sums.v.AsInt32()) + Vector512.WidenUpper(sums.v.AsInt32()));

    // To the nearest whole number; what does not fit becomes the least or the largest, and joins as such.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Divide(Vector512<int> n, Vector512<int> m, float unit)
    {
        Vector512<float> index = Vector512.ConvertToSingle(n) / Vector512.ConvertToSingle(m) * unit;
        return Avx512F.ConvertToVector512Int32(index);
    }

    private static Vector512<int> Dot(Vector512<short> a, Vector512<short> b) => Avx512BW.MultiplyAddAdjacent(a, b);

    // Packs within 128-bit quarters, as Interleave unpacked.
    private static Vector512<short> Join(Vector512<int> low, Vector512<int> high) => Avx512BW.PackSignedSaturate(low, high);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RasterEngine.Kernels;

/// <summary>8 16-bit lanes (128 bits).</summary>
internal readonly struct WordLanes128 : IWordLanes<WordLanes128>
{
    private readonly Vector128<short> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordLanes128(Vector128<short> v) => this.v = v;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => Vector128<short>.Count;

    public static WordLanes128 All(short value) => new(Vector128.Create(value));

    public static WordLanes128 operator +(WordLanes128 a, WordLanes128 b) => new(a.v + b.v);

    public static WordLanes128 operator -(WordLanes128 a, WordLanes128 b) => new(a.v - b.v);

    public static WordLanes128 operator |(WordLanes128 a, WordLanes128 b) => new(a.v | b.v);

    public static WordLanes128 operator &(WordLanes128 a, WordLanes128 b) => new(a.v & b.v);

    public static WordLanes128 operator ^(WordLanes128 a, WordLanes128 b) => new(a.v ^ b.v);

    public static WordLanes128 operator <<(WordLanes128 a, int bits) => new(a.v << bits);

    public static WordLanes128 operator >>>(WordLanes128 a, int bits) => new(a.v >>> bits);

    public static WordLanes128 Without(WordLanes128 a, WordLanes128 b) => new(Vector128.AndNot(a.v, b.v));

    public static WordLanes128 Abs(WordLanes128 a) => new(Vector128.Abs(a.v));

    public static WordLanes128 Greater(WordLanes128 a, WordLanes128 b) => new(Vector128.GreaterThan(a.v, b.v));

    public static WordLanes128 Equal(WordLanes128 a, WordLanes128 b) => new(Vector128.Equals(a.v, b.v));

    public static WordLanes128 Larger(WordLanes128 a, WordLanes128 b) => new(Vector128.Max(a.v, b.v));

    public static WordLanes128 Smaller(WordLanes128 a, WordLanes128 b) => new(Vector128.Min(a.v, b.v));

    public static WordLanes128 LargerUnsigned(WordLanes128 a, WordLanes128 b) => new(Vector128.Max(a.v.AsUInt16(), b.v.AsUInt16()).AsInt16());

    public static WordLanes128 SmallerUnsigned(WordLanes128 a, WordLanes128 b) => new(Vector128.Min(a.v.AsUInt16(), b.v.AsUInt16()).AsInt16());

    public static WordLanes128 Select(WordLanes128 mask, WordLanes128 whenTrue, WordLanes128 whenFalse) =>
        new(Vector128.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static bool Any(WordLanes128 a) => a.v != Vector128<short>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(byte))
        {
            return new(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref at))).AsByte()).AsInt16());
        }

        return new(Vector128.LoadUnsafe(ref Unsafe.As<T, short>(ref at)));
    }

    public static void Store(WordLanes128 a, ref short destination, nuint index) => a.v.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(WordLanes128 a, ref byte destination, nuint index) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, index), Bytes(a.v, a.v).AsUInt64().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(WordLanes128 x, WordLanes128 y, out WordLanes128 low, out WordLanes128 high)
    {
        low = new((Vector128.WidenLower(x.v.AsUInt16()) | (Vector128.WidenLower(y.v.AsUInt16()) << 16)).AsInt16());
        high = new((Vector128.WidenUpper(x.v.AsUInt16()) | (Vector128.WidenUpper(y.v.AsUInt16()) << 16)).AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 Quotient(WordLanes128 low, WordLanes128 high, WordLanes128 numerator, WordLanes128 numeratorConstant, WordLanes128 denominator, WordLanes128 denominatorConstant, float unit)
    {
        Vector128<int> n = numeratorConstant.v.AsInt32(), m = denominatorConstant.v.AsInt32();
        return new(Join(
            Divide(Dot(low.v, numerator.v) + n, Dot(low.v, denominator.v) + m, unit),
            Divide(Dot(high.v, numerator.v) + n, Dot(high.v, denominator.v) + m, unit)));
    }

    public static WordLanes128 Sums(WordLanes128 a, WordLanes128 b) => new(Dot(a.v, b.v).AsInt16());

    public static WordLanes128 AddSums(WordLanes128 a, WordLanes128 b) => new((a.v.AsInt32() + b.v.AsInt32()).AsInt16());

    public static long Total(WordLanes128 sums) => Vector128.Sum(Vector128.WidenLower(sums.v.AsInt32()) + Vector128.WidenUpper(sums.v.AsInt32()));

    // To the nearest whole number; what does not fit becomes the least or the largest, and joins as such.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Divide(Vector128<int> n, Vector128<int> m, float unit)
    {
        Vector128<float> index = Vector128.ConvertToSingle(n) / Vector128.ConvertToSingle(m) * unit;
        return Sse2.IsSupported ? Sse2.ConvertToVector128Int32(index) : Vector128.ConvertToInt32(Vector128.Round(index));
    }

    // Sums of products of neighbours: one instruction on x64, spelt out elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Dot(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.MultiplyAddAdjacent(a, b);
        }

        Vector128<int> p = a.AsInt32(), q = b.AsInt32();
        return (((p << 16) >> 16) * ((q << 16) >> 16)) + ((p >> 16) * (q >> 16));
    }

    private static Vector128<short> Join(Vector128<int> low, Vector128<int> high) =>
        Sse2.IsSupported ? Sse2.PackSignedSaturate(low, high) : Vector128.NarrowWithSaturation(low, high);

    private static Vector128<byte> Bytes(Vector128<short> low, Vector128<short> high) =>
        Sse2.IsSupported ? Sse2.PackUnsignedSaturate(low, high) : Vector128.Narrow(low.AsUInt16(), high.AsUInt16());
}

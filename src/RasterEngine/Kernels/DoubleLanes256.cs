using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>4 float64 lanes (256 bits).</summary>
internal readonly struct DoubleLanes256 : IDoubleLanes<DoubleLanes256>
{
    private readonly Vector256<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleLanes256(Vector256<double> v) => this.v = v;

    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    public static int Count => Vector256<double>.Count;

    public static DoubleLanes256 All(double value) => new(Vector256.Create(value));

    public static DoubleLanes256 operator +(DoubleLanes256 a, DoubleLanes256 b) => new(a.v + b.v);

    public static DoubleLanes256 operator -(DoubleLanes256 a, DoubleLanes256 b) => new(a.v - b.v);

    public static DoubleLanes256 operator *(DoubleLanes256 a, DoubleLanes256 b) => new(a.v * b.v);

    public static DoubleLanes256 operator /(DoubleLanes256 a, DoubleLanes256 b) => new(a.v / b.v);

    public static DoubleLanes256 operator |(DoubleLanes256 a, DoubleLanes256 b) => new(a.v | b.v);

    public static DoubleLanes256 operator &(DoubleLanes256 a, DoubleLanes256 b) => new(a.v & b.v);

    public static DoubleLanes256 Abs(DoubleLanes256 a) => new(Vector256.Abs(a.v));

    public static DoubleLanes256 Smaller(DoubleLanes256 a, DoubleLanes256 b) => new(Vector256.MinNative(a.v, b.v));

    public static DoubleLanes256 Larger(DoubleLanes256 a, DoubleLanes256 b) => new(Vector256.MaxNative(a.v, b.v));

    public static DoubleLanes256 AtLeast(DoubleLanes256 a, DoubleLanes256 b) => new(Vector256.GreaterThanOrEqual(a.v, b.v));

    public static DoubleLanes256 Less(DoubleLanes256 a, DoubleLanes256 b) => new(Vector256.LessThan(a.v, b.v));

    public static DoubleLanes256 Equal(DoubleLanes256 a, DoubleLanes256 b) => new(Vector256.Equals(a.v, b.v));

    public static DoubleLanes256 Select(DoubleLanes256 mask, DoubleLanes256 whenTrue, DoubleLanes256 whenFalse) =>
        new(Vector256.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static uint Bits(DoubleLanes256 mask) => (uint)Vector256.ExtractMostSignificantBits(mask.v);

    public static bool Any(DoubleLanes256 mask) => mask.v.AsInt64() != Vector256<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        return typeof(T) == typeof(double)
            ? new(Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref at)))
            : new(Vector256.WidenLower(StoredFloats.Four(ref at).ToVector256Unsafe()));
    }

    public static void Store(DoubleLanes256 a, ref double destination, nuint index) => a.v.StoreUnsafe(ref destination, index);
}

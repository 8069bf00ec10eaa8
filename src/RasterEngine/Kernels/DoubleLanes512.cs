using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>8 float64 lanes (512 bits).</summary>
internal readonly struct DoubleLanes512 : IDoubleLanes<DoubleLanes512>
{
    private readonly Vector512<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleLanes512(Vector512<double> v) => this.v = v;

    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    public static int Count => Vector512<double>.Count;

    public static DoubleLanes512 All(double value) => new(Vector512.Create(value));

    public static DoubleLanes512 operator +(DoubleLanes512 a, DoubleLanes512 b) => new(a.v + b.v);

    public static DoubleLanes512 operator -(DoubleLanes512 a, DoubleLanes512 b) => new(a.v - b.v);

    public static DoubleLanes512 operator *(DoubleLanes512 a, DoubleLanes512 b) => new(a.v * b.v);

    public static DoubleLanes512 operator /(DoubleLanes512 a, DoubleLanes512 b) => new(a.v / b.v);

    public static DoubleLanes512 operator |(DoubleLanes512 a, DoubleLanes512 b) => new(a.v | b.v);

    public static DoubleLanes512 operator &(DoubleLanes512 a, DoubleLanes512 b) => new(a.v & b.v);

    public static DoubleLanes512 Abs(DoubleLanes512 a) => new(Vector512.Abs(a.v));

    public static DoubleLanes512 Smaller(DoubleLanes512 a, DoubleLanes512 b) => new(Vector512.MinNative(a.v, b.v));

    public static DoubleLanes512 Larger(DoubleLanes512 a, DoubleLanes512 b) => new(Vector512.MaxNative(a.v, b.v));

    public static DoubleLanes512 AtLeast(DoubleLanes512 a, DoubleLanes512 b) => new(Vector512.GreaterThanOrEqual(a.v, b.v));

    public static DoubleLanes512 Less(DoubleLanes512 a, DoubleLanes512 b) => new(Vector512.LessThan(a.v, b.v));

    public static DoubleLanes512 Equal(DoubleLanes512 a, DoubleLanes512 b) => new(Vector512.Equals(a.v, b.v));

    public static DoubleLanes512 Select(DoubleLanes512 mask, DoubleLanes512 whenTrue, DoubleLanes512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static uint Bits(DoubleLanes512 mask) => (uint)Vector512.ExtractMostSignificantBits(mask.v);

    public static bool Any(DoubleLanes512 mask) => mask.v.AsInt64() != Vector512<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        return typeof(T) == typeof(double)
            ? new(Vector512.LoadUnsafe(ref Unsafe.As<T, double>(ref at)))
            : new(Vector512.WidenLower(Vector256.Create(StoredFloats.Four(ref at), StoredFloats.Four(ref Unsafe.Add(ref at, 4))).ToVector512Unsafe()));
    }

    public static void Store(DoubleLanes512 a, ref double destination, nuint index) => a.v.StoreUnsafe(ref destination, index);
}

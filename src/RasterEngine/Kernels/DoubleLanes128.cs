using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>2 float64 lanes (128 bits).</summary>
internal readonly struct DoubleLanes128 : IDoubleLanes<DoubleLanes128>
{
    private readonly Vector128<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleLanes128(Vector128<double> v) => this.v = v;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => Vector128<double>.Count;

    public static DoubleLanes128 All(double value) => new(Vector128.Create(value));

    public static DoubleLanes128 operator +(DoubleLanes128 a, DoubleLanes128 b) => new(a.v + b.v);

    public static DoubleLanes128 operator -(DoubleLanes128 a, DoubleLanes128 b) => new(a.v - b.v);

    public static DoubleLanes128 operator *(DoubleLanes128 a, DoubleLanes128 b) => new(a.v * b.v);

    public static DoubleLanes128 operator /(DoubleLanes128 a, DoubleLanes128 b) => new(a.v / b.v);

    public static DoubleLanes128 operator |(DoubleLanes128 a, DoubleLanes128 b) => new(a.v | b.v);

    public static DoubleLanes128 operator &(DoubleLanes128 a, DoubleLanes128 b) => new(a.v & b.v);

    public static DoubleLanes128 Abs(DoubleLanes128 a) => new(Vector128.Abs(a.v));

    public static DoubleLanes128 Smaller(DoubleLanes128 a, DoubleLanes128 b) => new(Vector128.MinNative(a.v, b.v));

    public static DoubleLanes128 Larger(DoubleLanes128 a, DoubleLanes128 b) => new(Vector128.MaxNative(a.v, b.v));

    public static DoubleLanes128 AtLeast(DoubleLanes128 a, DoubleLanes128 b) => new(Vector128.GreaterThanOrEqual(a.v, b.v));

    public static DoubleLanes128 Less(DoubleLanes128 a, DoubleLanes128 b) => new(Vector128.LessThan(a.v, b.v));

    public static DoubleLanes128 Equal(DoubleLanes128 a, DoubleLanes128 b) => new(Vector128.Equals(a.v, b.v));

    public static DoubleLanes128 Select(DoubleLanes128 mask, DoubleLanes128 whenTrue, DoubleLanes128 whenFalse) =>
        new(Vector128.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static uint Bits(DoubleLanes128 mask) => (uint)Vector128.ExtractMostSignificantBits(mask.v);

    public static bool Any(DoubleLanes128 mask) => mask.v.AsInt64() != Vector128<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        return typeof(T) == typeof(double)
            ? new(Vector128.LoadUnsafe(ref Unsafe.As<T, double>(ref at)))
            : new(Vector128.Create(StoredFloats.One(ref at), (double)StoredFloats.One(ref Unsafe.Add(ref at, 1))));
    }

    public static void Store(DoubleLanes128 a, ref double destination, nuint index) => a.v.StoreUnsafe(ref destination, index);
}

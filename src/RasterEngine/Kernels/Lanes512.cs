using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>16 float32 lanes (512 bits).</summary>
internal readonly struct Lanes512 : ILanes<Lanes512>
{
    private readonly Vector512<float> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<float> v) => this.v = v;

    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    public static int Count => Vector512<float>.Count;

    public static Lanes512 All(float value) => new(Vector512.Create(value));

    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a.v + b.v);

    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a.v - b.v);

    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a.v * b.v);

    public static Lanes512 operator |(Lanes512 a, Lanes512 b) => new(a.v | b.v);

    public static Lanes512 operator &(Lanes512 a, Lanes512 b) => new(a.v & b.v);

    public static Lanes512 Abs(Lanes512 a) => new(Vector512.Abs(a.v));

    public static Lanes512 Divide(Lanes512 a, Lanes512 b) => new(a.v / b.v);

    public static Lanes512 Larger(Lanes512 a, Lanes512 b) => new(Vector512.Max(a.v, b.v));

    public static Lanes512 AtLeast(Lanes512 a, Lanes512 b) => new(Vector512.GreaterThanOrEqual(a.v, b.v));

    public static Lanes512 Less(Lanes512 a, Lanes512 b) => new(Vector512.LessThan(a.v, b.v));

    public static Lanes512 Equal(Lanes512 a, Lanes512 b) => new(Vector512.Equals(a.v, b.v));

    public static Lanes512 Select(Lanes512 mask, Lanes512 whenTrue, Lanes512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static bool Any(Lanes512 mask) => mask.v.AsInt32() != Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref readonly T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(ushort))
        {
            return new(Vector512.ConvertToSingle(Vector512.WidenLower(Vector256.LoadUnsafe(in Unsafe.As<T, ushort>(ref Unsafe.AsRef(in at))).ToVector512Unsafe()).AsInt32()));
        }

        if (typeof(T) == typeof(short))
        {
            return new(Vector512.ConvertToSingle(Vector512.WidenLower(Vector256.LoadUnsafe(in Unsafe.As<T, short>(ref Unsafe.AsRef(in at))).ToVector512Unsafe())));
        }

        return new(Vector512.ConvertToSingle(Vector512.WidenLower(Vector256.WidenLower(Vector128.LoadUnsafe(in Unsafe.As<T, byte>(ref Unsafe.AsRef(in at))).ToVector256Unsafe()).ToVector512Unsafe()).AsInt32()));
    }

    public static Lanes512 LoadFloats(ref readonly float source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    public static void Store(Lanes512 a, ref float destination, nuint index) => a.v.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lanes512 a, ref byte destination, nuint index)
    {
        Vector512<short> shorts = Vector512.Narrow(Vector512.ConvertToInt32Native(a.v), Vector512<int>.Zero);
        Vector512<byte> bytes = Vector512.Narrow(shorts.AsUInt16(), Vector512<ushort>.Zero);
        bytes.GetLower().GetLower().StoreUnsafe(ref destination, index);
    }
}

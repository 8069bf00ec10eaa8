using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>8 float32 lanes (256 bits).</summary>
internal readonly struct Lanes256 : ILanes<Lanes256>
{
    private readonly Vector256<float> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<float> v) => this.v = v;

    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    public static int Count => Vector256<float>.Count;

    public static Lanes256 All(float value) => new(Vector256.Create(value));

    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a.v + b.v);

    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a.v - b.v);

    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a.v * b.v);

    public static Lanes256 operator |(Lanes256 a, Lanes256 b) => new(a.v | b.v);

    public static Lanes256 operator &(Lanes256 a, Lanes256 b) => new(a.v & b.v);

    public static Lanes256 Abs(Lanes256 a) => new(Vector256.Abs(a.v));

    public static Lanes256 Divide(Lanes256 a, Lanes256 b) => new(a.v / b.v);

    public static Lanes256 Larger(Lanes256 a, Lanes256 b) => new(Vector256.Max(a.v, b.v));

    public static Lanes256 AtLeast(Lanes256 a, Lanes256 b) => new(Vector256.GreaterThanOrEqual(a.v, b.v));

    public static Lanes256 Less(Lanes256 a, Lanes256 b) => new(Vector256.LessThan(a.v, b.v));

    public static Lanes256 Equal(Lanes256 a, Lanes256 b) => new(Vector256.Equals(a.v, b.v));

    public static Lanes256 Select(Lanes256 mask, Lanes256 whenTrue, Lanes256 whenFalse) =>
        new(Vector256.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static bool Any(Lanes256 mask) => mask.v.AsInt32() != Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref readonly T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(ushort))
        {
            return new(Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.LoadUnsafe(in Unsafe.As<T, ushort>(ref Unsafe.AsRef(in at))).ToVector256Unsafe()).AsInt32()));
        }

        if (typeof(T) == typeof(short))
        {
            return new(Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.LoadUnsafe(in Unsafe.As<T, short>(ref Unsafe.AsRef(in at))).ToVector256Unsafe())));
        }

        return new(Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(in Unsafe.As<T, byte>(ref Unsafe.AsRef(in at)))).AsByte()).ToVector256Unsafe()).AsInt32()));
    }

    public static Lanes256 LoadFloats(ref readonly float source, nuint index) => new(Vector256.LoadUnsafe(in source, index));

    public static void Store(Lanes256 a, ref float destination, nuint index) => a.v.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lanes256 a, ref byte destination, nuint index)
    {
        Vector256<short> shorts = Vector256.Narrow(Vector256.ConvertToInt32Native(a.v), Vector256<int>.Zero);
        Vector256<byte> bytes = Vector256.Narrow(shorts.AsUInt16(), Vector256<ushort>.Zero);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, index), bytes.AsUInt64().ToScalar());
    }
}

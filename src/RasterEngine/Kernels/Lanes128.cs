using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RasterEngine.Kernels;

/// <summary>4 float32 lanes (128 bits).</summary>
internal readonly struct Lanes128 : ILanes<Lanes128>
{
    private readonly Vector128<float> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<float> v) => this.v = v;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => Vector128<float>.Count;

    public static Lanes128 All(float value) => new(Vector128.Create(value));

    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a.v + b.v);

    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a.v - b.v);

    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a.v * b.v);

    public static Lanes128 operator |(Lanes128 a, Lanes128 b) => new(a.v | b.v);

    public static Lanes128 operator &(Lanes128 a, Lanes128 b) => new(a.v & b.v);

    public static Lanes128 Abs(Lanes128 a) => new(Vector128.Abs(a.v));

    public static Lanes128 Divide(Lanes128 a, Lanes128 b) => new(a.v / b.v);

    public static Lanes128 Larger(Lanes128 a, Lanes128 b) => new(Vector128.Max(a.v, b.v));

    public static Lanes128 AtLeast(Lanes128 a, Lanes128 b) => new(Vector128.GreaterThanOrEqual(a.v, b.v));

    public static Lanes128 Less(Lanes128 a, Lanes128 b) => new(Vector128.LessThan(a.v, b.v));

    public static Lanes128 Equal(Lanes128 a, Lanes128 b) => new(Vector128.Equals(a.v, b.v));

    public static Lanes128 Select(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) =>
        new(Vector128.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static bool Any(Lanes128 mask) => mask.v.AsInt32() != Vector128<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref readonly T at = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(ushort))
        {
            return new(Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(in Unsafe.As<T, byte>(ref Unsafe.AsRef(in at)))).AsUInt16()).AsInt32()));
        }

        if (typeof(T) == typeof(short))
        {
            return new(Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(in Unsafe.As<T, byte>(ref Unsafe.AsRef(in at)))).AsInt16())));
        }

        return new(Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(in Unsafe.As<T, byte>(ref Unsafe.AsRef(in at)))).AsByte())).AsInt32()));
    }

    public static Lanes128 LoadFloats(ref readonly float source, nuint index) => new(Vector128.LoadUnsafe(in source, index));

    public static void Store(Lanes128 a, ref float destination, nuint index) => a.v.StoreUnsafe(ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lanes128 a, ref byte destination, nuint index)
    {
        Vector128<short> shorts = Vector128.Narrow(Vector128.ConvertToInt32Native(a.v), Vector128<int>.Zero);
        Vector128<byte> bytes = Vector128.Narrow(shorts.AsUInt16(), Vector128<ushort>.Zero);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, index), bytes.AsUInt32().ToScalar());
    }
}

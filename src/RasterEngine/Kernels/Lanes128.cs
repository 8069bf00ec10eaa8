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

    public static Lanes128 operator &(Lanes128 a, Lanes128 b) => new(a.v & b.v);

    public static Lanes128 Divide(Lanes128 a, Lanes128 b) => new(a.v / b.v);

    public static Lanes128 AtLeast(Lanes128 a, Lanes128 b) => new(Vector128.GreaterThanOrEqual(a.v, b.v));

    public static Lanes128 Less(Lanes128 a, Lanes128 b) => new(Vector128.LessThan(a.v, b.v));

    public static Lanes128 Select(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) =>
        new(Vector128.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static Lanes128 LoadFloats(ref readonly float source, nuint index) => new(Vector128.LoadUnsafe(in source, index));

    public static void Store(Lanes128 a, ref float destination, nuint index) => a.v.StoreUnsafe(ref destination, index);
}

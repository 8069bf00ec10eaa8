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

    public static Lanes256 operator &(Lanes256 a, Lanes256 b) => new(a.v & b.v);

    public static Lanes256 Divide(Lanes256 a, Lanes256 b) => new(a.v / b.v);

    public static Lanes256 AtLeast(Lanes256 a, Lanes256 b) => new(Vector256.GreaterThanOrEqual(a.v, b.v));

    public static Lanes256 Less(Lanes256 a, Lanes256 b) => new(Vector256.LessThan(a.v, b.v));

    public static Lanes256 Select(Lanes256 mask, Lanes256 whenTrue, Lanes256 whenFalse) =>
        new(Vector256.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static Lanes256 LoadFloats(ref readonly float source, nuint index) => new(Vector256.LoadUnsafe(in source, index));

    public static void Store(Lanes256 a, ref float destination, nuint index) => a.v.StoreUnsafe(ref destination, index);
}

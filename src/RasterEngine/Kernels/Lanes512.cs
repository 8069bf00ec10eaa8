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

    public static Lanes512 operator &(Lanes512 a, Lanes512 b) => new(a.v & b.v);

    public static Lanes512 Divide(Lanes512 a, Lanes512 b) => new(a.v / b.v);

    public static Lanes512 AtLeast(Lanes512 a, Lanes512 b) => new(Vector512.GreaterThanOrEqual(a.v, b.v));

    public static Lanes512 Less(Lanes512 a, Lanes512 b) => new(Vector512.LessThan(a.v, b.v));

    public static Lanes512 Select(Lanes512 mask, Lanes512 whenTrue, Lanes512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v));

    public static Lanes512 LoadFloats(ref readonly float source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    public static void Store(Lanes512 a, ref float destination, nuint index) => a.v.StoreUnsafe(ref destination, index);
}

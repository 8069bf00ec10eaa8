using System.Numerics;
using System.Runtime.CompilerServices;

namespace RasterEngine.Kernels;

/// <summary>As many pixels as the machine's vectors hold.</summary>
internal readonly struct RealLanes : IRealLanes<RealLanes>
{
    private readonly Vector<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RealLanes(Vector<double> v) => this.v = v;

    public static int Count => Vector<double>.Count;

    public static RealLanes All(double value) => new(new Vector<double>(value));

    public static RealLanes Load(ReadOnlySpan<double> source, int index) => new(new Vector<double>(source[index..]));

    public static void Store(RealLanes a, Span<double> destination, int index) => a.v.CopyTo(destination[index..]);

    public static RealLanes operator +(RealLanes a, RealLanes b) => new(a.v + b.v);

    public static RealLanes operator -(RealLanes a, RealLanes b) => new(a.v - b.v);

    public static RealLanes operator *(RealLanes a, RealLanes b) => new(a.v * b.v);

    public static RealLanes operator /(RealLanes a, RealLanes b) => new(a.v / b.v);

    public static RealLanes IfNumber(RealLanes a, RealLanes whenTrue, RealLanes whenFalse) => new(Vector.ConditionalSelect(Vector.Equals(a.v, a.v), whenTrue.v, whenFalse.v));

    public static RealLanes IfMore(RealLanes a, RealLanes b, RealLanes whenTrue, RealLanes whenFalse) => new(Vector.ConditionalSelect(Vector.GreaterThan(a.v, b.v), whenTrue.v, whenFalse.v));
}

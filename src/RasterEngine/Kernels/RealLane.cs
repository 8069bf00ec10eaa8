namespace RasterEngine.Kernels;

/// <summary>One pixel: the dull variant that the vectors are held against, and the last pixels of a row.</summary>
internal readonly struct RealLane : IRealLanes<RealLane>
{
    private readonly double v;

    private RealLane(double v) => this.v = v;

    public static int Count => 1;

    public static RealLane All(double value) => new(value);

    public static RealLane Load(ReadOnlySpan<double> source, int index) => new(source[index]);

    public static void Store(RealLane a, Span<double> destination, int index) => destination[index] = a.v;

    public static RealLane operator +(RealLane a, RealLane b) => new(a.v + b.v);

    public static RealLane operator -(RealLane a, RealLane b) => new(a.v - b.v);

    public static RealLane operator *(RealLane a, RealLane b) => new(a.v * b.v);

    public static RealLane operator /(RealLane a, RealLane b) => new(a.v / b.v);

    public static RealLane IfNumber(RealLane a, RealLane whenTrue, RealLane whenFalse) => double.IsNaN(a.v) ? whenFalse : whenTrue;

    public static RealLane IfMore(RealLane a, RealLane b, RealLane whenTrue, RealLane whenFalse) => a.v > b.v ? whenTrue : whenFalse;
}

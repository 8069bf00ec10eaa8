namespace RasterEngine.Kernels;

/// <summary>Float64 numbers of several pixels side by side. Operations are the plain IEEE ones, so every lane holds what one pixel alone would.</summary>
internal interface IRealLanes<TSelf>
    where TSelf : unmanaged, IRealLanes<TSelf>
{
    /// <summary>Pixels side by side.</summary>
    static abstract int Count { get; }

    static abstract TSelf All(double value);

    static abstract TSelf Load(ReadOnlySpan<double> source, int index);

    static abstract void Store(TSelf a, Span<double> destination, int index);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary><paramref name="whenTrue"/> where <paramref name="a"/> is a number and not NaN, <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf IfNumber(TSelf a, TSelf whenTrue, TSelf whenFalse);

    /// <summary><paramref name="whenTrue"/> where a &gt; b, <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf IfMore(TSelf a, TSelf b, TSelf whenTrue, TSelf whenFalse);
}

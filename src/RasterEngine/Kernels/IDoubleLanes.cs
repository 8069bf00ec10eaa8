namespace RasterEngine.Kernels;

/// <summary>
/// A vector of float64 lanes of one width, as <see cref="ILanes{TSelf}"/> is of float32: whole numbers up to 2⁵³ are exact in it, so integer
/// comparisons need no second look. Comparisons return lanes of all ones or all zeros, and are false where a side is NaN.
/// </summary>
internal interface IDoubleLanes<TSelf>
    where TSelf : struct, IDoubleLanes<TSelf>
{
    static abstract bool IsSupported { get; }

    /// <summary>Lanes in one vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf All(double value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf Abs(TSelf a);

    /// <summary>The smaller and the larger of each pair of lanes, neither being NaN.</summary>
    static abstract TSelf Smaller(TSelf a, TSelf b);

    /// <inheritdoc cref="Smaller"/>
    static abstract TSelf Larger(TSelf a, TSelf b);

    static abstract TSelf AtLeast(TSelf a, TSelf b);

    static abstract TSelf Less(TSelf a, TSelf b);

    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>Lanes of <paramref name="whenTrue"/> where <paramref name="mask"/> is set, of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    static abstract bool Any(TSelf mask);

    /// <summary>A bit a lane, the first lane's the lowest.</summary>
    static abstract uint Bits(TSelf mask);

    /// <summary><see cref="Count"/> stored numbers (byte, ushort, short, float or double) from <paramref name="index"/> on: exact.</summary>
    static abstract TSelf Load<T>(ref readonly T source, nuint index)
        where T : unmanaged;

    static abstract void Store(TSelf a, ref double destination, nuint index);
}

namespace RasterEngine.Kernels;

/// <summary>
/// A vector of 16-bit lanes of one width. Loops are written once against it and compiled for each width; operations are whole-number ones, or the plain
/// IEEE ones on the 32-bit halves, so every width holds the same numbers. Comparisons are signed and return lanes of all ones or all zeros.
/// </summary>
internal interface IWordLanes<TSelf>
    where TSelf : struct, IWordLanes<TSelf>
{
    static abstract bool IsSupported { get; }

    /// <summary>Lanes in one vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf All(short value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    static abstract TSelf operator <<(TSelf a, int bits);

    /// <summary>Shifts zeros in from the left.</summary>
    static abstract TSelf operator >>>(TSelf a, int bits);

    /// <summary>a &amp; ~b.</summary>
    static abstract TSelf Without(TSelf a, TSelf b);

    static abstract TSelf Abs(TSelf a);

    static abstract TSelf Greater(TSelf a, TSelf b);

    static abstract TSelf Equal(TSelf a, TSelf b);

    static abstract TSelf Larger(TSelf a, TSelf b);

    static abstract TSelf Smaller(TSelf a, TSelf b);

    /// <summary>The larger as unsigned numbers.</summary>
    static abstract TSelf LargerUnsigned(TSelf a, TSelf b);

    /// <summary>The smaller as unsigned numbers.</summary>
    static abstract TSelf SmallerUnsigned(TSelf a, TSelf b);

    /// <summary>Lanes of <paramref name="whenTrue"/> where <paramref name="mask"/> is set, of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    static abstract bool Any(TSelf a);

    /// <summary><see cref="Count"/> stored numbers (byte, ushort or short) from <paramref name="index"/> on, bytes widened.</summary>
    static abstract TSelf Load<T>(ref readonly T source, nuint index)
        where T : unmanaged;

    static abstract void Store(TSelf a, ref short destination, nuint index);

    /// <summary>Whole numbers 0..255 as <see cref="Count"/> bytes.</summary>
    static abstract void StoreBytes(TSelf a, ref byte destination, nuint index);

    /// <summary>Lanes of <paramref name="x"/> and <paramref name="y"/> in turn, in two vectors; only <see cref="Quotient"/> knows the order.</summary>
    static abstract void Interleave(TSelf x, TSelf y, out TSelf low, out TSelf high);

    /// <summary>
    /// (a·x + b·y + c) ÷ (d·x + e·y + f) of every lane times <paramref name="unit"/>, to the nearest, ±32,767 or −32,768 where it does not fit and
    /// anything where the denominator is not positive. Coefficients lie in turn (a, b), constants as 32-bit lanes.
    /// </summary>
    static abstract TSelf Quotient(TSelf low, TSelf high, TSelf numerator, TSelf numeratorConstant, TSelf denominator, TSelf denominatorConstant, float unit);

    /// <summary>a·b of every lane, neighbours added: half as many 32-bit lanes.</summary>
    static abstract TSelf Sums(TSelf a, TSelf b);

    /// <summary>32-bit lanes added.</summary>
    static abstract TSelf AddSums(TSelf a, TSelf b);

    /// <summary>All 32-bit lanes in one.</summary>
    static abstract long Total(TSelf sums);
}

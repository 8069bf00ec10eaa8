namespace RasterEngine.Kernels;

/// <summary>
/// A vector of float32 lanes of one width. Loops are written once against it and compiled for each width; the operations are the plain
/// IEEE ones, so a lane holds what the scalar formula would hold. Comparisons return lanes of all ones or all zeros.
/// </summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract bool IsSupported { get; }

    /// <summary>Lanes in one vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf All(float value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf Divide(TSelf a, TSelf b);

    static abstract TSelf AtLeast(TSelf a, TSelf b);

    static abstract TSelf Less(TSelf a, TSelf b);

    /// <summary>Lanes of <paramref name="whenTrue"/> where <paramref name="mask"/> is set, of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    static abstract TSelf LoadFloats(ref readonly float source, nuint index);

    static abstract void Store(TSelf a, ref float destination, nuint index);
}

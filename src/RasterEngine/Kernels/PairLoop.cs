namespace RasterEngine.Kernels;

/// <summary>The loop over pixels for one stored type. Two forms exist: exact integers, and floats in double.</summary>
internal abstract class PairLoop<T>
    where T : unmanaged
{
    /// <summary>Prepares one date's pixels.</summary>
    public abstract void Prepare(bool later, DatePixels<T> pixels, DateStates states);

    /// <summary>Compares prepared pixels: those of <paramref name="before"/> lie from <paramref name="beforeFrom"/> on in its states, and so on.</summary>
    public abstract void Compare(DatePixels<T> before, DateStates beforeStates, int beforeFrom, DatePixels<T> after, DateStates afterStates, int afterFrom, Span<byte> cells);
}

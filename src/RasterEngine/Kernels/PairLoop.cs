namespace RasterEngine.Kernels;

/// <summary>What differs between stored types: how a date is prepared, and the exact formula. Two forms exist: exact integers, and floats in double.</summary>
internal abstract class PairLoop<T>
    where T : unmanaged
{
    /// <summary>Prepares one date's pixels: exact states, and indices within <see cref="WordIndex"/>'s error.</summary>
    public abstract void Prepare(bool later, DatePixels<T> pixels, DateStates states);

    /// <summary>The cell of one pixel, exactly; exclusions as in <see cref="DatePixels{TStored}"/>.</summary>
    public abstract byte Cell(T x1, T y1, T x2, T y2, byte excluded1, byte excluded2);
}

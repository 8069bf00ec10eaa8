namespace RasterEngine.Kernels;

/// <summary>A row of one date: stored numbers, and what was prepared of them from the first on.</summary>
public readonly ref struct PreparedRow<TStored>(DatePixels<TStored> pixels, DateStates states)
    where TStored : unmanaged
{
    public DatePixels<TStored> Pixels { get; } = pixels;

    public DateStates States { get; } = states;
}

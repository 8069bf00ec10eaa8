namespace RasterEngine.Kernels;

/// <summary>
/// A spectral index of two bands as a fraction of linear forms:
/// (Nx·x + Ny·y + N0) ÷ (Dx·x + Dy·y + D0), x and y being reflectances.
/// </summary>
public sealed record IndexForm(decimal Nx, decimal Ny, decimal N0, decimal Dx, decimal Dy, decimal D0)
{
    /// <summary>x: the band already holds the index.</summary>
    public static IndexForm Identity { get; } = new(1m, 0m, 0m, 0m, 0m, 1m);

    /// <summary>(x − y) ÷ (x + y): free of any scale that both bands share.</summary>
    public static IndexForm NormalisedDifference { get; } = new(1m, -1m, 0m, 1m, 1m, 0m);
}

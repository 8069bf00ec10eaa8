namespace RasterEngine.Tiling;

/// <summary>
/// Places in the pixel plane as whole numbers of 2⁻²⁴ pixel. Sums of areas are then exact: the same in any order, for any tiling and on any
/// machine, and two polygons that share an edge share its very points. A vertex moves by at most 3·10⁻⁸ pixel.
/// </summary>
internal static class SubPixel
{
    public const int Bits = 24;

    /// <summary>One pixel.</summary>
    public const int One = 1 << Bits;

    /// <summary>Twice a pixel's area, in squared units: areas come as sums of trapezoids, and their halves are never taken.</summary>
    public const long WholeTwice = 2L * One * One;

    /// <summary>A pixel's share when it is covered wholly.</summary>
    public const int WholeShare = 65_536;

    /// <summary>Pixels from the grid's origin within which differences and cross products do not overflow.</summary>
    public const double Farthest = 1L << 36;

    /// <param name="pixels">A column or row, within ± <see cref="Farthest"/>.</param>
    public static long Of(double pixels) => (long)Math.Round(pixels * One);

    /// <summary>The pixel that holds a place; a place on a boundary belongs to the right or lower one.</summary>
    public static long Pixel(long place) => place >> Bits;

    /// <summary>The first pixel whose centre is at a place or beyond it.</summary>
    public static long CentreFrom(long place) => (place + (One / 2) - 1) >> Bits;

    /// <summary>The first pixel whose centre is beyond a place.</summary>
    public static long CentreBeyond(long place) => (place + (One / 2)) >> Bits;

    /// <summary>Twice an area as a share of a pixel in 1/65,536, halves rounded up.</summary>
    public static int Share(long areaTwice) => (int)((Math.Clamp(areaTwice, 0, WholeTwice) + (1L << 32)) >> 33);
}

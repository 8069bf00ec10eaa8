namespace RasterEngine.Areas;

/// <summary>How much of something there is: pixels counted (whole or touched) and ground area summed over the same pixels.</summary>
public readonly record struct Extent(long Pixels, Area Area)
{
    public decimal Hectares => Area.Hectares;

    public static Extent operator +(Extent a, Extent b) => new(a.Pixels + b.Pixels, a.Area + b.Area);

    public static Extent operator -(Extent a, Extent b) => new(a.Pixels - b.Pixels, a.Area - b.Area);
}

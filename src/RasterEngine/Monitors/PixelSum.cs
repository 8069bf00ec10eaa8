namespace RasterEngine.Monitors;

/// <summary>Pixels and their ground area in whole steps: sums are equal in any order.</summary>
public readonly record struct PixelSum(long Pixels, long Steps)
{
    public static PixelSum operator +(PixelSum a, PixelSum b) => new(a.Pixels + b.Pixels, a.Steps + b.Steps);

    /// <summary>One pixel more.</summary>
    public PixelSum Add(long steps) => new(Pixels + 1, Steps + steps);
}

namespace RasterEngine.Estimates;

/// <summary>A confidence interval, in the unit of its estimate; never of zero width unless every unit was labelled.</summary>
public readonly record struct Interval(double Low, double High)
{
    public double Width => High - Low;

    /// <summary>Whether the interval holds a value, ends included.</summary>
    public bool Holds(double value) => Low <= value && value <= High;
}

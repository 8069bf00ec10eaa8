namespace RasterEngine.Kernels;

/// <summary>
/// The index as a 16-bit whole number, <see cref="Unit"/> times it: where it lies apart from a threshold it decides, at a threshold the exact formula does.
/// </summary>
/// <remarks>
/// Rounding to a whole number is at most ½ off. In float32 lanes the conversions of numerator and denominator, the quotient and the product add
/// 4·2⁻²⁴ of at most 2¹⁴, under 0.004. So a number is off by less than <see cref="Error"/>, the difference of two by less than twice that.
/// </remarks>
internal sealed class WordIndex
{
    /// <summary>Numbers are held within ± this one (an index of nearly 2). One that reaches it says nothing; differences of others fit 16 bits.</summary>
    public const short Extreme = 16383;

    /// <summary>More than a number can be off.</summary>
    public const double Error = 0.505;

    private const int LargestUnit = 8192;

    /// <param name="form">Both dates and the thresholds.</param>
    public WordIndex(PairForm form)
    {
        // A threshold half-way between two whole numbers would leave both in doubt: another unit moves it.
        Unit = LargestUnit;
        while (form.Thresholds.Any(t => Math.Abs(((double)t * Unit) - Math.Floor((double)t * Unit) - 0.5) < 2 * (Error - 0.5)))
        {
            Unit--;
        }

        Doubtful = [.. form.Thresholds.Select(t => Math.Round((double)t * Unit)).Select(t => (short)Math.Clamp(t, -Extreme, Extreme))];
        HoldsThresholds = form.Thresholds.All(t => Math.Abs((double)t * Unit) < Extreme - 1);
    }

    /// <summary>The number of an index of 1.</summary>
    public int Unit { get; }

    /// <summary>For each of the three thresholds the one number that does not tell: larger ones reach it, smaller ones do not.</summary>
    public short[] Doubtful { get; }

    /// <summary>Whether all thresholds lie among the numbers.</summary>
    public bool HoldsThresholds { get; }

    /// <summary>The number of n ÷ m.</summary>
    /// <param name="numerator">n.</param>
    /// <param name="denominator">m, greater than 0.</param>
    public short Of(double numerator, double denominator) =>
        (short)Math.Round(Math.Clamp(numerator / denominator * Unit, -Extreme, Extreme));
}

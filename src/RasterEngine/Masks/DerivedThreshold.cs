using System.Globalization;
using RasterEngine.Kernels;

namespace RasterEngine.Masks;

/// <summary>A threshold that was derived from the scenes, and how well they part there.</summary>
/// <param name="Method">How it was derived.</param>
/// <param name="VegetatedAt">
/// The upper edge of the last bin below, a decimal of at most 3 places: vegetated is index ≥ this, which no bin straddles, so the mask and
/// these figures are about the very same pixels.
/// </param>
/// <param name="AshmanD">
/// D = √2·|μ₀ − μ₁| ÷ √(σ₀² + σ₁²) (Ashman, Bird &amp; Zepf 1994, Astron. J. 108:2348) of the two normal distributions that fit the histogram best, as
/// the paper means it. Not of the sides as the threshold cuts them: those look apart wherever one cuts. One normal distribution cut at its
/// mean would have 2.65, an even one 3.46: hardly any single heap would stay under 2. Finite, 0 or more.
/// </param>
/// <param name="MeanBelow">Mean index of the pixels below the threshold, from the bins' centres.</param>
/// <param name="MeanAbove">The same of the others.</param>
/// <param name="SigmaBelow">Standard deviation of the index below.</param>
/// <param name="SigmaAbove">The same of the others.</param>
/// <param name="ShareAbove">Part of the counted pixels at the threshold or above, 0..1, both ends excluded.</param>
/// <param name="Pixels">Counted: a pixel once for every date in the histogram.</param>
public sealed record DerivedThreshold(
    ThresholdMethod Method,
    decimal VegetatedAt,
    double AshmanD,
    double MeanBelow,
    double MeanAbove,
    double SigmaBelow,
    double SigmaAbove,
    double ShareAbove,
    long Pixels)
{
    /// <summary>D below which two sides are not two kinds of ground.</summary>
    public const double SmallestAshmanD = 2;

    /// <summary>False: the histogram does not part here, and the result is up for review (threshold-not-supported).</summary>
    public bool Supported => AshmanD >= SmallestAshmanD;

    /// <summary>Derives a threshold.</summary>
    /// <exception cref="ScanException">no-threshold: nothing was counted, all has one index, or the method finds only one kind of ground.</exception>
    public static DerivedThreshold Of(ThresholdMethod method, IndexHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        int? last = method switch
        {
            ThresholdMethod.Otsu => Otsu.Find(histogram.Counts),
            ThresholdMethod.KittlerIllingworth => KittlerIllingworth.Find(histogram.Counts),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "no such method"),
        };
        return last is { } bin ? At(method, histogram, bin) : throw None(method, histogram);
    }

    private static DerivedThreshold At(ThresholdMethod method, IndexHistogram histogram, int last)
    {
        HistogramSide below = HistogramSide.Of(histogram.Counts[..(last + 1)]);
        HistogramSide above = HistogramSide.Of(histogram.Counts) - below;
        return new(
            method,
            IndexHistogram.LowerEdge(last + 1),
            NormalMixture.Fit(histogram.Counts, below, above).AshmanD,
            IndexHistogram.Value(below.Mean),
            IndexHistogram.Value(above.Mean),
            Math.Sqrt(below.Variance) / IndexHistogram.BinsPerUnit,
            Math.Sqrt(above.Variance) / IndexHistogram.BinsPerUnit,
            (double)above.Pixels / (double)(below.Pixels + above.Pixels),
            histogram.Pixels);
    }

    private static ScanException None(ThresholdMethod method, IndexHistogram histogram)
    {
        string name = method == ThresholdMethod.Otsu ? "Otsu's method" : "The method of Kittler and Illingworth";
        string why = HistogramSide.Of(histogram.Counts).OccupiedBins switch
        {
            0 => "no pixel was observed",
            1 => $"all {Count(histogram.Pixels)} index values lie between {Edge(histogram, 0)} and {Edge(histogram, 1)}, and one kind of ground cannot be parted",
            _ => $"its optimum for {Count(histogram.Pixels)} index values leaves one side a single step of 0.001, so they are one kind of ground or have a spike at an end",
        };
        return new ScanException("no-threshold", $"{name} finds no threshold: {why}; give \"vegetatedAt\" as a number.");
    }

    private static string Count(long pixels) => pixels.ToString("N0", CultureInfo.InvariantCulture);

    // Edges of the only bin that holds anything.
    private static string Edge(IndexHistogram histogram, int side) =>
        IndexHistogram.LowerEdge(histogram.Counts.IndexOfAnyExcept(0) + side).ToString("0.###", CultureInfo.InvariantCulture);
}

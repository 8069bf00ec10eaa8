namespace RasterEngine.Masks;

/// <summary>Two normal distributions that together look like a histogram; means in bins, variances in bins².</summary>
/// <param name="ShareBelow">Part of the pixels in the first one, 0..1.</param>
/// <param name="MeanBelow">Its mean.</param>
/// <param name="VarianceBelow">Its variance, that of one bin at least.</param>
/// <param name="MeanAbove">Mean of the second.</param>
/// <param name="VarianceAbove">Variance of the second.</param>
internal readonly record struct NormalMixture(double ShareBelow, double MeanBelow, double VarianceBelow, double MeanAbove, double VarianceAbove)
{
    // A heap cannot be known to be narrower than an even spread over its own bin.
    private const double SmallestVariance = 1.0 / 12;
    private const double SmallestShare = 1e-9;
    private const double SmallestStep = 1e-5;
    private const int MostSteps = 500;

    /// <summary>D = √2·|μ₀ − μ₁| ÷ √(σ₀² + σ₁²) (Ashman, Bird &amp; Zepf 1994, Astron. J. 108:2348); 0 when one of them has no pixels left.</summary>
    public double AshmanD => ShareBelow is < SmallestShare or > 1 - SmallestShare
        ? 0
        : Math.Sqrt(2) * Math.Abs(MeanBelow - MeanAbove) / Math.Sqrt(VarianceBelow + VarianceAbove);

    /// <summary>
    /// The likeliest mixture near two sides of a threshold: expectation and maximisation in turn (Dempster, Laird &amp; Rubin 1977, J. R. Stat. Soc. B 39:1)
    /// until D moves by less than 10⁻⁵, 500 times at most.
    /// </summary>
    public static NormalMixture Fit(ReadOnlySpan<long> counts, HistogramSide below, HistogramSide above)
    {
        double share = (double)below.Pixels / (double)(below.Pixels + above.Pixels);
        var mixture = new NormalMixture(share, below.Mean, Math.Max(below.Variance, SmallestVariance), above.Mean, Math.Max(above.Variance, SmallestVariance));
        for (int step = 0; step < MostSteps; step++)
        {
            NormalMixture next = mixture.Closer(counts);
            bool done = Math.Abs(next.AshmanD - mixture.AshmanD) < SmallestStep;
            mixture = next;
            if (done || mixture.AshmanD == 0)
            {
                break;
            }
        }

        return mixture;
    }

    // Every bin is shared out by how likely each distribution is there; what each then holds makes its new mean and variance.
    private NormalMixture Closer(ReadOnlySpan<long> counts)
    {
        double logOdds = Math.Log((1 - ShareBelow) / ShareBelow) + (0.5 * Math.Log(VarianceBelow / VarianceAbove));
        double pixelsAbove = 0, sumAbove = 0, squaresAbove = 0, pixelsBelow = 0, sumBelow = 0, squaresBelow = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] == 0)
            {
                continue;
            }

            // Distances from the means so far, so that squares lose no digits.
            double toBelow = bin - MeanBelow, toAbove = bin - MeanAbove;
            double odds = Math.Exp(logOdds + (toBelow * toBelow / (2 * VarianceBelow)) - (toAbove * toAbove / (2 * VarianceAbove)));
            double part = counts[bin] / (1 + odds), rest = counts[bin] - part;
            (pixelsBelow, sumBelow, squaresBelow) = (pixelsBelow + part, sumBelow + (part * toBelow), squaresBelow + (part * toBelow * toBelow));
            (pixelsAbove, sumAbove, squaresAbove) = (pixelsAbove + rest, sumAbove + (rest * toAbove), squaresAbove + (rest * toAbove * toAbove));
        }

        double shareBelow = pixelsBelow / (pixelsBelow + pixelsAbove);
        if (shareBelow is < SmallestShare or > 1 - SmallestShare)
        {
            return this with { ShareBelow = shareBelow };
        }

        (double moveBelow, double moveAbove) = (sumBelow / pixelsBelow, sumAbove / pixelsAbove);
        return new(
            shareBelow,
            MeanBelow + moveBelow,
            Math.Max((squaresBelow / pixelsBelow) - (moveBelow * moveBelow), SmallestVariance),
            MeanAbove + moveAbove,
            Math.Max((squaresAbove / pixelsAbove) - (moveAbove * moveAbove), SmallestVariance));
    }
}

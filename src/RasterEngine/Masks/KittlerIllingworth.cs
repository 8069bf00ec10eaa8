namespace RasterEngine.Masks;

/// <summary>
/// The threshold at which two normal distributions, one a side, err least:
/// argmin J(T) = 1 + 2[P₀ ln σ₀ + P₁ ln σ₁] − 2[P₀ ln P₀ + P₁ ln P₁] (Kittler &amp; Illingworth 1986, Pattern Recognition 19:41).
/// </summary>
public static class KittlerIllingworth
{
    // The spread that HistogramThresholding.jl gives a side of one bin. It is so small that J is least there when no threshold is a true
    // minimum or a spike stands at an end: that is how a histogram shows that it is not two normal distributions.
    private const double SmallestVariance = 2.2e-16;

    /// <summary>
    /// The last bin of the lower side, the lowest of equals. Null when fewer than two bins hold anything, or when J is least with all of one side
    /// in a single bin: the histogram is one heap with nothing to part, or a spike, which is no normal distribution, stands at an end.
    /// </summary>
    /// <param name="counts">Pixels a bin; bins of equal width.</param>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static int? Find(ReadOnlySpan<long> counts)
    {
        HistogramSide all = HistogramSide.Of(counts), below = default;
        int? best = null;
        double least = double.PositiveInfinity;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            below = below.With(bin, counts[bin]);
            HistogramSide above = all - below;
            if (below.OccupiedBins == 0 || above.OccupiedBins == 0)
            {
                continue;
            }

            double criterion = Criterion(below, above);
            if (criterion < least)
            {
                least = criterion;
                best = below.OccupiedBins > 1 && above.OccupiedBins > 1 ? bin : null;
            }
        }

        return best;
    }

    private static double Criterion(HistogramSide below, HistogramSide above)
    {
        double p0 = (double)below.Pixels / (double)(below.Pixels + above.Pixels);
        double p1 = (double)above.Pixels / (double)(below.Pixels + above.Pixels);
        double spread = (p0 * Math.Log(Math.Max(below.Variance, SmallestVariance))) + (p1 * Math.Log(Math.Max(above.Variance, SmallestVariance)));
        return 1 + spread - (2 * ((p0 * Math.Log(p0)) + (p1 * Math.Log(p1))));
    }
}

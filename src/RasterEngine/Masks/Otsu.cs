using System.Numerics;

namespace RasterEngine.Masks;

/// <summary>The threshold that parts a histogram with the largest variance between the sides: argmax w₀·w₁·(μ₀ − μ₁)² (Otsu 1979, IEEE Trans. Syst. Man Cybern. 9:62).</summary>
public static class Otsu
{
    /// <summary>The last bin of the lower side; null when fewer than two bins hold anything.</summary>
    /// <param name="counts">Pixels a bin; bins of equal width.</param>
    /// <remarks>
    /// With W pixels and the bins' sum S in all, w₀ and s₀ below, the quantity is (s₀·W − w₀·S)² ÷ (w₀·w₁), times a constant. Fractions of whole
    /// numbers are compared exactly, so of equal thresholds (bins between two heaps that hold nothing) it is the lowest on every machine.
    /// </remarks>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static int? Find(ReadOnlySpan<long> counts)
    {
        HistogramSide all = HistogramSide.Of(counts), below = default;
        int? best = null;
        BigInteger bestOver = BigInteger.Zero, bestUnder = BigInteger.One;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            below = below.With(bin, counts[bin]);
            BigInteger under = below.Pixels * (all.Pixels - below.Pixels);
            if (under.IsZero)
            {
                continue;
            }

            BigInteger root = (below.Sum * all.Pixels) - (below.Pixels * all.Sum);
            BigInteger over = root * root;
            if (over * bestUnder > bestOver * under)
            {
                (best, bestOver, bestUnder) = (bin, over, under);
            }
        }

        return best;
    }
}

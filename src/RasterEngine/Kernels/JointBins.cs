namespace RasterEngine.Kernels;

/// <summary>
/// How the indices of both dates are binned together: 126 bins of 0.02 a date. Bin k holds the values of [(k − 63) ÷ 50, (k − 62) ÷ 50); the first
/// holds all below −1.24 too, the last all from 1.24 on. A value on an edge belongs to the bin that begins there, as index ≥ T is vegetated at T,
/// so the bins from an edge on hold exactly what a scan with T at that edge calls vegetated.
/// </summary>
public static class JointBins
{
    /// <summary>Bins of one date.</summary>
    public const int Count = 126;

    /// <summary>Pairs of bins, before · <see cref="Count"/> + after; also the pair of a pixel that was not observed on both dates.</summary>
    public const int NotObserved = Count * Count;

    private const int ZeroBin = Count / 2;
    private const int BinsPerUnit = 50;
    private const int Finer = IndexHistogram.BinsPerUnit / BinsPerUnit;

    /// <summary>The smallest index of a bin, exact; the first has none.</summary>
    public static decimal LowerEdge(int bin) =>
        bin is >= 1 and < Count ? (decimal)(bin - ZeroBin) / BinsPerUnit : throw new ArgumentOutOfRangeException(nameof(bin), bin, $"expected a bin 1..{Count - 1}");

    /// <summary>The bin that holds a bin of <see cref="IndexHistogram"/>, whose ends lie half a bin beyond the outermost edges.</summary>
    internal static int Holding(int fineBin) => (fineBin + ((ZeroBin * Finer) - IndexHistogram.ZeroBin)) / Finer;
}

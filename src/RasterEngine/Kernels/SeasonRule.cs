namespace RasterEngine.Kernels;

/// <summary>
/// When a season's clear observations of a pixel show a crop (algorithms.md §18): it was once at least <paramref name="PeakAt"/>, once at most
/// <paramref name="BareAt"/>, and moved by at least <paramref name="Amplitude"/>. Index values, compared exactly.
/// </summary>
/// <param name="PeakAt">A canopy: index ≥ this.</param>
/// <param name="BareAt">Bare or stubble: index ≤ this; below <paramref name="PeakAt"/>.</param>
/// <param name="Amplitude">Smallest difference of the season's highest and lowest index.</param>
/// <param name="MinClear">Clear observations without which nothing is said of a pixel.</param>
/// <param name="MaxGapDays">Days between two clear observations beyond which nothing is said of it.</param>
/// <param name="RobustLow">With <see cref="RobustFrom"/> observations or more the second-lowest stands for the lowest: one residual shadow is no bare soil.</param>
public sealed record SeasonRule(decimal PeakAt, decimal BareAt, decimal Amplitude, int MinClear = 6, int MaxGapDays = 60, bool RobustLow = false)
{
    /// <summary>Observations from which <see cref="RobustLow"/> applies.</summary>
    public const int RobustFrom = 8;

    /// <summary>
    /// A canopy that is bare at the next clear observation at most this many days later was lost before it ripened: a ripening one is seen in between.
    /// 0 looks for no losses.
    /// </summary>
    public int LossWithinDays { get; init; } = 20;

    /// <summary>The last day on which a fall to bare can be a loss; later ones are harvest. Counted as the season's days; null for no such day.</summary>
    public int? RipeFromDay { get; init; }

    /// <summary>Green at all: index ≥ this on some clear day; null when nobody asks.</summary>
    public decimal? VegetatedAt { get; init; }
}

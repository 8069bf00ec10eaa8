namespace RasterEngine.Estimates;

/// <summary>Sums of one stratum's segments.</summary>
/// <param name="Population">N.</param>
/// <param name="PopulationMean">X̄.</param>
/// <param name="Count">n.</param>
/// <param name="MeanX">x̄.</param>
/// <param name="MeanY">ȳ.</param>
/// <param name="SumXX">Σ(x − x̄)².</param>
/// <param name="SumXY">Σ(x − x̄)(y − ȳ).</param>
/// <param name="SumYY">Σ(y − ȳ)².</param>
internal readonly record struct SegmentMoments(double Population, double PopulationMean, int Count, double MeanX, double MeanY, double SumXX, double SumXY, double SumYY)
{
    /// <summary>N²(1 − n/N)/n: what a variance of single segments is multiplied with.</summary>
    public double Expansion => Population * Population * (1 - (Count / Population)) / Count;

    /// <summary>Least squares; 0 where the map does not vary (0/0).</summary>
    public double Slope => SumXX > 0 ? SumXY / SumXX : 0;

    public static SegmentMoments Of(SegmentStratum stratum, IReadOnlyList<Segment> segments)
    {
        double x = segments.Average(s => s.Mapped), y = segments.Average(s => s.Reference);
        return new SegmentMoments(
            stratum.Segments,
            stratum.MappedMean,
            segments.Count,
            x,
            y,
            segments.Sum(s => (s.Mapped - x) * (s.Mapped - x)),
            segments.Sum(s => (s.Mapped - x) * (s.Reference - y)),
            segments.Sum(s => (s.Reference - y) * (s.Reference - y)));
    }

    /// <summary>Σ of squared deviations of y − bx from their mean.</summary>
    public double Residual(double slope) => Math.Max(0, SumYY - (2 * slope * SumXY) + (slope * slope * SumXX));
}

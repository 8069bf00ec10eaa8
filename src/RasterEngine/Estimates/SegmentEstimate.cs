namespace RasterEngine.Estimates;

/// <summary>A total over all segments, helped by the map and not.</summary>
/// <param name="Total">In the reference's unit times segments: hectares for hectares a segment.</param>
/// <param name="StandardError">Null where it cannot be told.</param>
/// <param name="Interval">± t · standard error, not below 0.</param>
/// <param name="Direct">The total without the map.</param>
/// <param name="DirectStandardError">Of <paramref name="Direct"/>.</param>
/// <param name="Slopes">b, or the ratio: one a stratum (separate) or one for all (combined); empty for the direct estimator.</param>
/// <param name="IsSeparate">Whether every stratum has a slope of its own.</param>
/// <param name="N">Labelled segments.</param>
public sealed record SegmentEstimate(double Total, double? StandardError, Interval? Interval, double Direct, double? DirectStandardError, IReadOnlyList<double> Slopes, bool IsSeparate, long N)
{
    /// <summary>
    /// V(direct)/V(this): how many times as many segments would be needed without the map. What the satellite is worth, and what it must be judged by.
    /// </summary>
    public double? RelativeEfficiency => StandardError is > 0 ? DirectStandardError * DirectStandardError / (StandardError * StandardError) : null;
}

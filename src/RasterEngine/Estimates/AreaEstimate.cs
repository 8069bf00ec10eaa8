namespace RasterEngine.Estimates;

/// <summary>The estimated area of one class. What cannot be estimated is null.</summary>
/// <param name="Class">The reference class.</param>
/// <param name="Hectares">Estimated area.</param>
/// <param name="Share">The same as a share of all strata, 0 to 1.</param>
/// <param name="StandardError">Of <paramref name="Hectares"/>, in hectares; null where the sample cannot tell it.</param>
/// <param name="Interval">In hectares.</param>
/// <param name="IntervalMethod">How the interval was made.</param>
/// <param name="MappedHectares">What the map has of the class; null where the strata do not say.</param>
/// <param name="N">Labelled units that the estimate rests on.</param>
public sealed record AreaEstimate(string Class, double? Hectares, double? Share, double? StandardError, Interval? Interval, IntervalMethod IntervalMethod, double? MappedHectares, long N)
{
    /// <summary>Standard error over estimate; null where either is not known or the estimate is 0.</summary>
    public double? CoefficientOfVariation => StandardError / Hectares is { } cv && double.IsFinite(cv) ? cv : null;
}

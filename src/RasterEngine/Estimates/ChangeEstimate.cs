namespace RasterEngine.Estimates;

/// <summary>The change of an area between two dates.</summary>
/// <param name="Before">Hectares, earlier.</param>
/// <param name="After">Hectares, later.</param>
/// <param name="StandardError">Of the difference, in hectares; null where it cannot be told.</param>
/// <param name="Interval">Of the difference, in hectares.</param>
/// <param name="RatioInterval">Of after/before; null where either is 0 or an error is not known.</param>
/// <param name="SamePanel">Whether the same units were labelled at both dates.</param>
public sealed record ChangeEstimate(double Before, double After, double? StandardError, Interval? Interval, Interval? RatioInterval, bool SamePanel)
{
    /// <summary>Hectares, later less earlier.</summary>
    public double Difference => After - Before;

    /// <summary>After/before; null where nothing was there before.</summary>
    public double? Ratio => Before > 0 ? After / Before : null;

    public ChangeVerdict Verdict => Interval switch
    {
        { Low: > 0 } => ChangeVerdict.Increase,
        { High: < 0 } => ChangeVerdict.Decrease,
        _ => ChangeVerdict.NotDistinguishable,
    };
}

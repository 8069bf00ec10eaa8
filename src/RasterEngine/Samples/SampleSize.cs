namespace RasterEngine.Samples;

/// <summary>How large a sample is to be: exactly one of the three.</summary>
/// <param name="Units">So many units.</param>
/// <param name="StandardErrorHectares">As many as this standard error of the target's area needs.</param>
/// <param name="MarginPercent">As many as an interval (95 %) of ± this share of the target's expected area needs.</param>
public sealed record SampleSize(int? Units, double? StandardErrorHectares, double? MarginPercent);

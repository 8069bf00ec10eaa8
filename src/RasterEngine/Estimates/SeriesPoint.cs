namespace RasterEngine.Estimates;

/// <summary>One release of a series of area estimates.</summary>
/// <param name="Time">Year, with a fraction where there are several a year.</param>
/// <param name="Hectares">The estimate.</param>
/// <param name="StandardError">In hectares; null where it was not published.</param>
/// <param name="Method">What made it: numbers of different methods do not form one series. Empty: not told.</param>
public sealed record SeriesPoint(double Time, double Hectares, double? StandardError, string Method)
{
    /// <summary>The standard error behind a published symmetric interval: (high − low)/(2z).</summary>
    public static double ImpliedError(double low, double high, double level) => (high - low) / (2 * ShareLimits.Quantile(level));
}

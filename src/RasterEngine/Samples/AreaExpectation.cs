using RasterEngine.Estimates;

namespace RasterEngine.Samples;

/// <summary>What an estimate of the target's area will be like when the counts come out as expected; told before anyone labels.</summary>
/// <param name="Hectares">Σ A·p.</param>
/// <param name="StandardErrorHectares">What the estimate will print beside it; NaN when a stratum has too few units.</param>
/// <param name="Interval">95 %, in hectares.</param>
public sealed record AreaExpectation(double Hectares, double StandardErrorHectares, Interval Interval)
{
    /// <param name="strata">With their sizes.</param>
    /// <param name="hectares">Of the frame.</param>
    public static AreaExpectation Of(IReadOnlyList<SampleStratum> strata, double hectares)
    {
        ArgumentNullException.ThrowIfNull(strata);
        var mean = new StratifiedMean([.. strata.Select(s => new StratumMean(
            s.Hectares, s.Drawn, s.Expected, s.Drawn > 1 ? s.Deviation * s.Deviation / (s.Drawn - 1) : null, s.Drawn, 1 - s.InclusionProbability))]);
        return new AreaExpectation(mean.Total, StrataPlan.ExpectedStandardError(strata) * hectares, MoverInterval.Of(mean, SampleDesign.Level));
    }
}

namespace RasterEngine.Samples;

/// <summary>What an estimate of the target's area will be like when the counts come out as expected; told before anyone labels.</summary>
/// <param name="Hectares">Σ A·p.</param>
/// <param name="StandardErrorHectares">What the estimate will print beside it; NaN when a stratum has too few units.</param>
/// <param name="Low">Lower limit of the 95 % interval in hectares.</param>
/// <param name="High">Upper limit in hectares.</param>
public sealed record AreaExpectation(double Hectares, double StandardErrorHectares, double Low, double High)
{
    /// <summary>Two-sided 95 % point of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <param name="strata">With their sizes.</param>
    /// <param name="hectares">Of the frame.</param>
    public static AreaExpectation Of(IReadOnlyList<SampleStratum> strata, double hectares)
    {
        ArgumentNullException.ThrowIfNull(strata);
        double area = strata.Sum(s => s.Hectares * s.Expected), error = StrataPlan.ExpectedStandardError(strata) * hectares;
        return new AreaExpectation(area, error, Math.Max(0, area - (Z * error)), Math.Min(hectares, area + (Z * error)));
    }
}

namespace RasterEngine.Estimates;

/// <summary>What may be chosen about an estimate.</summary>
/// <param name="Level">Confidence, above 0.5 and below 1.</param>
/// <param name="Method">How intervals are made.</param>
/// <param name="Design">How the units were drawn.</param>
/// <param name="Seed">Of the bootstrap.</param>
public sealed record EstimateOptions(double Level = 0.95, IntervalMethod Method = IntervalMethod.Mover, SampleDesignKind Design = SampleDesignKind.Stratified, int Seed = 1);

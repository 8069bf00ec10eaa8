namespace RasterEngine.Samples;

/// <summary>A stratum of a frame, and what is planned in it.</summary>
/// <param name="Index">Into the frame's strata.</param>
/// <param name="Name">As sample.csv has it.</param>
/// <param name="Units">Units of the population, 1 or more.</param>
/// <param name="Hectares">Their true ground area.</param>
/// <param name="Share">Of the frame's ground, W.</param>
/// <param name="Expected">Expected share of the target in it, p.</param>
/// <param name="IsTarget">The map claims that it is the target.</param>
public sealed record SampleStratum(int Index, string Name, long Units, double Hectares, double Share, double Expected, bool IsTarget)
{
    /// <summary>Units drawn from it.</summary>
    public int Drawn { get; init; }

    /// <summary>Chance of every one of its units to be drawn.</summary>
    public double InclusionProbability => (double)Drawn / Units;

    /// <summary>S = √(p(1 − p)).</summary>
    public double Deviation => Math.Sqrt(Expected * (1 - Expected));
}

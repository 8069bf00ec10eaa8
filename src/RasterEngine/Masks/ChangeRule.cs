namespace RasterEngine.Masks;

/// <summary>When a pixel is vegetated (index ≥ T) and when a crossing of T is a change (index moves by at least D). Decimals, compared exactly.</summary>
/// <param name="VegetatedAt">T.</param>
/// <param name="ChangeOf">D, 0 or more.</param>
public sealed record ChangeRule(decimal VegetatedAt, decimal ChangeOf)
{
    /// <summary>Decimals that T and D may have.</summary>
    public const int MostPlaces = 6;

    /// <summary>How far the sensitivity table moves T and D.</summary>
    public const decimal SensitivityStep = 0.05m;

    /// <summary>T − 0.05, T, T + 0.05.</summary>
    public decimal[] Thresholds => [VegetatedAt - SensitivityStep, VegetatedAt, VegetatedAt + SensitivityStep];

    /// <summary>D − 0.05 (not under 0), D, D + 0.05.</summary>
    public decimal[] Changes => [Math.Max(0m, ChangeOf - SensitivityStep), ChangeOf, ChangeOf + SensitivityStep];
}

namespace RasterEngine.Masks;

/// <summary>The smallest patch of change that a mask keeps, by its true area on the ground and not by a number of pixels.</summary>
/// <param name="Hectares">A patch of exactly this area is kept; 0 keeps every patch.</param>
/// <param name="Connectivity">What a patch is.</param>
public sealed record MinimumMappingUnit(decimal Hectares, Connectivity Connectivity = Connectivity.Eight)
{
    private const decimal SquareCentimetresPerHectare = 100_000_000m;

    /// <summary>
    /// The least whole number of area steps that reaches the unit: a patch of <c>a</c> steps is smaller than the unit exactly when
    /// <c>a</c> is smaller than this. The largest long when no sum of pixels could reach it.
    /// </summary>
    /// <param name="stepsPerSquareCentimetre">What the areas of pixels are counted in.</param>
    public long SmallestArea(long stepsPerSquareCentimetre)
    {
        if (Hectares < 0m || stepsPerSquareCentimetre <= 0)
        {
            throw new ArgumentException($"a unit of {Hectares} ha in {stepsPerSquareCentimetre} steps a cm²; expected 0 ha or more and 1 step or more");
        }

        decimal stepsPerHectare = SquareCentimetresPerHectare * stepsPerSquareCentimetre;
        return Hectares >= long.MaxValue / stepsPerHectare ? long.MaxValue : (long)Math.Ceiling(Hectares * stepsPerHectare);
    }

    /// <summary>What a pixel is when its change is too small to be mapped: gained → other, lost → kept; as if it had not changed.</summary>
    public static ChangeClass Unchanged(ChangeClass change) => change switch
    {
        ChangeClass.Gained => ChangeClass.Other,
        ChangeClass.Lost => ChangeClass.Kept,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "expected a change: gained or lost"),
    };
}

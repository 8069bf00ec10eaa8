using System.Globalization;

namespace RasterEngine.Areas;

/// <summary>
/// Ground area as a whole number of units of 10⁻⁸ cm². Sums are exact and in any order equal; hectares are divided out once, when asked for.
/// </summary>
public readonly record struct Area(Int128 Units)
{
    /// <summary>10⁸ units are 1 cm².</summary>
    public const long UnitsPerSquareCentimetre = 100_000_000;

    private const long UnitsPerHectare = UnitsPerSquareCentimetre * 100_000_000;

    /// <summary>Hectares, exact.</summary>
    public decimal Hectares => (decimal)Units / UnitsPerHectare;

    public static Area operator +(Area a, Area b) => new(a.Units + b.Units);

    public override string ToString() => Hectares.ToString("0.####", CultureInfo.InvariantCulture) + " ha";
}

using System.Globalization;

namespace RasterEngine.Areas;

/// <summary>
/// Ground area as a whole number of units: 10⁻⁸ cm², and of these the 65,536ths that shares of covered pixels are told in. Sums are exact and
/// in any order equal; hectares are divided out once, when asked for.
/// </summary>
public readonly record struct Area(Int128 Units)
{
    /// <summary>Parts of a pixel that its covered share is told in.</summary>
    public const int ShareParts = 65_536;

    /// <summary>Areas are counted in at most this many steps of a cm².</summary>
    public const long StepsPerSquareCentimetre = 100_000_000;

    private static readonly Int128 UnitsPerHectare = (Int128)StepsPerSquareCentimetre * 100_000_000 * ShareParts;

    /// <summary>Hectares: exact for whole pixels, to 28 digits for shares.</summary>
    public decimal Hectares => (decimal)(Units / UnitsPerHectare) + ((decimal)(Units % UnitsPerHectare) / (decimal)UnitsPerHectare);

    public static Area operator +(Area a, Area b) => new(a.Units + b.Units);

    public static Area operator -(Area a, Area b) => new(a.Units - b.Units);

    public override string ToString() => Hectares.ToString("0.####", CultureInfo.InvariantCulture) + " ha";
}

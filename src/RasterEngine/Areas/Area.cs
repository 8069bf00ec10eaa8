using System.Globalization;

namespace RasterEngine.Areas;

/// <summary>Ground area as a whole number of cm². Sums are exact and in any order equal; hectares are divided out once, when asked for.</summary>
public readonly record struct Area(Int128 SquareCentimetres) : IComparable<Area>
{
    /// <summary>1 ha = 10⁸ cm².</summary>
    public const long SquareCentimetresPerHectare = 100_000_000;

    public static Area Zero => default;

    /// <summary>Hectares, exact to 10⁻⁸.</summary>
    public decimal Hectares => (decimal)SquareCentimetres / SquareCentimetresPerHectare;

    public static Area operator +(Area a, Area b) => new(a.SquareCentimetres + b.SquareCentimetres);

    public static Area operator -(Area a, Area b) => new(a.SquareCentimetres - b.SquareCentimetres);

    public static bool operator <(Area a, Area b) => a.SquareCentimetres < b.SquareCentimetres;

    public static bool operator >(Area a, Area b) => a.SquareCentimetres > b.SquareCentimetres;

    public static bool operator <=(Area a, Area b) => a.SquareCentimetres <= b.SquareCentimetres;

    public static bool operator >=(Area a, Area b) => a.SquareCentimetres >= b.SquareCentimetres;

    public int CompareTo(Area other) => SquareCentimetres.CompareTo(other.SquareCentimetres);

    public override string ToString() => Hectares.ToString("0.####", CultureInfo.InvariantCulture) + " ha";
}

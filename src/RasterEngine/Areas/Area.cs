using System.Globalization;
using System.Numerics;

namespace RasterEngine.Areas;

/// <summary>
/// Ground area as a whole number of units: 10⁻⁸ cm², and of these the 65,536ths that shares of covered pixels are told in. Sums are exact and
/// in any order equal; hectares are divided out once, when asked for.
/// </summary>
public readonly record struct Area
{
    // The two halves of the units: code that holds an Int128 is not compiled ahead, and all of a report holds areas.
    private readonly ulong upper, lower;

    public Area(Int128 units) => (upper, lower) = ((ulong)(units >> 64), (ulong)units);

    private Area(ulong upper, ulong lower) => (this.upper, this.lower) = (upper, lower);

    /// <summary>Parts of a pixel that its covered share is told in.</summary>
    public const int ShareParts = 65_536;

    /// <summary>Areas are counted in at most this many steps of a cm².</summary>
    public const long StepsPerSquareCentimetre = 100_000_000;

    private const decimal UnitsPerHectare = (decimal)StepsPerSquareCentimetre * 100_000_000 * ShareParts;

    public Int128 Units => new(upper, lower);

    /// <summary>Hectares: exact for whole pixels, to 28 digits for shares.</summary>
    public decimal Hectares
    {
        get
        {
            BigInteger whole = BigInteger.DivRem(((BigInteger)(long)upper << 64) + lower, (BigInteger)UnitsPerHectare, out BigInteger rest);
            return (decimal)whole + ((decimal)rest / UnitsPerHectare);
        }
    }

    public static Area operator +(Area a, Area b)
    {
        ulong sum = a.lower + b.lower;
        return new Area(a.upper + b.upper + (sum < a.lower ? 1UL : 0), sum);
    }

    public static Area operator -(Area a, Area b) => new(a.upper - b.upper - (a.lower < b.lower ? 1UL : 0), a.lower - b.lower);

    public override string ToString() => Hectares.ToString("0.####", CultureInfo.InvariantCulture) + " ha";
}

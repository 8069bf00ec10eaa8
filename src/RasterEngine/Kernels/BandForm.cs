using System.Numerics;

namespace RasterEngine.Kernels;

/// <summary>How the stored numbers of one band become reflectance, and which of them are no observation.</summary>
/// <param name="Scale">Reflectance = stored × Scale + Offset; greater than 0.</param>
/// <param name="Offset">Reflectance of a stored 0.</param>
/// <param name="NoData">The stored value that means "nothing here"; null when there is none. NaN is never an observation.</param>
/// <param name="Saturated">The stored value of a saturated detector; null when there is none.</param>
/// <param name="MayBeNegative">The band holds an index, not a reflectance: numbers below 0 are observations.</param>
public sealed record BandForm(decimal Scale, decimal Offset, double? NoData = null, double? Saturated = null, bool MayBeNegative = false)
{
    /// <summary>Stored numbers that already are the quantity, without nodata.</summary>
    public static BandForm Plain { get; } = new(1m, 0m);

    /// <summary>The smallest whole stored value whose reflectance is not negative: ⌈−Offset ÷ Scale⌉, exactly.</summary>
    public BigInteger SmallestNonNegative()
    {
        (BigInteger scale, int scalePlaces) = DecimalInteger.Split(Scale);
        (BigInteger offset, int offsetPlaces) = DecimalInteger.Split(-Offset);
        BigInteger numerator = offset * BigInteger.Pow(10, scalePlaces);
        BigInteger denominator = scale * BigInteger.Pow(10, offsetPlaces);
        BigInteger floor = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        return remainder.Sign > 0 ? floor + 1 : floor;
    }
}

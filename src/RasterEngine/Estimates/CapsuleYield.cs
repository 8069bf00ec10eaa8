namespace RasterEngine.Estimates;

/// <summary>Dry opium gum from the volume of capsules (UNODC's curve, as in its Afghanistan and Myanmar surveys).</summary>
public static class CapsuleYield
{
    /// <summary>Y = [(VC + 1495) − √((VC + 1495)² − 395.259·VC)]/1.795, kilograms a hectare.</summary>
    /// <param name="cubicCentimetresPerSquareMetre">VC: mean volume of mature capsules, 0 or more.</param>
    public static double KilogramsPerHectare(double cubicCentimetresPerSquareMetre)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cubicCentimetresPerSquareMetre);
        double shifted = cubicCentimetresPerSquareMetre + 1495;
        return (shifted - Math.Sqrt((shifted * shifted) - (395.259 * cubicCentimetresPerSquareMetre))) / 1.795;
    }
}

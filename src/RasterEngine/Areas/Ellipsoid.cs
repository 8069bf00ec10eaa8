namespace RasterEngine.Areas;

/// <summary>An ellipsoid of revolution (or a sphere) and areas on it.</summary>
/// <param name="SemiMajorAxisMetres">a, metres.</param>
/// <param name="InverseFlattening">1/f; 0 for a sphere.</param>
public readonly record struct Ellipsoid(double SemiMajorAxisMetres, double InverseFlattening)
{
    private double Flattening => InverseFlattening == 0 ? 0 : 1 / InverseFlattening;

    /// <summary>First eccentricity squared, f(2 − f).</summary>
    private double EccentricitySquared => Flattening * (2 - Flattening);

    private double SemiMinorAxisMetres => SemiMajorAxisMetres * (1 - Flattening);

    /// <summary>Area of 1 radian of longitude between two latitudes is half of b² times the difference of this.</summary>
    /// <remarks>q(φ) = sin φ ÷ (1 − e² sin²φ) + ln((1 + e sin φ) ÷ (1 − e sin φ)) ÷ 2e; 2 sin φ on a sphere. Snyder 1987, eq. 3-12 without its factor 1 − e².</remarks>
    /// <param name="latitudeRadians">φ, −π/2..π/2.</param>
    public double AuthalicQ(double latitudeRadians)
    {
        double sine = Math.Sin(latitudeRadians), e2 = EccentricitySquared;
        if (e2 == 0)
        {
            return 2 * sine;
        }

        double e = Math.Sqrt(e2);
        return (sine / (1 - (e2 * sine * sine))) + (Math.Atanh(e * sine) / e);
    }

    /// <summary>Area in m² of the cell between two latitudes and over <paramref name="longitudeRadians"/> of longitude: ½ b² Δλ (q(φ₂) − q(φ₁)).</summary>
    public double CellSquareMetres(double southRadians, double northRadians, double longitudeRadians)
    {
        double b = SemiMinorAxisMetres;
        return 0.5 * b * b * longitudeRadians * (AuthalicQ(northRadians) - AuthalicQ(southRadians));
    }

    /// <summary>Turns a closed line integral ∮ q dλ into m²: ½ b².</summary>
    internal double SquareMetresPerQ => 0.5 * SemiMinorAxisMetres * SemiMinorAxisMetres;
}

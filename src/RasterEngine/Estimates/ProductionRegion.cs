namespace RasterEngine.Estimates;

/// <summary>Area and yield of one region.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Hectares">Estimated area.</param>
/// <param name="HectaresError">Its standard error, hectares.</param>
/// <param name="Yield">Kilograms a hectare.</param>
/// <param name="YieldError">Its standard error, kilograms a hectare.</param>
public sealed record ProductionRegion(string Name, double Hectares, double HectaresError, double Yield, double YieldError)
{
    public double Tonnes => Hectares * Yield / 1000;

    /// <summary>In tonnes squared: A²Y²(cv_A² + cv_Y² + cv_A²cv_Y²), for area and yield measured independently (Goodman 1960, J. Am. Stat. Assoc. 55:708).</summary>
    public double Variance
    {
        get
        {
            double area = HectaresError * HectaresError, yield = YieldError * YieldError;
            return ((Yield * Yield * area) + (Hectares * Hectares * yield) + (area * yield)) / 1e6;
        }
    }
}

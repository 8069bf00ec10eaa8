using RasterEngine.Estimates;

namespace RasterEngine.Samples;

/// <summary>
/// Adds the variance that an orthomosaic's geolocation error brings to an estimated area: it moves all fields together, so it does not shrink with the number of
/// units. V = Σ over both axes of ½((Â₊ − Â)² + (Â₋ − Â)²), Â± being the estimate with all fields moved by ± the error (algorithms.md §16).
/// </summary>
internal static class GeolocationError
{
    /// <param name="area">As digitised.</param>
    /// <param name="moved">Estimates with the fields moved along each axis, there and back.</param>
    /// <param name="level">Of the interval.</param>
    public static AreaEstimate Add(AreaEstimate area, IReadOnlyList<(double Plus, double Minus)> moved, double level)
    {
        if (area.Hectares is not { } hectares)
        {
            return area;
        }

        double variance = moved.Sum(m => (Square(m.Plus - hectares) + Square(m.Minus - hectares)) / 2), reach = ShareLimits.Quantile(level) * Math.Sqrt(variance);
        return area with
        {
            StandardError = area.StandardError is { } error ? Math.Sqrt(Square(error) + variance) : null,
            Interval = area.Interval is { } i
                ? new Interval(Math.Max(0, hectares - Math.Sqrt(Square(hectares - i.Low) + Square(reach))), hectares + Math.Sqrt(Square(i.High - hectares) + Square(reach)))
                : null,
        };
    }

    private static double Square(double x) => x * x;
}
